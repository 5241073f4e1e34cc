package org.bcnn.tasks.superresolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SetScoresTest {
  private static final SparsificationCurve CURVE = curve(4, 2);

  private static SparsificationCurve curve(double all, double half) {
    return new SparsificationCurve(
        List.of(
            new SparsificationCurve.Point(0, all, all),
            new SparsificationCurve.Point(0.5, half, half / 2)));
  }

  private static SuperResolutionScores scores(double psnr) {
    return new SuperResolutionScores(
        new Fidelity(psnr, psnr + 1, psnr / 100), -psnr, psnr / 50, 0.5, 0.25, 0.125, 0.0625);
  }

  private static PictureScores picture(String name, double psnr, double twin) {
    return new PictureScores(
        name,
        30,
        40,
        scores(psnr),
        new Fidelity(psnr - 2, psnr - 1, 0.5),
        Double.isNaN(twin) ? Optional.empty() : Optional.of(scores(twin)));
  }

  private static SetScores set(PictureScores... pictures) {
    return new SetScores("set", List.of(pictures), CURVE, List.of(), List.of());
  }

  @Test
  void meansAreOverPictures() {
    PictureScores mean = set(picture("a", 30, 28), picture("b", 34, 29)).mean();
    assertEquals("set", mean.picture());
    assertEquals(32, mean.scores().fidelity().psnr());
    assertEquals(33, mean.scores().fidelity().unroundedPsnr());
    assertEquals(0.32, mean.scores().fidelity().ssim(), 1e-12);
    assertEquals(-32, mean.scores().nll());
    assertEquals(0.64, mean.scores().coverage90(), 1e-12);
    assertEquals(30, mean.bicubic().psnr());
    assertEquals(2, mean.gain());
    assertEquals(28.5, mean.deterministic().orElseThrow().fidelity().psnr());
    assertEquals(
        Optional.empty(),
        set(picture("a", 30, 28), picture("b", 34, Double.NaN)).mean().deterministic(),
        "a mean over some pictures would be compared with one over all");
  }

  @Test
  void curvesAreAveragedPointByPoint() {
    SparsificationCurve mean = SetScores.mean(List.of(CURVE, curve(8, 3)));
    assertEquals(curve(6, 2.5), mean);
  }

  @Test
  void aSetWithoutPicturesIsRefused() {
    assertThrows(IllegalArgumentException.class, SetScoresTest::set);
    assertThrows(IllegalArgumentException.class, () -> Fidelity.mean(List.of()));
  }

  /** 11 pixels and the border to both sides: 5 pixels are 15 - 6 < 11, and 6 are 18 - 6. */
  @Test
  void theSmallestPictureThatCanBeJudged() {
    assertEquals(8, Fidelity.smallest(2));
    assertEquals(6, Fidelity.smallest(3));
    assertEquals(5, Fidelity.smallest(4));
    assertEquals(4, Fidelity.smallest(8));
  }
}
