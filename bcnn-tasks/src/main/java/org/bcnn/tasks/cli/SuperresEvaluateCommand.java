package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendProvider;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.superresolution.PictureSet;
import org.bcnn.tasks.superresolution.SuperResolutionEvaluator;
import org.bcnn.tasks.training.TrainingTexts;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Evaluates a checkpoint for super-resolution, written on whichever backend, on test pictures. */
@Command(
    name = "evaluate",
    description = "Evaluates a checkpoint on the test pictures of sets, on either backend.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class SuperresEvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      required = true,
      description = "The checkpoint, as training writes it.")
  private Path file;

  @Option(
      names = "--twin",
      paramLabel = "FILE",
      description =
          "The checkpoint of a deterministic network for the same factor, to score beside it.")
  private Path twin;

  @Mixin private BackendMixin backend;

  @Option(
      names = "--data",
      paramLabel = "NAME",
      description = {
        "The set of pictures, or a folder of pictures. May be given repeatedly.",
        "Default: the one it was trained on."
      })
  private List<String> data;

  @Mixin private PictureFilesMixin files;

  @Option(
      names = "--eval-draws",
      paramLabel = "N",
      defaultValue = "30",
      description = "Posterior draws. Default: ${DEFAULT-VALUE}.")
  private int evalDraws;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides the noise of the draws. Default: the seed of training.")
  private Long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where report.html, metrics.json and tables go. Default: a new folder in runs.")
  private Path out;

  private final Services services;

  SuperresEvaluateCommand(Services services) {
    this.services = services;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Checkpoint checkpoint = Checkpoints.read(file);
    SuperresEvaluation.Network network = SuperresEvaluation.Network.of(checkpoint);
    int factor = network.resolver().description().factor();
    Optional<SuperresEvaluation.Network> other =
        Optional.ofNullable(twin)
            .map(path -> SuperresEvaluation.Network.of(Checkpoints.read(path)));
    other.ifPresent(one -> SuperResolutionEvaluator.requireTwin(one.resolver(), factor));
    if (evalDraws < 1) {
      throw new IllegalArgumentException("evaluation draws must be at least 1, got " + evalDraws);
    }
    List<String> names =
        data != null
            ? data
            : List.of(checkpoint.training().getOrDefault(TrainingTexts.DATA, "drawn"));
    BackendProvider provider = backend.choose(services.backends().get(), err);
    Map<String, PictureSet> sets = files.testParts(services, names, factor, err);
    try (Backend opened = backend.open(provider)) {
      RunFolder folder =
          out != null
              ? RunFolder.open(out)
              : RunFolder.create("evaluate-" + SuperresEvaluation.plain(names.get(0)));
      new SuperresEvaluation(
              opened,
              services,
              evalDraws,
              seed != null ? seed : checkpoint.seed(),
              new RunOutput(folder, false, spec.commandLine().getOut(), err))
          .report(
              network,
              other,
              sets,
              new SuperresEvaluation.Training(
                  Optional.empty(), Optional.empty(), checkpoint.training()));
    }
    return ExitCode.OK;
  }
}
