package org.bcnn.tasks.superresolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.bcnn.tasks.data.DataException;
import org.bcnn.tasks.data.Split;
import org.bcnn.tasks.image.Picture;
import org.bcnn.tasks.image.Plane;
import org.junit.jupiter.api.Test;

class DrawnPicturesTest {
  private static final DrawnPictures DRAWN = DrawnPictures.drawn();
  private static final DrawnPictures SIGNS = DrawnPictures.signs();

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static String digest(Picture picture) {
    return HexFormat.of().formatHex(sha256().digest(picture.bytes()));
  }

  private static String digest(PictureSet set) {
    MessageDigest all = sha256();
    set.pictures().forEach(picture -> all.update(picture.load().bytes()));
    return HexFormat.of().formatHex(all.digest());
  }

  /**
   * Whoever changes a digest changes what every seed means: results of earlier versions can no
   * longer be compared. The digests are those of JDK 17 and 25 on Linux x86-64.
   */
  @Test
  void picturesStayTheSame() {
    assertEquals(
        "4ca98025410bdf0b8314123f358ede2505cc4a875100c3a8a41a3e856942a5c4",
        digest(DRAWN.draw(Split.TRAIN)));
    assertEquals(
        "841d89a5272e9e9c69bc21244482c8ee815634b1dfc331b4264e7bf0c94c083b",
        digest(DRAWN.draw(Split.TEST)));
    assertEquals(
        "877c03c8696c23d8e64f47dcbd4890eb220891dc1ab063cd302fd49884574c8a",
        digest(SIGNS.draw(Split.TEST)));
  }

  @Test
  void thereAreAsManyAsIsSaid() {
    assertEquals(Set.of(Split.TRAIN, Split.TEST), DRAWN.splits());
    assertEquals("drawn of 24 pictures", DRAWN.draw(Split.TRAIN).toString());
    assertEquals("drawn of 8 pictures", DRAWN.draw(Split.TEST).toString());
    assertEquals("signs of 8 pictures", SIGNS.draw(Split.TEST).toString());
    assertTrue(DRAWN.description().contains("24 train, 8 test"), DRAWN.description());
    assertTrue(SIGNS.description().contains("8 test"), SIGNS.description());
    assertFalse(DRAWN.needsFiles());
    assertEquals("drawn-8", DRAWN.draw(Split.TEST).pictures().get(7).name());
  }

  @Test
  void picturesAreInColourAndInEightBits() {
    for (NamedPicture named :
        List.of(
            DRAWN.draw(Split.TEST).pictures().get(0), SIGNS.draw(Split.TEST).pictures().get(0))) {
      Picture picture = named.load();
      assertEquals(
          "[plane of 156x180, plane of 156x180, plane of 156x180]", picture.planes().toString());
      for (Plane plane : picture.planes()) {
        for (double level : plane.levels()) {
          assertTrue(level >= 0 && level <= 255 && level == Math.rint(level), "level " + level);
        }
      }
      assertFalse(
          Arrays.equals(picture.planes().get(0).levels(), picture.planes().get(2).levels()));
    }
  }

  @Test
  void noPictureComesTwiceAndTheSeedDecides() {
    Set<String> seen = new HashSet<>();
    for (PictureSet set :
        List.of(
            DRAWN.draw(Split.TEST),
            DRAWN.draw(Split.TRAIN).limit(8),
            DRAWN.withSeed(2).draw(Split.TEST).limit(4),
            SIGNS.draw(Split.TEST))) {
      set.pictures().forEach(p -> assertTrue(seen.add(digest(p.load())), p + " came before"));
    }
    NamedPicture first = DRAWN.draw(Split.TEST).pictures().get(0);
    assertEquals(digest(first.load()), digest(first.load()));
    assertNotEquals(
        digest(first.load()), digest(DRAWN.withSeed(2).draw(Split.TEST).pictures().get(0).load()));
  }

  /** Bicubic interpolation leaves something to do in every picture and does not fail in any. */
  @Test
  void picturesAreNeitherEmptyNorNoise() {
    Degradation degradation = new Degradation(3);
    double sum = 0;
    List<NamedPicture> test = DRAWN.draw(Split.TEST).pictures();
    for (NamedPicture picture : test) {
      ResolutionPair pair = picture.pair(degradation, 1);
      double psnr =
          new PeakSignalToNoiseRatio(1, 3).of(degradation.enlarge(pair.low()), pair.high());
      assertTrue(psnr > 10 && psnr < 45, picture + " has " + psnr + " dB");
      sum += psnr / test.size();
    }
    assertTrue(sum > 18 && sum < 32, "mean " + sum + " dB");
  }

  /** Ink on paper: most pixels of a page have the most frequent level, which few of a scene do. */
  @Test
  void signsAreUnlikeScenes() {
    for (NamedPicture page : SIGNS.draw(Split.TEST).pictures()) {
      assertTrue(mostFrequent(page) > 0.5, page + " has " + mostFrequent(page));
    }
    double scenes =
        DRAWN.draw(Split.TEST).pictures().stream()
            .mapToDouble(DrawnPicturesTest::mostFrequent)
            .average()
            .orElseThrow();
    assertTrue(scenes < 0.2, "of scenes " + scenes);
  }

  private static double mostFrequent(NamedPicture picture) {
    int[] counts = new int[256];
    double[] levels = picture.load().planes().get(1).levels();
    int most = 0;
    for (double level : levels) {
      most = Math.max(most, ++counts[(int) level]);
    }
    return (double) most / levels.length;
  }

  @Test
  void pairsAreAlignedForEveryFactor() {
    NamedPicture picture = DRAWN.draw(Split.TEST).pictures().get(2);
    for (int factor = 2; factor <= 4; factor++) {
      ResolutionPair pair = picture.pair(new Degradation(factor), 1);
      assertEquals("plane of 156x180", pair.high().toString());
      assertEquals(156 / factor, pair.low().height());
      assertEquals(180 / factor, pair.low().width());
    }
    Plane low = new Plane(1, 1, new double[1]);
    assertThrows(IllegalArgumentException.class, () -> new ResolutionPair(low, low, 2));
    assertArrayEquals(low.levels(), new ResolutionPair(low, low, 1).high().levels());
  }

  @Test
  void aPartThatIsNotThereIsRefused() {
    DataException refused = assertThrows(DataException.class, () -> SIGNS.draw(Split.TRAIN));
    assertEquals("the data set signs has no train part, only test", refused.getMessage());
  }
}
