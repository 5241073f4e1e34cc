package org.bcnn.tasks.superresolution;

import java.util.ArrayList;
import java.util.List;

/**
 * Compares errors with the standard deviations that were predicted of them, over the pixels of any
 * number of pictures: how many errors are within central intervals, and how large errors are where
 * much and where little was predicted (Laves et al., "Recalibration of aleatoric and epistemic
 * regression uncertainty in medical imaging", 2021). Takes the same memory for any number of
 * pixels. Not thread-safe.
 */
public final class PixelCalibration {
  /** Levels of intervals, and how many standard deviations each goes to both sides. */
  private static final double[][] LEVELS = {
    {0.5, 0.6744897501960817},
    {0.6, 0.8416212335729143},
    {0.7, 1.0364333894937898},
    {0.8, 1.2815515655446004},
    {0.9, 1.6448536269514722},
    {0.95, 1.959963984540054},
    {0.99, 2.5758293035489004}
  };

  /** Bins that are reported: tenths of the pixels. */
  private static final int BINS = 10;

  // Bins of a relative width of 0.6 %, of which neighbours are put together for the report.
  private static final int PER_DECADE = 400;
  private static final int LEAST_EXPONENT = -6;
  private static final int DECADES = 8;

  private final long[] within = new long[LEVELS.length];
  private final long[] counts = new long[PER_DECADE * DECADES];
  private final double[] variances = new double[counts.length];
  private final double[] squares = new double[counts.length];
  private long pixels;

  /** Starts without pixels. */
  public PixelCalibration() {}

  /**
   * A central interval of the predictive Gaussian.
   *
   * @param nominal the share of the pixels that it should hold
   * @param empirical the share that it holds
   */
  public record Interval(double nominal, double empirical) {}

  /**
   * Pixels of about the same predicted deviation.
   *
   * @param pixels how many they are
   * @param deviation the root of the mean of their predicted variances
   * @param error the root mean square of their errors; equal to the deviation if that is right
   */
  public record Bin(long pixels, double deviation, double error) {}

  /**
   * Adds pixels.
   *
   * @param deviations the predicted standard deviation of each, positive
   * @param errors their errors, in the same order; signs do not matter
   */
  void add(double[] deviations, double[] errors) {
    for (int i = 0; i < errors.length; i++) {
      double standardised = Math.abs(errors[i]) / deviations[i];
      for (int level = 0; level < LEVELS.length; level++) {
        within[level] += standardised <= LEVELS[level][1] ? 1 : 0;
      }
      int bin = bin(deviations[i]);
      counts[bin]++;
      variances[bin] += deviations[i] * deviations[i];
      squares[bin] += errors[i] * errors[i];
    }
    pixels += errors.length;
  }

  private int bin(double deviation) {
    double place = PER_DECADE * (Math.log10(deviation) - LEAST_EXPONENT);
    return (int) Math.max(0, Math.min(counts.length - 1, Math.floor(place)));
  }

  /**
   * Returns how many pixels are within central intervals.
   *
   * @return the intervals of 50, 60, 70, 80, 90, 95 and 99 %; none if there are no pixels
   */
  public List<Interval> intervals() {
    List<Interval> intervals = new ArrayList<>();
    for (int level = 0; level < LEVELS.length && pixels > 0; level++) {
      intervals.add(new Interval(LEVELS[level][0], (double) within[level] / pixels));
    }
    return intervals;
  }

  /**
   * Returns how large errors are by the deviation that was predicted.
   *
   * @return at most 10 bins by rising deviation, of about as many pixels each; fewer where more
   *     than a tenth of the pixels have the same deviation
   */
  public List<Bin> bins() {
    List<Bin> bins = new ArrayList<>();
    long seen = 0;
    long count = 0;
    double variance = 0;
    double square = 0;
    for (int i = 0; i < counts.length; i++) {
      count += counts[i];
      seen += counts[i];
      variance += variances[i];
      square += squares[i];
      if (count > 0 && BINS * seen >= pixels * (bins.size() + 1)) {
        bins.add(new Bin(count, Math.sqrt(variance / count), Math.sqrt(square / count)));
        count = 0;
        variance = 0;
        square = 0;
      }
    }
    return bins;
  }
}
