package org.bcnn.uncertainty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.junit.jupiter.api.Test;

class DetectionTest {
  /** Of the 2 × 3 pairs, 0.2 beats none, 0.5 one and ties one, 0.9 both: 0 + 1½ + 2 of 6. */
  @Test
  void byHand() {
    Detection d = Detection.of(new double[] {0.5, 0.3}, new double[] {0.9, 0.2, 0.5});
    assertEquals(3.5 / 6, d.auroc(), 1e-15);
    assertEquals(2 / 3.0, d.falsePositiveRate95(), 1e-15, "0.2 and 0.5 are not above 0.5");
  }

  @Test
  void perfectUselessAndReversed() {
    double[] low = {1, 2};
    double[] high = {3, 4};
    assertEquals(new Detection(1, 0), Detection.of(low, high));
    assertEquals(new Detection(0, 1), Detection.of(high, low));
    assertEquals(new Detection(0.5, 1), Detection.of(new double[] {7, 7}, new double[] {7, 7, 7}));
    assertEquals(0.5, Detection.of(new double[] {-0.0}, new double[] {0}).auroc(), "equal zeros");
  }

  /** Of 20 inside, 19 must pass: the threshold is 19, though 20 is seen. Of 21, 20 must. */
  @Test
  void thresholdIsTheLowestThatLetsNinetyFivePercentPass() {
    double[] outside = {18.5, 19, 19.5, 20, 20.5};
    double[] twenty = IntStream.rangeClosed(1, 20).asDoubleStream().toArray();
    assertEquals(0.4, Detection.of(twenty, outside).falsePositiveRate95());
    double[] twentyOne = IntStream.rangeClosed(1, 21).asDoubleStream().toArray();
    assertEquals(0.8, Detection.of(twentyOne, outside).falsePositiveRate95());
  }

  /** Every pair, and every threshold, with many ties: scores are integers from 0 to about 9. */
  @Test
  void agreesWithCountingPairs() {
    RandomStream stream = RandomStream.at(new NoiseAddress(3, 0, "detection", 0));
    for (int repeat = 0; repeat < 20; repeat++) {
      double[] in = new double[1 + stream.nextInt(90)];
      double[] out = new double[1 + stream.nextInt(90)];
      IntStream.range(0, in.length).forEach(i -> in[i] = stream.nextInt(8));
      IntStream.range(0, out.length).forEach(i -> out[i] = 2 + stream.nextInt(8));
      double wins = 0;
      for (double a : in) {
        for (double b : out) {
          wins += b > a ? 1 : b == a ? 0.5 : 0;
        }
      }
      double least = 1;
      for (double threshold : in) {
        long kept = IntStream.range(0, in.length).filter(i -> in[i] <= threshold).count();
        if (kept * 100 >= 95L * in.length) {
          double passing = IntStream.range(0, out.length).filter(i -> out[i] <= threshold).count();
          least = Math.min(least, passing / out.length);
        }
      }
      Detection d = Detection.of(in, out);
      assertEquals(wins / in.length / out.length, d.auroc(), 1e-12);
      assertEquals(least, d.falsePositiveRate95(), 1e-12);
    }
  }

  @Test
  void refusesNothingAndNaN() {
    double[] one = {1};
    assertThrows(IllegalArgumentException.class, () -> Detection.of(new double[0], one));
    assertThrows(IllegalArgumentException.class, () -> Detection.of(one, new double[0]));
    assertThrows(
        IllegalArgumentException.class, () -> Detection.of(one, new double[] {1, Double.NaN}));
  }
}
