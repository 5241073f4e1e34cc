package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendProvider;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.gan.GanData;
import org.bcnn.tasks.gan.TrainedGan;
import org.bcnn.tasks.gan.measure.FeatureNetwork;
import org.bcnn.tasks.gan.measure.GanEvaluator;
import org.bcnn.tasks.report.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a checkpoint of a game, written on whichever backend. */
@Command(
    name = "evaluate",
    description = {
      "Measures a trained generator and discriminator, on either backend, against the real images",
      "that they were trained on.",
      "Writes report.html, metrics.json, samples.png, interpolation.png and features.safetensors."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class GanEvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      required = true,
      description = "The checkpoint, as gan train writes it.")
  private Path file;

  @Mixin private BackendMixin backend;

  @Mixin private OtherDataMixin data;

  @Mixin private GanEvaluationMixin evaluation;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Decides latent vectors and draws of the weights. Default: the seed of training.")
  private Long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where results go. Default: a new folder in runs.")
  private Path out;

  private final Services services;

  GanEvaluateCommand(Services services) {
    this.services = services;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Checkpoint checkpoint = Checkpoints.read(file);
    TrainedGan players = TrainedGan.of(checkpoint);
    long chosen = seed != null ? seed : checkpoint.seed();
    GanEvaluator.Settings settings = evaluation.settings(chosen);
    if (out != null) {
      RunCheckpoints.requireNone(out);
    }
    GanData images = data.load(services, checkpoint, err);
    images.requireSame(checkpoint);
    Map<String, LabelledImages> others = data.others(services, images, err);
    BackendProvider provider = backend.choose(services.backends().get(), err);
    RunFolder folder = out != null ? RunFolder.open(out) : RunFolder.create("evaluate-gan");
    RunOutput output = new RunOutput(folder, false, spec.commandLine().getOut(), err);
    try (Backend opened = backend.open(provider);
        FeatureNetwork features =
            evaluation.open(opened, images, folder.file(FeatureNetwork.FILE), err, services)) {
      GanEvaluator evaluator =
          new GanEvaluator(opened, features, images, others, settings, services.noise());
      new GanEvaluation(opened, images, features, evaluator, output, services)
          .report(players, Optional.empty(), checkpoint.training(), chosen);
    }
    return ExitCode.OK;
  }
}
