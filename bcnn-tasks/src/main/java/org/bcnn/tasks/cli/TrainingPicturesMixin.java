package org.bcnn.tasks.cli;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.bcnn.tasks.superresolution.PictureSource;
import org.bcnn.tasks.superresolution.SuperResolutionData;
import org.bcnn.tasks.superresolution.SuperResolutionPlan;
import org.bcnn.tasks.training.TrainingTexts;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which pictures are trained on and evaluated on. */
final class TrainingPicturesMixin {
  @Option(
      names = "--data",
      paramLabel = "NAME",
      defaultValue = "drawn",
      description =
          "The set of pictures: drawn (built in), bsds300, or a folder with the folders train and "
              + "test. Default: ${DEFAULT-VALUE}.")
  private String data;

  @Mixin private PictureFilesMixin files;

  @Option(
      names = "--train-limit",
      paramLabel = "N",
      description = "Use no more than N of the training pictures, chosen by the seed.")
  private Integer trainLimit;

  @Option(
      names = "--validation-pictures",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "How many of the training pictures are kept for validation, chosen by the seed; 0 for "
              + "none. Default: ${DEFAULT-VALUE}.")
  private int validationPictures;

  @Option(
      names = "--split-seed",
      paramLabel = "N",
      description =
          "Chooses the pictures of --train-limit and of validation in the place of the seed, so "
              + "that runs of different seeds have the same ones.")
  private Long splitSeed;

  @Option(
      names = "--eval",
      paramLabel = "NAME",
      description = {
        "Also evaluate on the test pictures of this set, at the end: drawn, signs (built in, unlike",
        "drawn), set5, set14, bsds300 or a folder of pictures. May be given repeatedly."
      })
  private List<String> others = List.of();

  String name() {
    return data;
  }

  PictureFilesMixin files() {
    return files;
  }

  List<String> others() {
    return others;
  }

  /** Finds the pictures, divided by the seed unless another was given for that. */
  SuperResolutionData load(Services services, long seed) {
    PictureSource source = services.pictureSources().get(data);
    return SuperResolutionData.load(
        source,
        files.context(services.dataContext()),
        trainLimit == null ? OptionalInt.empty() : OptionalInt.of(trainLimit),
        validationPictures,
        splitSeed == null ? seed : splitSeed);
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
            "--validation-pictures",
            () -> Integer.toString(validationPictures),
            stored.get(SuperResolutionPlan.VALIDATION_PICTURES))
        .compare(
            "--split-seed",
            () -> Long.toString(splitSeed),
            stored.getOrDefault(TrainingTexts.SPLIT_SEED, Long.toString(storedSeed)));
  }
}
