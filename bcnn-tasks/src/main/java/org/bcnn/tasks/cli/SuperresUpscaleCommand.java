package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendProvider;
import org.bcnn.models.SuperResolver;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.superresolution.SuperResolutionPredictor;
import org.bcnn.tasks.superresolution.TilePlan;
import org.bcnn.tasks.training.NetworkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Enlarges pictures, and says how sure each pixel is. */
@Command(
    name = "upscale",
    description =
        "Enlarges pictures of any size by the factor that the network was trained for, and says "
            + "how sure each pixel is. The network makes the luma; colours are enlarged by bicubic "
            + "interpolation.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class SuperresUpscaleCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "PICTURE",
      description = "PNG, JPEG or BMP files, grey or in colour; what is transparent lies on white.")
  private List<Path> files;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      required = true,
      description = "The checkpoint, as superres train writes it; the factor is that of it.")
  private Path file;

  @Mixin private BackendMixin backend;

  @Option(
      names = "--draws",
      paramLabel = "N",
      defaultValue = "8",
      description = "Posterior draws; a deterministic network takes 1. Default: ${DEFAULT-VALUE}.")
  private int draws;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides the noise of the draws. Default: the seed of training.")
  private Long seed;

  @Option(
      names = "--tile",
      paramLabel = "N",
      defaultValue = "" + SuperResolutionPredictor.TILE,
      description =
          "The side of the tiles that a picture goes through in, in its pixels. It decides memory "
              + "and time, not the result. Default: ${DEFAULT-VALUE}.")
  private int tile;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where pictures and report.html go. Default: a new folder in runs.")
  private Path out;

  private final Services services;

  SuperresUpscaleCommand(Services services) {
    this.services = services;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Checkpoint checkpoint = Checkpoints.read(file);
    SuperResolver resolver = checkpoint.superResolver();
    requireOptions(resolver);
    int factor = resolver.description().factor();
    List<UpscaleInput> inputs = UpscaleInput.check(files, factor, Runtime.getRuntime().maxMemory());
    if (out != null) {
      requireNoTraining();
      for (UpscaleInput input : inputs) {
        List<String> names = new UpscaleFiles(input.stem(factor)).names();
        UpscaleInput.requireApart(inputs, names, out);
      }
    }
    BackendProvider provider = backend.choose(services.backends().get(), err);
    RunFolder folder = out != null ? RunFolder.open(out) : RunFolder.create("upscale-x" + factor);
    try (Backend opened = backend.open(provider);
        NetworkSession session =
            NetworkSession.restore(
                opened, resolver.variables(), services.noise(), checkpoint.values());
        SuperResolutionPredictor predictor =
            new SuperResolutionPredictor(session, resolver, draws, tile)) {
      new UpscaleRun(
              services,
              new UpscaleRun.Network(file, checkpoint, opened.info(), predictor, tile),
              seed != null ? seed : checkpoint.seed(),
              new RunOutput(folder, false, spec.commandLine().getOut(), err))
          .enlarge(inputs);
    }
    return ExitCode.OK;
  }

  private void requireNoTraining() {
    if (Files.exists(out.resolve(RunCheckpoints.LAST))) {
      throw new IllegalArgumentException(
          String.format(
              "%s is the folder of a training run, whose report.html and metrics.json would be "
                  + "written over; name another folder with --out",
              out));
    }
  }

  /** What a predictor would refuse is better refused before a backend is opened. */
  private void requireOptions(SuperResolver resolver) {
    if (draws < 1) {
      throw new IllegalArgumentException("--draws must be at least 1, got " + draws);
    }
    try {
      TilePlan.of(1, 1, tile, resolver.receptiveRadius());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--tile: " + e.getMessage(), e);
    }
    if (resolver.description().channels() != 1) {
      throw new IllegalArgumentException(
          String.format(
              "%s is of a network for pictures of %d channels; upscale needs one for luma, which "
                  + "has 1",
              file, resolver.description().channels()));
    }
  }
}
