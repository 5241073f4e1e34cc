package org.bcnn.tasks.report.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HistogramTest {
  @Test
  void countsByHand() {
    Histogram histogram = new Histogram(new double[] {0, 1, 2, 4});
    double[] shares = histogram.shares(new double[] {0, 0.5, 1, 1.5, 1.99, 2, 3, 4});
    assertArrayEquals(new double[] {2 / 8.0, 3 / 8.0, 3 / 8.0}, shares, 1e-15);
  }

  @Test
  void whatIsOutsideIsInNoBin() {
    double[] shares = new Histogram(new double[] {0, 1}).shares(new double[] {-1, 0.5, 2, 0.1});
    assertArrayEquals(new double[] {0.5}, shares, 1e-15);
  }

  @Test
  void binsAreRoundAndReachTheGreatestValue() {
    // A bin of 0.05 would give 19, of 0.02 there are ⌈0.93 / 0.02⌉ = 47.
    assertEquals(48, Histogram.upTo(0.93, 25).edges().length);
    assertEquals(0.02, Histogram.upTo(0.93, 25).edges()[1], 1e-15);
    for (double most = 1e-5; most < 100; most *= 1.37) {
      double[] edges = Histogram.upTo(most, 25).edges();
      assertTrue(edges[edges.length - 1] >= most * (1 - 1e-12), "reaches " + most);
      assertTrue(edges.length > 25 && edges.length <= 77, edges.length + " edges to " + most);
      double[] all = Histogram.upTo(most, 25).shares(new double[] {0, most / 2, most});
      assertEquals(1, Arrays.stream(all).sum(), 1e-12, "none is lost up to " + most);
    }
  }
}
