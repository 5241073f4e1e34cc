package org.bcnn.tasks.superresolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TilePlanTest {
  /** 25 pixels in windows of 11 with a radius of 2: 9 are new at the start, then 7 each. */
  @Test
  void isAsWorkedByHand() {
    TilePlan plan = TilePlan.of(25, 8, 11, 2);
    assertEquals(
        List.of(
            new TilePlan.Span(0, 11, 0, 9),
            new TilePlan.Span(7, 11, 9, 16),
            new TilePlan.Span(14, 11, 16, 25)),
        plan.rows());
    assertEquals(List.of(new TilePlan.Span(0, 8, 0, 8)), plan.columns());
    assertEquals(3, plan.count());
    TilePlan more = TilePlan.of(26, 11, 11, 2);
    assertEquals(new TilePlan.Span(15, 11, 23, 26), more.rows().get(3), "shifted back");
    assertEquals(1, more.columns().size(), "as long as a window");
    assertEquals(2, TilePlan.of(1, 12, 11, 2).columns().size());
  }

  /** All sizes to 60, windows to 24, radii to 6. */
  @Test
  void everyPixelIsKeptOnceAndSeesAllThatItNeeds() {
    int plans = 0;
    for (int radius = 0; radius <= 6; radius++) {
      for (int side = 2 * radius + 1; side <= 24; side++) {
        for (int length = 1; length <= 60; length++) {
          check(TilePlan.of(length, 1, side, radius).rows(), length, side, radius);
          plans++;
        }
      }
    }
    assertTrue(plans > 7_000);
  }

  private static void check(List<TilePlan.Span> spans, int length, int side, int radius) {
    String what = String.format("%d in windows of %d, radius %d", length, side, radius);
    int expected =
        length <= side ? 1 : (int) Math.ceil((length - side) / (double) (side - 2 * radius)) + 1;
    assertEquals(expected, spans.size(), what);
    int next = 0;
    for (TilePlan.Span span : spans) {
      int end = span.start() + span.length();
      assertEquals(next, span.from(), what);
      assertTrue(span.kept() > 0, what);
      assertEquals(Math.min(side, length), span.length(), what);
      assertTrue(span.start() >= 0 && end <= length, what);
      assertTrue(span.start() == 0 || span.from() - span.start() >= radius, what);
      assertTrue(end == length || end - span.to() >= radius, what);
      next = span.to();
    }
    assertEquals(length, next, what);
  }

  @Test
  void inTwoDimensionsEveryPixelIsKeptOnceAsWell() {
    int[][] counts = new int[31][47];
    TilePlan plan = TilePlan.of(31, 47, 13, 5);
    for (TilePlan.Tile tile : plan.tiles()) {
      for (int row = tile.rows().from(); row < tile.rows().to(); row++) {
        for (int column = tile.columns().from(); column < tile.columns().to(); column++) {
          counts[row][column]++;
        }
      }
    }
    for (int[] row : counts) {
      for (int count : row) {
        assertEquals(1, count);
      }
    }
    assertEquals(plan.count(), plan.tiles().size());
    assertEquals(7 * 13, plan.count());
  }

  @Test
  void windowsOfWhichNothingWouldBeKeptAreRefused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> TilePlan.of(50, 50, 10, 5)).getMessage();
    assertEquals(
        "a tile must have more than 10 pixels a side, as the network looks 5 pixels far to each "
            + "side, got 10",
        message);
    assertThrows(IllegalArgumentException.class, () -> TilePlan.of(50, 50, 10, -1));
    assertThrows(IllegalArgumentException.class, () -> TilePlan.of(0, 50, 10, 1));
    assertEquals(40 * 40, TilePlan.of(50, 50, 11, 5).count());
  }
}
