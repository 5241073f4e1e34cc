package org.bcnn.tasks.report;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.bcnn.tasks.classification.DetailedEvaluation;
import org.bcnn.tasks.classification.ImageScore;
import org.bcnn.tasks.classification.ImageScores;
import org.bcnn.tasks.data.LabelledImages;

/**
 * Writes {@code predictions.csv}, a row a test image, and an {@code ood-NAME.csv} for each other
 * data set: the class that is predicted and the scores of uncertainty, by softmax. Stateless.
 */
public final class PredictionTables {
  /** The file of the test images. */
  public static final String FILE = "predictions.csv";

  private PredictionTables() {}

  /**
   * Writes the tables.
   *
   * @param folder where they go
   * @param evaluation what was predicted
   * @param images the test images, for their labels
   * @throws OutputException if one cannot be written
   */
  public static void write(RunFolder folder, DetailedEvaluation evaluation, LabelledImages images) {
    folder.write(FILE, table(evaluation.images(), images));
    Set<String> taken = new HashSet<>();
    for (Map.Entry<String, ImageScores> other : evaluation.others().entrySet()) {
      folder.write(file(other.getKey(), taken), table(other.getValue(), null));
    }
  }

  /** Names the file of a data set by its name without settings, and a number if need be. */
  private static String file(String data, Set<String> taken) {
    String plain = data.replaceFirst(":.*", "").replaceAll("[^A-Za-z0-9._-]", "-");
    String name = "ood-" + plain;
    for (int number = 2; !taken.add(name); number++) {
      name = "ood-" + plain + "-" + number;
    }
    return name + ".csv";
  }

  /** Makes a table, with labels if there are labelled images. */
  private static String table(ImageScores scores, LabelledImages labelled) {
    StringWriter text = new StringWriter();
    try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
      List<Object> header = new ArrayList<>(List.of("index"));
      if (labelled != null) {
        header.add("label");
      }
      header.addAll(
          List.of(
              "predicted",
              "confidence",
              "predictiveEntropy",
              "mutualInformation",
              "epistemic",
              "aleatoric"));
      printer.printRecord(header);
      for (int image = 0; image < scores.images(); image++) {
        List<Object> row = new ArrayList<>(List.of(image));
        if (labelled != null) {
          row.add(labelled.label(image));
        }
        row.add(scores.predicted(image));
        row.add(scores.confidence(image));
        row.add(scores.value(ImageScore.PREDICTIVE_ENTROPY, image));
        row.add(scores.value(ImageScore.MUTUAL_INFORMATION, image));
        row.add(scores.value(ImageScore.EPISTEMIC, image));
        row.add(scores.value(ImageScore.ALEATORIC, image));
        printer.printRecord(row);
      }
    } catch (IOException impossible) {
      throw new AssertionError("a text in memory can always be written", impossible);
    }
    return text.toString();
  }
}
