package org.bcnn.tasks.data.corruption;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.bcnn.tasks.data.LabelledImages;
import org.junit.jupiter.api.Test;

/** Corruptions by hand-worked cases. */
class CorruptionTest {
  private static RandomStream random() {
    return RandomStream.at(new NoiseAddress(1, 0, "test", 0));
  }

  private static double[][] plane(Corruption corruption, double[][] plane) {
    return corruption.apply(new double[][][] {plane}, random())[0];
  }

  private static void assertClose(double[][] expected, double[][] actual) {
    assertEquals(expected.length, actual.length);
    for (int row = 0; row < expected.length; row++) {
      assertArrayEquals(expected[row], actual[row], 1e-12, "row " + row);
    }
  }

  /** Images of two channels with levels that are all different within 256. */
  private static LabelledImages images(int count, int height, int width) {
    byte[] pixels = new byte[count * 2 * height * width];
    for (int p = 0; p < pixels.length; p++) {
      pixels[p] = (byte) (p * 37 % 256);
    }
    return LabelledImages.of(2, height, width, List.of("a", "b"), pixels, new int[count]);
  }

  @Test
  void aQuarterOfATurnPermutesPixels() {
    LabelledImages images = images(3, 5, 5);
    LabelledImages turned = CorruptedImages.of(images, new Rotation(90), 1);
    for (int p = 0; p < 3 * 2 * 25; p++) {
      int image = p / 50;
      int channel = p / 25 % 2;
      int row = p / 5 % 5;
      int column = p % 5;
      assertEquals(
          images.pixel(image, channel, column, 4 - row),
          turned.pixel(image, channel, row, column),
          "what was at the right is on top");
    }
  }

  /** The corner of 3×3 comes, at 45 degrees, from √2 beyond the middle of a side: outside. */
  @Test
  void anEighthOfATurnInterpolatesAndIsBlackOutside() {
    double[][] turned =
        plane(new Rotation(45), new double[][] {{1, 0, 0}, {0, 0.5, 0.25}, {0, 0, 0}});
    double root = Math.sqrt(0.5);
    assertEquals(0.5, turned[1][1], 1e-12);
    // The pixel above the middle comes from (−√½, √½): between middle, top, right and top right.
    assertEquals((1 - root) * (1 - root) * 0.5 + (1 - root) * root * 0.25, turned[0][1], 1e-12);
    // The top right one comes from √2 to the right, more than a pixel beyond 0.25's half.
    assertEquals((2 - Math.sqrt(2)) * 0.25, turned[0][2], 1e-12);
    assertEquals(0, turned[2][2], 1e-12);
  }

  @Test
  void nothingChangesNothing() {
    LabelledImages images = images(2, 4, 7);
    for (Corruption none :
        List.of(
            new Rotation(0),
            new Rotation(360),
            new GaussianNoise(0),
            new GaussianBlur(0),
            new Contrast(1))) {
      assertEquals(images.digest(), CorruptedImages.of(images, none, 1).digest(), none.toString());
    }
  }

  /** Expected: exp(−k²/2) / (1 + 2 Σ exp(−k²/2)) for a deviation of 1, k up to 4. */
  @Test
  void theKernelIsGaussian() {
    double sum = 1 + 2 * (Math.exp(-0.5) + Math.exp(-2) + Math.exp(-4.5) + Math.exp(-8));
    double[] kernel = new GaussianBlur(1).kernel();
    assertEquals(9, kernel.length);
    assertEquals(1 / sum, kernel[4], 1e-12);
    assertEquals(Math.exp(-0.5) / sum, kernel[5], 1e-12);
    assertEquals(Math.exp(-8) / sum, kernel[0], 1e-12);
    assertEquals(1, Arrays.stream(new GaussianBlur(2.3).kernel()).sum(), 1e-12);
  }

  @Test
  void anImpulseInsideIsSpreadAsTheProductOfTwoKernelsAndKeepsItsSum() {
    double[][] impulse = new double[11][13];
    impulse[5][6] = 1;
    GaussianBlur blur = new GaussianBlur(1);
    double[] kernel = blur.kernel();
    double[][] expected = new double[11][13];
    for (int row = -4; row <= 4; row++) {
      for (int column = -4; column <= 4; column++) {
        expected[5 + row][6 + column] = kernel[4 + row] * kernel[4 + column];
      }
    }
    double[][] blurred = plane(blur, impulse);
    assertClose(expected, blurred);
    assertEquals(1, Arrays.stream(blurred).flatMapToDouble(Arrays::stream).sum(), 1e-12);
  }

  @Test
  void edgesGoOnWhenBlurred() {
    double[][] even = {{0.4, 0.4, 0.4}, {0.4, 0.4, 0.4}};
    assertClose(even, plane(new GaussianBlur(3), even));
  }

  /** The mean is 0.4: 0.4 + (0 − 0.4) / 2 = 0.2, and so on. Each channel has its own. */
  @Test
  void contrastGoesToTheMeanOfTheChannel() {
    double[][][] image = {{{0, 0.2}, {0.4, 1}}, {{1, 1}, {1, 1}}};
    double[][][] flat = new Contrast(0.5).apply(image, random());
    assertClose(new double[][] {{0.2, 0.3}, {0.4, 0.7}}, flat[0]);
    assertClose(image[1], flat[1]);
  }

  /**
   * 40,000 pixels of grey 128 with noise of 0.05, of which ±2.5 are ten deviations: nothing is
   * clamped. The bounds are 5 standard errors: of the mean 0.05 / 200, of the deviation 0.05 / 283.
   * A right generator fails one of both with probability 1.2e-6; rounding adds 0.003 % to the
   * variance.
   */
  @Test
  void noiseHasItsMeanAndDeviation() {
    byte[] grey = new byte[40_000];
    Arrays.fill(grey, (byte) 128);
    LabelledImages images = LabelledImages.of(1, 20, 20, List.of("a"), grey, new int[100]);
    LabelledImages noisy = CorruptedImages.of(images, new GaussianNoise(0.05), 7);
    double sum = 0;
    double squares = 0;
    for (int p = 0; p < grey.length; p++) {
      double noise = (noisy.pixel(p / 400, 0, p / 20 % 20, p % 20) - 128) / 255.0;
      sum += noise;
      squares += noise * noise;
    }
    assertEquals(0, sum / grey.length, 5 * 0.05 / 200);
    assertEquals(0.05, Math.sqrt(squares / grey.length), 5 * 0.05 / 283);
  }

  @Test
  void noiseIsOfTheSeedAndTheImageAndStaysInTheRange() {
    LabelledImages images = LabelledImages.of(1, 8, 8, List.of("a"), new byte[2 * 64], new int[2]);
    GaussianNoise noise = new GaussianNoise(0.5);
    LabelledImages noisy = CorruptedImages.of(images, noise, 3);
    assertEquals(noisy.digest(), CorruptedImages.of(images, noise, 3).digest());
    assertNotEquals(noisy.digest(), CorruptedImages.of(images, noise, 4).digest());
    assertNotEquals(
        noisy.subset(new int[] {0}).digest(), noisy.subset(new int[] {1}).digest(), "two images");
    double[][] black = plane(noise, new double[8][8]);
    assertTrue(
        Arrays.stream(black).flatMapToDouble(Arrays::stream).allMatch(x -> x >= 0 && x <= 1));
    assertTrue(Arrays.stream(black).flatMapToDouble(Arrays::stream).anyMatch(x -> x == 0));
  }

  @Test
  void namesAreRead() {
    assertEquals(
        List.of(CorruptionKind.BLUR, CorruptionKind.ROTATION),
        CorruptionKind.parse("blur,rotation,blur"));
    assertEquals(List.of(CorruptionKind.values()), CorruptionKind.parse("all"));
    assertEquals(new Rotation(90), CorruptionKind.ROTATION.at(5));
    assertEquals(new Contrast(0.8), CorruptionKind.CONTRAST.at(1));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> CorruptionKind.parse("fog"))
            .getMessage()
            .contains("rotation, noise, blur, contrast"));
    for (int severity : new int[] {0, 6}) {
      assertThrows(IllegalArgumentException.class, () -> CorruptionKind.NOISE.at(severity));
    }
  }

  @Test
  void wrongParametersAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Rotation(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new GaussianNoise(-1));
    assertThrows(IllegalArgumentException.class, () -> new GaussianBlur(-1));
    assertThrows(IllegalArgumentException.class, () -> new Contrast(1.5));
  }
}
