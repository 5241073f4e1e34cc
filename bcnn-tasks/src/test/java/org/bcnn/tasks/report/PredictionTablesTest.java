package org.bcnn.tasks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.classification.DetailedEvaluation;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.uncertainty.Logits;
import org.bcnn.uncertainty.Normalisation;
import org.bcnn.uncertainty.PredictiveDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionTablesTest {
  /** Two draws of two images in two classes. */
  private static final Logits LOGITS =
      Logits.owning(2, 2, 2, new float[] {0, 2, 1, 0, 0, -1, 3, 0});

  private static final LabelledImages IMAGES =
      LabelledImages.of(1, 1, 1, List.of("a", "b"), new byte[2], new int[] {1, 0});

  @TempDir private Path temporary;

  @Test
  void tellsOfEachImageWhatTheDistributionTells() throws IOException {
    Map<String, Logits> others = new LinkedHashMap<>();
    others.put("folder:size=8", Logits.owning(1, 1, 2, new float[] {0, 0}));
    others.put("folder:size=9", Logits.owning(1, 1, 2, new float[] {5, 0}));
    others.put("a/b", Logits.owning(1, 1, 2, new float[] {0, 0}));
    PredictionTables.write(
        RunFolder.open(temporary), DetailedEvaluation.of(LOGITS, IMAGES, others), IMAGES);
    List<String> rows = Files.readAllLines(temporary.resolve("predictions.csv"));
    assertEquals(
        "index,label,predicted,confidence,predictiveEntropy,mutualInformation,epistemic,aleatoric",
        rows.get(0));
    assertEquals(3, rows.size());
    PredictiveDistribution direct = LOGITS.distribution(Normalisation.SOFTMAX);
    for (int image = 0; image < 2; image++) {
      int predicted = direct.predictedClass(image);
      String expected =
          String.join(
              ",",
              Integer.toString(image),
              Integer.toString(IMAGES.label(image)),
              Integer.toString(predicted),
              Double.toString(direct.mean(image, predicted)),
              Double.toString(direct.predictiveEntropy(image)),
              Double.toString(direct.mutualInformation(image)),
              Double.toString(direct.epistemic(image)),
              Double.toString(direct.aleatoric(image)));
      assertEquals(expected, rows.get(image + 1));
    }
    List<String> other = Files.readAllLines(temporary.resolve("ood-folder.csv"));
    assertEquals(
        "index,predicted,confidence,predictiveEntropy,mutualInformation,epistemic,aleatoric",
        other.get(0));
    String[] halves = other.get(1).split(",", -1);
    double[] byHand = {0, 0, 0.5, Math.log(2), 0, 0, 0.5};
    for (int i = 0; i < byHand.length; i++) {
      assertEquals(byHand[i], Double.parseDouble(halves[i]), 1e-7, other.get(1));
    }
    List<String> second = Files.readAllLines(temporary.resolve("ood-folder-2.csv"));
    assertTrue(second.get(1).startsWith("0,0,0.9933"), second.get(1));
    assertTrue(Files.exists(temporary.resolve("ood-a-b.csv")), "a name of a file");
  }
}
