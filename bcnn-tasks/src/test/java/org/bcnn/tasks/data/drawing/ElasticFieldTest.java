package org.bcnn.tasks.data.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.junit.jupiter.api.Test;

class ElasticFieldTest {
  private static final int SIZE = 30;

  private static PenPath distorted(double warp, double... points) {
    PenPath path = new PenPath();
    for (int i = 0; i < points.length; i += 2) {
      path.begin(points[i], points[i + 1]);
    }
    RandomStream random = RandomStream.at(new NoiseAddress(1, 0, "field", 0));
    new ElasticField(SIZE, warp, random).distort(path);
    return path;
  }

  @Test
  void noWarpMovesNothing() {
    PenPath path = distorted(0, 3, 4, 29, 11);
    assertEquals(3, path.x(0), 1e-12);
    assertEquals(11, path.y(1), 1e-12);
  }

  /** The field and its slope are continuous, also from cell to cell (of 10 pixels). */
  @Test
  void theFieldIsSmooth() {
    double step = 1e-4;
    for (double at = 0.5; at < SIZE - 1; at += 0.25) {
      PenPath path =
          distorted(2, at - step, 12, at, 12, at + step, 12, 12, at - step, 12, at, 12, at + step);
      for (int i = 0; i < 6; i += 3) {
        double left = path.x(i + 1) - path.x(i);
        double right = path.x(i + 2) - path.x(i + 1);
        assertEquals(left, right, 1e-6 * 1, "at " + at);
        assertTrue(Math.abs(left) < 3 * step, "at " + at);
      }
    }
  }

  @Test
  void pointsOutsideMoveWithTheEdge() {
    PenPath path = distorted(2, 0, 7, -5, 7, SIZE, 7, SIZE + 9, 7);
    assertEquals(path.x(0), path.x(1) + 5, 1e-9);
    assertEquals(path.y(0), path.y(1), 1e-9);
    assertEquals(path.x(2), path.x(3) - 9, 1e-9);
  }

  @Test
  void theWarpScalesTheField() {
    PenPath one = distorted(1, 13, 17);
    PenPath three = distorted(3, 13, 17);
    assertTrue(Math.abs(one.x(0) - 13) > 1e-3);
    assertEquals(3 * (one.x(0) - 13), three.x(0) - 13, 1e-9);
    assertEquals(3 * (one.y(0) - 17), three.y(0) - 17, 1e-9);
  }
}
