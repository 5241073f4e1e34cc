package org.bcnn.tasks.superresolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.junit.jupiter.api.Test;

class PixelCalibrationTest {
  /** Errors of 0.5, 1, 1.5, 2 and 3 deviations: 1, 2, 3, 4 and 4 of 5 are within these. */
  @Test
  void intervalsCountWhatIsWithinThem() {
    PixelCalibration calibration = new PixelCalibration();
    calibration.add(new double[] {2, 2, 0.1}, new double[] {1, -2, 0.15});
    calibration.add(new double[] {1, 10}, new double[] {-2, 30});
    assertEquals(
        List.of(0.2, 0.2, 0.4, 0.4, 0.6, 0.6, 0.8),
        calibration.intervals().stream().map(PixelCalibration.Interval::empirical).toList());
    assertEquals(
        List.of(0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99),
        calibration.intervals().stream().map(PixelCalibration.Interval::nominal).toList());
  }

  /**
   * Gaussian errors are in an interval of p with probability p. The largest of seven deviations
   * from that is beyond 4 standard errors, of 40,000 pixels, with a probability of 4e-4 at most;
   * the seed is fixed.
   */
  @Test
  void intervalsOfTheRightDeviationHoldTheirShare() {
    int pixels = 40_000;
    RandomStream random = RandomStream.at(new NoiseAddress(3, 0, "test", 0));
    double[] deviations = new double[pixels];
    double[] errors = new double[pixels];
    for (int i = 0; i < pixels; i++) {
      deviations[i] = 0.01 * (1 + i % 7);
      errors[i] = deviations[i] * gaussian(random);
    }
    PixelCalibration calibration = new PixelCalibration();
    calibration.add(deviations, errors);
    for (PixelCalibration.Interval interval : calibration.intervals()) {
      double p = interval.nominal();
      assertEquals(p, interval.empirical(), 4 * Math.sqrt(p * (1 - p) / pixels), "" + p);
    }
    for (PixelCalibration.Bin bin : calibration.bins()) {
      assertEquals(
          bin.deviation(), bin.error(), 4 * bin.deviation() / Math.sqrt(2.0 * bin.pixels()));
    }
  }

  /** By Box and Muller. */
  private static double gaussian(RandomStream random) {
    int steps = 1 << 24;
    double radius = Math.sqrt(-2 * Math.log((random.nextInt(steps) + 0.5) / steps));
    return radius * Math.cos(2 * Math.PI * (random.nextInt(steps) + 0.5) / steps);
  }

  @Test
  void binsAreTenthsByDeviation() {
    double[] deviations = new double[100];
    double[] errors = new double[100];
    for (int i = 0; i < 100; i++) {
      deviations[i] = Math.pow(10, -3 + i / 50.0);
      errors[i] = i % 2 == 0 ? 3 * deviations[i] : -4 * deviations[i];
    }
    PixelCalibration calibration = new PixelCalibration();
    calibration.add(deviations, errors);
    List<PixelCalibration.Bin> bins = calibration.bins();
    assertEquals(10, bins.size());
    for (int bin = 0; bin < 10; bin++) {
      double[] own = Arrays.copyOfRange(deviations, 10 * bin, 10 * bin + 10);
      double squares = Arrays.stream(own).map(x -> x * x).sum() / 10;
      assertEquals(10, bins.get(bin).pixels());
      assertEquals(Math.sqrt(squares), bins.get(bin).deviation(), 1e-12);
      double last = 0;
      for (int i = 10 * bin; i < 10 * bin + 10; i++) {
        last += errors[i] * errors[i] / 10;
      }
      assertEquals(Math.sqrt(last), bins.get(bin).error(), 1e-12);
    }
  }

  @Test
  void equalDeviationsAreOneBin() {
    PixelCalibration calibration = new PixelCalibration();
    assertEquals(List.of(), calibration.intervals());
    assertEquals(List.of(), calibration.bins());
    calibration.add(new double[] {0.5, 0.5, 0.5}, new double[] {0.3, -0.3, 0.3});
    assertEquals(1, calibration.bins().size());
    PixelCalibration.Bin bin = calibration.bins().get(0);
    assertEquals(3, bin.pixels());
    assertEquals(0.5, bin.deviation(), 1e-12);
    assertEquals(0.3, bin.error(), 1e-12);
    calibration.add(new double[] {1e-9, 1e9}, new double[] {0, 0});
    assertEquals(5, calibration.bins().stream().mapToLong(PixelCalibration.Bin::pixels).sum());
    assertTrue(calibration.bins().size() <= 3, "what is beyond the range is in its ends");
  }
}
