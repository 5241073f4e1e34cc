package org.bcnn.tasks.superresolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.Split;
import org.bcnn.tasks.image.PictureFile;
import org.bcnn.tasks.image.Plane;
import org.bcnn.tasks.image.YCbCr;
import org.junit.jupiter.api.Test;

class BicubicBaselineTest {
  /** What Dong et al. (2014) report of bicubic interpolation on Set5, factor 3, in decibels. */
  private static final double PUBLISHED = 30.39;

  /** The structural similarity in the same table. */
  private static final double PUBLISHED_SSIM = 0.8682;

  @Test
  void setFiveByThreeIsAsPublished() throws IOException {
    String folder = System.getenv("BCNN_DATA_DIR");
    assumeTrue(folder != null, "BCNN_DATA_DIR names no folder with sr/set5");
    Path set5 = Path.of(folder, "sr", "set5");
    assumeTrue(Files.isDirectory(set5), () -> "there is no " + set5);
    Degradation degradation = new Degradation(3);
    PeakSignalToNoiseRatio psnr = new PeakSignalToNoiseRatio(255, 3);
    List<Path> files;
    try (Stream<Path> listed = Files.list(set5)) {
      files = listed.filter(file -> file.toString().endsWith(".png")).sorted().toList();
    }
    double sum = 0;
    for (Path file : files) {
      Plane truth = degradation.cut(YCbCr.of(PictureFile.read(file)).y().map(Math::rint));
      Plane enlarged = degradation.enlarge(degradation.reduce(truth));
      sum += psnr.of(enlarged.map(level -> Math.rint(Math.max(0, Math.min(255, level)))), truth);
    }
    assertEquals(5, files.size());
    assertEquals(PUBLISHED, sum / files.size(), 0.05);
  }

  /** The same by the parts that networks are judged with, and the SSIM that is reported with it. */
  @Test
  void theScoresOfNetworksAgreeWithIt() {
    String folder = System.getenv("BCNN_DATA_DIR");
    assumeTrue(folder != null, "BCNN_DATA_DIR names no folder with sr/set5");
    Path data = Path.of(folder);
    assumeTrue(Files.isDirectory(data.resolve("sr")), () -> "there is no " + data + "/sr");
    Degradation degradation = new Degradation(3);
    PictureSet set5 =
        PictureSources.standard()
            .get("set5")
            .load(Split.TEST, DataContext.fromEnvironment().withDataDir(data));
    double psnr = 0;
    double ssim = 0;
    for (NamedPicture picture : set5.pictures()) {
      ResolutionPair pair = picture.pair(degradation, 1);
      Fidelity fidelity = Fidelity.of(degradation.enlarge(pair.low()), pair.high(), 3);
      psnr += fidelity.psnr() / 5;
      ssim += fidelity.ssim() / 5;
    }
    assertEquals(PUBLISHED, psnr, 0.05);
    assertEquals(PUBLISHED_SSIM, ssim, 0.001);
  }

  @Test
  void imagesAreCutToMultiplesOfTheFactor() {
    Degradation degradation = new Degradation(2);
    Plane cut = degradation.cut(new Plane(3, 5, new double[15]).map(level -> 7));
    assertEquals("plane of 2x4", cut.toString());
    Plane low = degradation.reduce(cut);
    assertEquals("plane of 1x2", low.toString());
    assertArrayEquals(cut.levels(), degradation.enlarge(low).levels(), 1e-9);
    assertThrows(
        IllegalArgumentException.class, () -> degradation.cut(new Plane(1, 5, new double[5])));
    assertThrows(IllegalArgumentException.class, () -> new Degradation(1));
  }
}
