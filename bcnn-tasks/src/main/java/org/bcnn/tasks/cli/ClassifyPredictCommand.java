package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.bcnn.backend.BackendProvider;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.classification.EvaluationPlan;
import org.bcnn.tasks.classification.ImagePrediction;
import org.bcnn.tasks.classification.TrainedClassifier;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.image.PictureFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is on pictures, and how sure that is. */
@Command(
    name = "predict",
    description = {
      "Says what a classifier sees on pictures, and how sure it is.",
      "A picture is brought to the channels and size of the network; pixels are taken as they are,",
      "so a network of white on black needs pictures of white on black."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class ClassifyPredictCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "PNG, JPEG or BMP files.")
  private List<Path> files;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      required = true,
      description = "The checkpoint, as training writes it.")
  private Path checkpointFile;

  @Mixin private BackendMixin backend;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many classes are shown. Default: ${DEFAULT-VALUE}.")
  private int top;

  @Option(
      names = "--refuse-above",
      paramLabel = "X",
      description = {
        "Answer \"not sure\" if the predictive entropy is above this, in nats; refusal in",
        "metrics.json, as evaluate writes it, has such a threshold."
      })
  private Double refuseAbove;

  @Option(
      names = "--draws",
      paramLabel = "N",
      defaultValue = "" + TrainedClassifier.DRAWS,
      description = "Posterior draws. Default: ${DEFAULT-VALUE}.")
  private int draws;

  @Option(
      names = "--estimator",
      paramLabel = "NAME",
      description = "As for evaluate. Default: what it was trained with.")
  private EstimatorOption estimator;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides the noise of the draws. Default: the seed of training.")
  private Long seed;

  private final Services services;

  ClassifyPredictCommand(Services services) {
    this.services = services;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    if (top < 1) {
      throw new IllegalArgumentException("--top must be at least 1, got " + top);
    }
    if (refuseAbove != null && !(refuseAbove >= 0)) {
      throw new IllegalArgumentException("--refuse-above must be at least 0, got " + refuseAbove);
    }
    Checkpoint checkpoint = Checkpoints.read(checkpointFile);
    List<LabelledImages> pictures =
        files.stream().map(PictureFile::read).map(LabelledImages::unlabelled).toList();
    EvaluationPlan plan =
        new EvaluationPlan(
            estimator != null ? estimator.estimator() : TrainedClassifier.estimator(checkpoint),
            draws,
            seed != null ? seed : checkpoint.seed());
    BackendProvider provider = backend.choose(services.backends().get(), err);
    try (TrainedClassifier classifier =
        TrainedClassifier.open(checkpoint, backend.open(provider), services.noise(), plan)) {
      for (int i = 0; i < pictures.size(); i++) {
        announce(files.get(i), pictures.get(i), classifier.description());
        print(files.get(i), classifier.predict(pictures.get(i)).get(0));
      }
    }
    return ExitCode.OK;
  }

  private void announce(Path file, LabelledImages picture, ClassifierDescription wanted) {
    if (picture.channels() != wanted.channels()
        || picture.height() != wanted.height()
        || picture.width() != wanted.width()) {
      PrintWriter err = spec.commandLine().getErr();
      err.printf(
          "%s: %dx%dx%d (channels, height, width) is brought to %dx%dx%d%n",
          file,
          picture.channels(),
          picture.height(),
          picture.width(),
          wanted.channels(),
          wanted.height(),
          wanted.width());
      err.flush();
    }
  }

  private void print(Path file, ImagePrediction prediction) {
    PrintWriter out = spec.commandLine().getOut();
    double threshold = refuseAbove != null ? refuseAbove : Double.POSITIVE_INFINITY;
    out.printf("%s: %s%n", file, prediction.answer(threshold).orElse("not sure"));
    prediction.classes().stream()
        .limit(top)
        .forEach(c -> out.printf("  %-20s %.4f%n", c.name(), c.probability()));
    out.printf("  predictive entropy   %.4f nats%n", prediction.predictiveEntropy());
    out.printf("  mutual information   %.4f nats%n", prediction.mutualInformation());
    out.printf("  epistemic variance   %.4f%n", prediction.epistemic());
    out.printf("  aleatoric variance   %.4f%n", prediction.aleatoric());
    out.flush();
  }
}
