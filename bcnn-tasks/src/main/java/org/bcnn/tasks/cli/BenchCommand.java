package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.layer.Activation;
import org.bcnn.tasks.bench.BenchResult;
import org.bcnn.tasks.bench.BenchSettings;
import org.bcnn.tasks.bench.LeNetBenchmark;
import org.bcnn.tasks.report.Json;
import org.bcnn.tasks.report.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times what Bayesian learning costs. */
@Command(
    name = "bench",
    description = {
      "Times the training step and the prediction of LeNet-5, Bayesian against deterministic.",
      "Contenders take turns; results are ratios, and bench.json."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "The backend. Default: each that is available, one after another.")
  private String backend;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "Compute threads; 0 leaves the choice to the engine. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "128",
      description = "Images a minibatch. Default: ${DEFAULT-VALUE}.")
  private int batchSize;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      defaultValue = "softplus",
      description = "softplus, relu, leaky_relu, elu, tanh or sigmoid. Default: ${DEFAULT-VALUE}.")
  private Activation activation;

  @Option(
      names = "--draws",
      paramLabel = "N",
      defaultValue = "30",
      description = "Posterior draws of a prediction. Default: ${DEFAULT-VALUE}.")
  private int draws;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "40",
      description = "How often each contender has its turn. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where bench.json goes. Default: a new folder in runs.")
  private Path out;

  private final Services services;

  BenchCommand(Services services) {
    this.services = services;
  }

  @Override
  public Integer call() {
    BenchSettings settings = new BenchSettings(batchSize, activation, draws, rounds);
    BackendOptions options = new BackendOptions(threads);
    Backends backends = services.backends().get();
    List<String> names =
        backend != null || backends.available().isEmpty()
            ? List.of(backends.choose(backend).name())
            : backends.available();
    RunFolder folder = out != null ? RunFolder.open(out) : RunFolder.create("bench");
    PrintWriter report = spec.commandLine().getOut();
    List<Map<String, Object>> results = new ArrayList<>();
    for (String name : names) {
      BenchResult result = run(backends, name, options, settings);
      results.add(result.toMap());
      report.print(result.describe());
      report.flush();
    }
    folder.write("bench.json", Json.text(results));
    report.printf("results in %s%n", folder);
    report.flush();
    return ExitCode.OK;
  }

  private BenchResult run(
      Backends backends, String name, BackendOptions options, BenchSettings settings) {
    LeNetBenchmark benchmark = new LeNetBenchmark(settings);
    try (Backend opened = backends.choose(name).open(options);
        CountProgress progress =
            new CountProgress(
                spec.commandLine().getErr(), "timing " + name, benchmark.rounds(), " rounds")) {
      return benchmark.run(opened, progress::update);
    }
  }
}
