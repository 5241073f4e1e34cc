package org.bcnn.tasks.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.Map;
import org.bcnn.tasks.classification.ImageScore;
import org.bcnn.uncertainty.Detection;
import org.junit.jupiter.api.Test;

class RecommendationTest {
  private static Map<ImageScore, Detection> all(double auroc) {
    Map<ImageScore, Detection> detections = new EnumMap<>(ImageScore.class);
    for (ImageScore score : ImageScore.values()) {
      detections.put(score, new Detection(auroc, 0.5));
    }
    return detections;
  }

  @Test
  void followsTheGreatestArea() {
    Map<ImageScore, Detection> detections = all(0.7);
    detections.put(ImageScore.MUTUAL_INFORMATION, new Detection(0.9, 0.25));
    assertEquals(
        "To tell glyphs from digits, use the mutual information: AUROC 0.9000, and 25.00 % of "
            + "glyphs pass where 95 % of digits do.",
        Recommendation.of("digits", "glyphs", detections));
    detections.put(ImageScore.ALEATORIC, new Detection(0.899, 0.2));
    assertTrue(
        Recommendation.of("digits", "glyphs", detections)
            .endsWith("As good, within 0.002 of AUROC: aleatoric variance."));
  }

  @Test
  void recommendsNoneThatIsHardlyBetterThanChance() {
    assertEquals(
        "No score tells glyphs from digits reliably: the best AUROC is 0.5500, hardly better than "
            + "chance.",
        Recommendation.of("digits", "glyphs", all(0.55)));
  }
}
