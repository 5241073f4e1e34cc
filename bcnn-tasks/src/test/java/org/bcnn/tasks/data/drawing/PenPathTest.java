package org.bcnn.tasks.data.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class PenPathTest {
  private static PenPath points(double... coordinates) {
    PenPath path = new PenPath();
    for (int i = 0; i < coordinates.length; i += 2) {
      path.begin(coordinates[i], coordinates[i + 1]);
    }
    return path;
  }

  @Test
  void whatFitsStaysWhereItIs() {
    PenPath path = points(2, 3, 20, 25);
    path.fit(1, 27);
    assertEquals(2, path.x(0), 1e-12);
    assertEquals(25, path.y(1), 1e-12);
  }

  @Test
  void whatIsOutsideIsShiftedByTheLeast() {
    PenPath path = points(-4, 3, 6, 31);
    path.fit(1, 27);
    assertEquals(1, path.x(0), 1e-12);
    assertEquals(11, path.x(1), 1e-12);
    assertEquals(1, path.y(0), 1e-12, "28 high, so it shrinks to 26");
    assertEquals(27, path.y(1), 1e-12);
  }

  @Test
  void aSinglePlaceFits() {
    PenPath path = points(5, 40);
    path.fit(1, 27);
    assertEquals(5, path.x(0), 1e-12);
    assertEquals(27, path.y(0), 1e-12);
  }

  @Test
  void manyPointsAreKept() {
    PenPath path = new PenPath();
    path.begin(0, 0);
    for (int i = 1; i <= 500; i++) {
      path.curveTo(0, 0, 0, 0, i % 2, i);
    }
    assertEquals(501, path.size());
    assertEquals(500, path.y(500), 1e-12);
    assertFalse(path.drawn(0));
  }
}
