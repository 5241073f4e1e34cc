package org.bcnn.tasks.data.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrokeTest {
  /** The path of a stroke in a box of 100 pixels. */
  private static PenPath trace(String text) {
    Stroke stroke = Stroke.parse(text);
    double[] x = new double[stroke.size()];
    double[] y = new double[stroke.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = 100 * stroke.x(i);
      y[i] = 100 * stroke.y(i);
    }
    PenPath path = new PenPath();
    stroke.trace(x, y, path);
    return path;
  }

  private static boolean passes(PenPath path, double x, double y) {
    for (int i = 0; i < path.size(); i++) {
      if (Math.abs(path.x(i) - x) < 1e-9 && Math.abs(path.y(i) - y) < 1e-9) {
        return true;
      }
    }
    return false;
  }

  @Test
  void aCurvePassesThroughItsPoints() {
    PenPath path = trace("0,0 30,40 90,10");
    assertTrue(passes(path, 0, 0) && passes(path, 30, 40) && passes(path, 90, 10));
    assertFalse(path.drawn(0));
    for (int i = 1; i < path.size(); i++) {
      assertTrue(path.drawn(i));
    }
  }

  @Test
  void twoPointsMakeALine() {
    PenPath path = trace("10,20 70,80");
    assertTrue(path.size() > 5, "long lines are cut into pieces");
    for (int i = 0; i < path.size(); i++) {
      assertEquals(path.x(i) + 10, path.y(i), 1e-9);
    }
  }

  @Test
  void cornersAreSharp() {
    PenPath path = trace("0,0 50,0! 50,50");
    for (int i = 0; i < path.size(); i++) {
      assertTrue(Math.abs(path.y(i)) < 1e-9 || Math.abs(path.x(i) - 50) < 1e-9, "point " + i);
    }
    PenPath smooth = trace("0,0 50,0 50,50");
    boolean strays = false;
    for (int i = 0; i < smooth.size(); i++) {
      strays |= Math.abs(smooth.y(i)) > 1 && Math.abs(smooth.x(i) - 50) > 1;
    }
    assertTrue(strays, "a point that is no corner is rounded");
  }

  @Test
  void aClosedCurveComesBack() {
    PenPath path = trace("50,0 100,50 50,100 0,50 z");
    int last = path.size() - 1;
    assertEquals(50, path.x(last), 1e-9);
    assertEquals(0, path.y(last), 1e-9);
    assertTrue(passes(path, 0, 50));
    PenPath open = trace("50,0 100,50 50,100 0,50");
    assertEquals(0, open.x(open.size() - 1), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1,2", "1,2 z", "1,2 34", "1,2 x,4", "1,2 3,"})
  void whatIsNoStrokeIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Stroke.parse(text));
  }
}
