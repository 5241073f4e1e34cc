package org.bcnn.tasks.superresolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.bcnn.tasks.data.DataException;
import org.bcnn.tasks.image.Picture;
import org.bcnn.tasks.image.Plane;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;

class PatchSourceTest {
  private static final Degradation HALF = new Degradation(2);

  /** Grey noise: no two places look the same. */
  private static Picture noise(int height, int width, long seed) {
    RandomStream random = RandomStream.at(new NoiseAddress(seed, 0, "noise", 0));
    double[] levels = new double[height * width];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = random.nextInt(256);
    }
    return new Picture(List.of(new Plane(height, width, levels)));
  }

  private static PictureSet pictures() {
    return new PictureSet(
        "noise",
        List.of(
            new NamedPicture("wide", () -> noise(9, 21, 1)),
            new NamedPicture("high", () -> noise(16, 8, 2))));
  }

  private static PatchSource source(PatchSettings settings, long seed) {
    return new PatchSource(pictures(), HALF, settings, seed);
  }

  @Test
  void shapesAreThoseOfTheSettings() {
    PatchSource source = source(new PatchSettings(3, 10, 4), 1);
    assertEquals(3, source.perEpoch());
    Patches patches = source.at(1, 0);
    assertEquals(Shape.of(4, 1, 3, 3), patches.low().shape());
    assertEquals(Shape.of(4, 1, 6, 6), patches.high().shape());
    assertEquals(2, source.at(1, 2).size());
    assertThrows(IndexOutOfBoundsException.class, () -> source.at(1, 3));
    assertThrows(IllegalArgumentException.class, () -> new PatchSettings(0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new PatchSettings(1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new PatchSettings(1, 1, 0));
  }

  @Test
  void patchesAreAFunctionOfSeedEpochAndNumber() {
    PatchSettings settings = new PatchSettings(3, 12, 4);
    PatchSource source = source(settings, 1);
    Patches first = source.at(2, 1);
    source.at(7, 0);
    assertEquals(first, source.at(2, 1));
    assertEquals(first, source(settings, 1).at(2, 1));
    assertNotEquals(first, source(settings, 2).at(2, 1));
    assertNotEquals(first, source.at(3, 1));
    assertNotEquals(first, source.at(2, 2));
    // The batch only groups them.
    Patches all = source(new PatchSettings(3, 12, 12), 1).at(2, 0);
    assertArrayEquals(Arrays.copyOfRange(all.low().data(), 4 * 9, 8 * 9), first.low().data(), 0);
    assertArrayEquals(
        Arrays.copyOfRange(all.high().data(), 4 * 36, 8 * 36), first.high().data(), 0);
  }

  /**
   * Where each patch is from is found by trying all places and all ways to lay it; there is exactly
   * one, and it is the same one in both resolutions.
   *
   * <p>Of 4,000 patches each of the (2 · 8 + 6 · 2) · 8 = 224 possibilities comes 17.9 times on
   * average: the statistic of Pearson has 223 degrees of freedom, and is above 320 with a
   * probability below 3e-5 (normal approximation of Wilson and Hilferty: 4.1 standard deviations).
   */
  @Test
  void everyPlaceAndSymmetryIsAsProbableAndBothResolutionsAgree() {
    int size = 3;
    List<ResolutionPair> pairs =
        pictures().pictures().stream().map(picture -> picture.pair(HALF, size)).toList();
    Patches patches = source(new PatchSettings(size, 4_000, 4_000), 5).at(1, 0);
    List<float[]> low = new ArrayList<>();
    List<float[]> high = new ArrayList<>();
    for (ResolutionPair pair : pairs) {
      for (int top = 0; top + size <= pair.low().height(); top++) {
        for (int left = 0; left + size <= pair.low().width(); left++) {
          for (int turn = 0; turn < 8; turn++) {
            low.add(laid(pair.low().crop(top, left, size, size), turn));
            high.add(laid(pair.high().crop(2 * top, 2 * left, 2 * size, 2 * size), turn));
          }
        }
      }
    }
    assertEquals(224, low.size());
    int[] counts = new int[low.size()];
    for (int i = 0; i < patches.size(); i++) {
      float[] small = Arrays.copyOfRange(patches.low().data(), i * 9, (i + 1) * 9);
      float[] large = Arrays.copyOfRange(patches.high().data(), i * 36, (i + 1) * 36);
      int matches = 0;
      for (int k = 0; k < counts.length; k++) {
        if (Arrays.equals(small, low.get(k))) {
          assertArrayEquals(high.get(k), large, 0);
          counts[k]++;
          matches++;
        }
      }
      assertEquals(1, matches, "patch " + i);
    }
    double expected = (double) patches.size() / counts.length;
    double statistic =
        Arrays.stream(counts).mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
    assertTrue(statistic < 320, "Pearson's statistic is " + statistic);
  }

  /** Turned by quarters {@code turn % 4} times, and mirrored first if {@code turn} is 4 or more. */
  private static float[] laid(Plane plane, int turn) {
    int n = plane.height();
    float[] square = new float[n * n];
    for (int i = 0; i < square.length; i++) {
      int row = i / n;
      int column = i % n;
      square[i] = (float) plane.at(row, turn >= 4 ? n - 1 - column : column);
    }
    for (int quarter = 0; quarter < turn % 4; quarter++) {
      float[] turned = new float[n * n];
      for (int i = 0; i < square.length; i++) {
        turned[i % n * n + n - 1 - i / n] = square[i];
      }
      square = turned;
    }
    return square;
  }

  @Test
  void levelsAreLumaFromZeroToOne() {
    Picture white = new Picture(List.of(new Plane(4, 4, new double[16]).map(level -> 255)));
    PictureSet set = new PictureSet("white", List.of(new NamedPicture("white", () -> white)));
    Patches patches = new PatchSource(set, HALF, new PatchSettings(2, 1, 1), 1).at(1, 0);
    for (float level : patches.high().data()) {
      assertEquals(235f / 255, level);
    }
    for (float level : patches.low().data()) {
      assertEquals(235f / 255, level, 1e-6);
    }
  }

  @Test
  void everyPictureIsLoadedOnce() {
    AtomicInteger loaded = new AtomicInteger();
    PictureSet set =
        new PictureSet(
            "counted",
            List.of(
                new NamedPicture(
                    "one",
                    () -> {
                      loaded.incrementAndGet();
                      return noise(8, 8, 3);
                    })));
    assertEquals(0, loaded.get());
    PatchSource source = new PatchSource(set, HALF, new PatchSettings(2, 8, 4), 1);
    source.at(1, 0);
    source.at(2, 1);
    assertEquals(1, loaded.get());
  }

  @Test
  void aPictureThatIsTooSmallIsNamed() {
    PictureSet set = pictures().limit(1);
    PatchSettings settings = new PatchSettings(5, 1, 1);
    DataException refused =
        assertThrows(DataException.class, () -> new PatchSource(set, HALF, settings, 1));
    String message = refused.getMessage();
    assertTrue(message.contains("wide is too small: it has 9x21 pixels"), message);
    assertTrue(message.contains("at least 10x10"), message);
  }
}
