package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendProvider;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.gan.ImageSampler;
import org.bcnn.tasks.gan.TrainedGan;
import org.bcnn.tasks.image.PngFile;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.training.TrainingInterruptedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes images with a trained generator. */
@Command(
    name = "sample",
    description = {
      "Makes images with a trained generator, on either backend.",
      "Writes samples.png; interpolation.png, whose rows go from one latent vector to another; and",
      "of a Bayesian generator weight-draws.png, whose rows are one latent vector each under several",
      "draws of the weights."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class GanSampleCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      required = true,
      description = "The checkpoint, as gan train writes it.")
  private Path file;

  @Mixin private BackendMixin backend;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many images. Default: ${DEFAULT-VALUE}.")
  private int count;

  @Option(
      names = "--images",
      description = "Also write each image as a file of its own, in the folder images.")
  private boolean single;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Decides latent vectors and draws of the weights. Default: the seed of training.")
  private Long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where pictures go. Default: a new folder in runs.")
  private Path out;

  private final Services services;

  GanSampleCommand(Services services) {
    this.services = services;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    TrainedGan players = TrainedGan.of(Checkpoints.read(file));
    if (count < 1) {
      throw new IllegalArgumentException("--count must be at least 1, got " + count);
    }
    if (out != null) {
      RunCheckpoints.requireNone(out);
    }
    BackendProvider provider = backend.choose(services.backends().get(), err);
    RunFolder folder = out != null ? RunFolder.open(out) : RunFolder.create("sample");
    try (Backend opened = backend.open(provider);
        ImageSampler sampler =
            ImageSampler.open(
                opened, players.generator(), players.generatorValues(), services.noise())) {
      GanSheets sheets =
          GanSheets.of(sampler, players, count, seed != null ? seed : players.plan().seed());
      sheets.write(folder);
      if (single) {
        write(RunFolder.open(folder.file("images")), sheets.samples(), err);
      }
    }
    spec.commandLine().getOut().printf("%d images in %s%n", count, folder);
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private void write(RunFolder folder, LabelledImages images, PrintWriter err) {
    try (CountProgress progress = new CountProgress(err, "writing", images.count(), " images")) {
      for (int i = 0; i < images.count(); i++) {
        if (services.interruption().requested()) {
          throw new TrainingInterruptedException("stopped after " + i + " images in " + folder);
        }
        PngFile.write(folder.file(String.format("%05d.png", i + 1)), images.picture(i));
        progress.update(i + 1);
      }
    }
  }
}
