package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.classification.ClassifierMixture;
import org.bcnn.tasks.classification.CorruptionPlan;
import org.bcnn.tasks.classification.DetailedEvaluation;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.DataSources;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.data.Split;
import org.bcnn.tasks.data.corruption.CorruptionKind;
import picocli.CommandLine.Option;

/** The options that say what an evaluation looks into beyond the scores. */
final class DetailsMixin {
  @Option(
      names = "--ood",
      paramLabel = "NAME",
      description = {
        "Also tell how well the test images of this data set are told from those of --data, by",
        "each score of uncertainty. They are brought to the same size. May be given repeatedly."
      })
  private List<String> others = List.of();

  @Option(
      names = "--target-accuracy",
      paramLabel = "F",
      defaultValue = "0.99",
      description = {
        "Find the threshold on the predictive entropy up to which this share of the answers on the",
        "test set is right. Default: ${DEFAULT-VALUE}."
      })
  private double targetAccuracy;

  @Option(
      names = "--corruptions",
      paramLabel = "NAMES",
      arity = "0..1",
      fallbackValue = "all",
      description = {
        "Also evaluate corrupted test images, in five severities: rotation, noise, blur, contrast,",
        "several of these between commas, or all, as without NAMES."
      })
  private String corruptions;

  @Option(
      names = "--corruption-images",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "Corrupt no more than N of the test images, chosen by the seed. Default: ${DEFAULT-VALUE}.")
  private int corruptionImages;

  /** The options with the data that they need, so that what is missing is missed at the start. */
  Details load(DataSources sources, DataContext context) {
    if (!(targetAccuracy >= 0 && targetAccuracy <= 1)) {
      throw new IllegalArgumentException(
          "--target-accuracy must be from 0 to 1, got " + targetAccuracy);
    }
    CorruptionPlan corrupted =
        new CorruptionPlan(
            corruptions == null ? List.of() : CorruptionKind.parse(corruptions), corruptionImages);
    Map<String, LabelledImages> loaded = new LinkedHashMap<>();
    for (String name : others) {
      loaded.put(name, sources.get(name).load(Split.TEST, context));
    }
    return new Details(loaded, corrupted, targetAccuracy);
  }

  /** What an evaluation looks into. */
  record Details(
      Map<String, LabelledImages> others, CorruptionPlan corruptions, double targetAccuracy) {
    /** Returns how many images are predicted, those of other kinds and corrupted ones included. */
    int images(LabelledImages test) {
      return uncorrupted(test) + corruptions.predictions(test.count());
    }

    private int uncorrupted(LabelledImages test) {
      return test.count() + others.values().stream().mapToInt(LabelledImages::count).sum();
    }

    DetailedEvaluation evaluate(
        ClassifierMixture classifiers, LabelledImages images, PrintWriter err) {
      for (Map.Entry<String, LabelledImages> other : others.entrySet()) {
        LabelledImages found = other.getValue();
        if (found.channels() != images.channels()
            || found.height() != images.height()
            || found.width() != images.width()) {
          err.printf(
              "%s: images of %dx%dx%d (channels, height, width) are brought to %dx%dx%d%n",
              other.getKey(),
              found.channels(),
              found.height(),
              found.width(),
              images.channels(),
              images.height(),
              images.width());
        }
      }
      try (CountProgress progress = new CountProgress(err, "evaluating", images(images), " img")) {
        DetailedEvaluation evaluation =
            classifiers.evaluateInDetail(images, others, progress::update);
        int before = uncorrupted(images);
        return evaluation.withCorruptions(
            corruptions.run(classifiers, images, done -> progress.update(before + done)));
      }
    }
  }
}
