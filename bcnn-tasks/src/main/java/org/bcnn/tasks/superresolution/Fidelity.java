package org.bcnn.tasks.superresolution;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.bcnn.tasks.image.Picture;
import org.bcnn.tasks.image.Plane;

/**
 * How near a reconstruction of the luma is to the truth, of any method. Levels go from 0 to 1, and
 * a border is left out.
 *
 * @param psnr the peak signal-to-noise ratio in decibels, after the reconstruction was rounded to 8
 *     bits and cut to what 8 bits hold, as publications report it; infinite if it is exact then
 * @param unroundedPsnr the same of the reconstruction as it is; infinite if it is exact
 * @param ssim the structural similarity, rounded likewise; 1 if it is exact
 */
public record Fidelity(double psnr, double unroundedPsnr, double ssim) {
  /**
   * Compares a reconstruction with the truth.
   *
   * @param reconstruction {@code [height, width]}, levels from 0 to 1 or, by overshooting, beyond
   * @param truth {@code [height, width]}, levels from 0 to 1
   * @param border how many pixels along each edge are left out, by custom the factor
   * @return what was found
   * @throws IllegalArgumentException if the two differ in size, or have fewer than 11x11 pixels
   *     inside the border
   */
  public static Fidelity of(Plane reconstruction, Plane truth, int border) {
    Plane rounded = reconstruction.map(Fidelity::toEightBits);
    Plane wanted = truth.map(Fidelity::toEightBits);
    return new Fidelity(
        new PeakSignalToNoiseRatio(Picture.WHITE, border).of(rounded, wanted),
        new PeakSignalToNoiseRatio(1, border).of(reconstruction, truth),
        new StructuralSimilarity(Picture.WHITE, border).of(rounded, wanted));
  }

  /**
   * Averages, one by one, as publications do over the pictures of a set: the PSNR of a set is the
   * mean of PSNRs.
   *
   * @param fidelities of each picture, at least one
   * @return their means
   * @throws IllegalArgumentException if there are none
   */
  public static Fidelity mean(List<Fidelity> fidelities) {
    if (fidelities.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to average");
    }
    return new Fidelity(
        mean(fidelities, Fidelity::psnr),
        mean(fidelities, Fidelity::unroundedPsnr),
        mean(fidelities, Fidelity::ssim));
  }

  private static double mean(List<Fidelity> fidelities, ToDoubleFunction<Fidelity> value) {
    return fidelities.stream().mapToDouble(value).sum() / fidelities.size();
  }

  /**
   * Returns how small a low-resolution picture may be to be judged.
   *
   * @param factor the factor, which is also the border
   * @return the fewest pixels along an axis of the low resolution that leave 11 inside the border
   */
  public static int smallest(int factor) {
    return (StructuralSimilarity.WINDOW + factor - 1) / factor + 2;
  }

  private static double toEightBits(double level) {
    return Math.rint(Picture.WHITE * Math.max(0, Math.min(1, level)));
  }
}
