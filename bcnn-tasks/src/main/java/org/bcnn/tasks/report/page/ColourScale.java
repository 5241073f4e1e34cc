package org.bcnn.tasks.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.bcnn.tasks.image.Plane;

/**
 * What the colours of a map of numbers stand for. Maps that are to be compared share one.
 *
 * @param low the number that is black
 * @param high the number that is the lightest, more than {@code low}
 * @param unit what the numbers are, with their unit
 */
public record ColourScale(double low, double high, String unit) {
  /** As many steps as labels of a narrow map do not run into each other with. */
  private static final int STEPS = 5;

  private static final double[] ROUND = {1, 2, 5, 10};

  /** Checks that there is a range. */
  public ColourScale {
    Objects.requireNonNull(unit, "unit");
    // NaN and infinities fail, too.
    if (!(high - low > 0) || !Double.isFinite(high - low)) {
      throw new IllegalArgumentException(
          String.format("a scale needs numbers from low to high, got %s to %s", low, high));
    }
  }

  /**
   * Makes a scale from 0 to what most numbers of some planes are below, so that a few large ones do
   * not leave all others dark.
   *
   * @param unit what the numbers are, with their unit
   * @param share how many of all numbers are to be within the scale, more than 0 to 1
   * @param planes the planes, of numbers that are not negative
   * @return the scale; it ends at the largest number where those within it are all 0, and at 1
   *     where all are
   * @throws IllegalArgumentException if there is no plane, the share is none, or a number is not
   *     finite
   */
  public static ColourScale fromZero(String unit, double share, List<Plane> planes) {
    if (planes.isEmpty() || !(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          String.format("no scale for a share of %s of %d planes", share, planes.size()));
    }
    double[] all = planes.stream().flatMapToDouble(p -> Arrays.stream(p.levels())).toArray();
    Arrays.sort(all);
    double most = all[all.length - 1];
    double within = all[(int) Math.ceil(share * all.length) - 1];
    double high = within > 0 ? within : most;
    return new ColourScale(0, high == 0 ? 1 : high, unit);
  }

  /**
   * Returns where in the scale a number is.
   *
   * @param number any number
   * @return 0 at the low end and 1 at the high one; less or more beyond
   */
  double share(double number) {
    return (number - low) / (high - low);
  }

  /**
   * Returns the numbers that labels stand at: multiples of 1, 2 or 5 times a power of ten.
   *
   * @return at most six, rising
   */
  List<Double> ticks() {
    double least = (high - low) / STEPS;
    double decade = Math.pow(10, Math.floor(Math.log10(least)));
    double step = decade;
    for (double round : ROUND) {
      step = round * decade;
      // What is left of rounding must not make the steps coarser.
      if (step > least * (1 - 1e-9)) {
        break;
      }
    }
    List<Double> ticks = new ArrayList<>();
    double tolerance = 1e-9 * step;
    for (double i = Math.ceil((low - tolerance) / step); i * step <= high + tolerance; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }
}
