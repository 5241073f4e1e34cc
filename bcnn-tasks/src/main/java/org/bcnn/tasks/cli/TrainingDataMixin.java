package org.bcnn.tasks.cli;

import java.util.Map;
import java.util.OptionalInt;
import org.bcnn.tasks.classification.TrainingData;
import org.bcnn.tasks.classification.TrainingPlan;
import org.bcnn.tasks.data.Augmentation;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.DataSource;
import org.bcnn.tasks.training.TrainingTexts;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what is trained on. */
final class TrainingDataMixin {
  @Option(
      names = "--data",
      paramLabel = "NAME",
      defaultValue = "digits",
      description = "The data set; `bcnn data` lists them. Default: ${DEFAULT-VALUE}, built in.")
  private String data;

  @Mixin private DataMixin files;

  @Option(
      names = "--train-limit",
      paramLabel = "N",
      description = "Use no more than N of the training images, chosen by the seed.")
  private Integer trainLimit;

  @Option(
      names = "--validation-fraction",
      paramLabel = "F",
      defaultValue = "0.1",
      description =
          "The share of the training images kept for validation. Default: ${DEFAULT-VALUE}.")
  private double validationFraction;

  @Option(
      names = "--split-seed",
      paramLabel = "N",
      description =
          "Chooses the images of --train-limit and of validation in the place of the seed, so that "
              + "runs of different seeds have the same ones.")
  private Long splitSeed;

  @Option(
      names = "--augment",
      paramLabel = "SPEC",
      defaultValue = "none",
      description =
          "Random changes of training images: flip (left and right), crop=N (moved by up to N "
              + "pixels), flip,crop=N or none. Default: ${DEFAULT-VALUE}.")
  private String augment;

  /** The name as it was given, with its settings. */
  String name() {
    return data;
  }

  /** Where data are, and whether they may be fetched. */
  DataMixin files() {
    return files;
  }

  Augmentation augmentation() {
    return Augmentation.parse(augment);
  }

  /** Loads the images, divided by the seed unless another was given for that. */
  TrainingData load(DataSource source, DataContext context, long seed) {
    return load(
        source,
        context,
        trainLimit == null ? OptionalInt.empty() : OptionalInt.of(trainLimit),
        seed);
  }

  /** Loads images, so many at most whatever --train-limit says. */
  TrainingData load(DataSource source, DataContext context, OptionalInt limit, long seed) {
    return TrainingData.load(
        source, context, limit, validationFraction, splitSeed == null ? seed : splitSeed);
  }

  /** Compares the options given with the settings of a checkpoint. */
  void compare(Contradictions contradictions, Map<String, String> stored, long storedSeed) {
    contradictions
        .compare("--data", () -> data, stored.get(TrainingTexts.DATA))
        .compare(
            "--train-limit",
            () -> Integer.toString(trainLimit),
            stored.get(TrainingTexts.TRAIN_LIMIT))
        .compare(
            "--validation-fraction",
            () -> Double.toString(validationFraction),
            stored.get(TrainingPlan.VALIDATION_FRACTION))
        .compare(
            "--split-seed",
            () -> Long.toString(splitSeed),
            stored.getOrDefault(TrainingTexts.SPLIT_SEED, Long.toString(storedSeed)));
  }
}
