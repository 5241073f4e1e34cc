package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendProvider;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.tasks.classification.ClassifierMixture;
import org.bcnn.tasks.classification.DetailedEvaluation;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.DataSource;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.data.Split;
import org.bcnn.tasks.report.CorruptionTable;
import org.bcnn.tasks.report.Metrics;
import org.bcnn.tasks.report.Provenance;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.training.Stopwatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Evaluates a checkpoint, written on whichever backend, on a test set. */
@Command(
    name = "evaluate",
    description = {
      "Evaluates a checkpoint on the test set of a data set, on either backend.",
      "Of several checkpoints the mixture of their predictions is evaluated: a deep ensemble, or a",
      "mixture of posteriors."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class ClassifyEvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      required = true,
      description = {
        "The checkpoint, as training writes it. May be given repeatedly, for the mixture of the",
        "predictions."
      })
  private List<Path> files;

  @Mixin private BackendMixin backend;

  @Option(
      names = "--data",
      paramLabel = "NAME",
      description = "The data set. Default: the one it was trained on.")
  private String data;

  @Mixin private DataMixin dataOptions;

  @Mixin private DetailsMixin details;

  @Option(
      names = "--eval-draws",
      paramLabel = "N",
      defaultValue = "30",
      description = "Posterior draws. Default: ${DEFAULT-VALUE}.")
  private int evalDraws;

  @Option(
      names = "--estimator",
      paramLabel = "NAME",
      description =
          "lrt (local reparameterisation), weight (weight sampling), flipout or mean (no "
              + "sampling). "
              + "Default: what it was trained with.")
  private EstimatorOption estimator;

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

  ClassifyEvaluateCommand(Services services) {
    this.services = services;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    EvaluatedCheckpoints evaluated = EvaluatedCheckpoints.read(files);
    EvaluatedCheckpoints.Choice choice =
        new EvaluatedCheckpoints.Choice(
            estimator != null ? estimator.estimator() : null, evalDraws, seed);
    Checkpoint first = evaluated.first();
    String name = data != null ? data : evaluated.data();
    BackendProvider provider = backend.choose(services.backends().get(), err);
    DataSource source = dataOptions.source(services.dataSources(), name);
    DataContext context = dataOptions.context(services.dataContext(), err);
    LabelledImages images = source.load(Split.TEST, context);
    DetailsMixin.Details lookedInto = details.load(services.dataSources(), context);
    try (Backend opened = backend.open(provider);
        EvaluatedCheckpoints.Opened classifiers =
            evaluated.open(opened, services.noise(), choice)) {
      ClassifierMixture mixture = classifiers.mixture();
      Stopwatch stopwatch = new Stopwatch();
      stopwatch.start();
      DetailedEvaluation evaluation = lookedInto.evaluate(mixture, images, err);
      double seconds = stopwatch.stop();
      RunFolder folder =
          out != null ? RunFolder.open(out) : RunFolder.create("evaluate-" + DataMixin.plain(name));
      List<Double> klNats = classifiers.klNats();
      Metrics metrics =
          new Metrics()
              .put(evaluation.evaluation())
              .put("klNats", evaluated.single() ? klNats.get(0) : null)
              .put("parameters", evaluated.parameters())
              .put("trainSeconds", null)
              .put("examplesPerSecond", lookedInto.images(images) / seconds)
              .put("data", source.name())
              .put("testExamples", images.count())
              .put("evalDraws", mixture.draws())
              .put("evaluatedEpoch", evaluated.single() ? EvaluatedCheckpoints.epoch(first) : null)
              .put("backend", opened.info().name())
              .put("backendVersion", Provenance.version(opened.info()))
              .put("seed", mixture.seed())
              .put("training", new LinkedHashMap<>(first.training()))
              .put("provenance", Provenance.of(opened.info()));
      if (!evaluated.single()) {
        metrics.put("members", evaluated.members(mixture, klNats));
      }
      CorruptionTable.write(folder, evaluation.corruptions());
      metrics.putDetails(evaluation, lookedInto.targetAccuracy()).write(folder);
      PrintWriter report = spec.commandLine().getOut();
      Scores.print(report, source.name(), images.count(), metrics);
      Scores.printDetails(report, evaluation, lookedInto.targetAccuracy());
      report.flush();
      RunPage.write(
          folder,
          RunPage.of(first.classifierDescription(), first.weights(), metrics, evaluation, images),
          false);
      report.printf("results in %s%n", folder);
      report.flush();
    }
    return ExitCode.OK;
  }
}
