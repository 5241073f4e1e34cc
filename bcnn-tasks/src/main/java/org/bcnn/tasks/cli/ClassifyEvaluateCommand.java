package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendProvider;
import org.bcnn.layer.Estimator;
import org.bcnn.models.ImageClassifier;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.classification.ClassifierSession;
import org.bcnn.tasks.classification.DetailedEvaluation;
import org.bcnn.tasks.classification.EvaluationPlan;
import org.bcnn.tasks.classification.TrainedClassifier;
import org.bcnn.tasks.classification.ValidationScores;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.DataSource;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.data.Split;
import org.bcnn.tasks.report.CorruptionTable;
import org.bcnn.tasks.report.Metrics;
import org.bcnn.tasks.report.Provenance;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.training.Stopwatch;
import org.bcnn.tasks.training.TrainingState;
import org.bcnn.tasks.training.TrainingTexts;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Evaluates a checkpoint, written on whichever backend, on a test set. */
@Command(
    name = "evaluate",
    description = "Evaluates a checkpoint on the test set of a data set, on either backend.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class ClassifyEvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      required = true,
      description = "The checkpoint, as training writes it.")
  private Path file;

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
    Checkpoint checkpoint = Checkpoints.read(file);
    ImageClassifier classifier = checkpoint.classifier();
    Estimator used =
        estimator != null ? estimator.estimator() : TrainedClassifier.estimator(checkpoint);
    String name =
        data != null ? data : checkpoint.training().getOrDefault(TrainingTexts.DATA, "digits");
    EvaluationPlan plan =
        new EvaluationPlan(used, evalDraws, seed != null ? seed : checkpoint.seed());
    BackendProvider provider = backend.choose(services.backends().get(), err);
    DataSource source = dataOptions.source(services.dataSources(), name);
    DataContext context = dataOptions.context(services.dataContext(), err);
    LabelledImages images = source.load(Split.TEST, context);
    DetailsMixin.Details lookedInto = details.load(services.dataSources(), context);
    try (Backend opened = backend.open(provider);
        ClassifierSession session =
            ClassifierSession.restore(opened, classifier, services.noise(), checkpoint.values())) {
      Stopwatch stopwatch = new Stopwatch();
      stopwatch.start();
      DetailedEvaluation evaluation = lookedInto.evaluate(plan, session, images, err);
      double seconds = stopwatch.stop();
      RunFolder folder =
          out != null ? RunFolder.open(out) : RunFolder.create("evaluate-" + DataMixin.plain(name));
      Metrics metrics =
          new Metrics()
              .put(evaluation.evaluation())
              .put("klNats", session.klNats())
              .put("parameters", classifier.trainableValues())
              .put("trainSeconds", null)
              .put("examplesPerSecond", lookedInto.images(images) / seconds)
              .put("data", source.name())
              .put("testExamples", images.count())
              .put("evalDraws", plan.on(session).draws())
              .put("evaluatedEpoch", epoch(checkpoint))
              .put("backend", opened.info().name())
              .put("backendVersion", Provenance.version(opened.info()))
              .put("seed", plan.seed())
              .put("training", new LinkedHashMap<>(checkpoint.training()))
              .put("provenance", Provenance.of(opened.info()));
      CorruptionTable.write(folder, evaluation.corruptions());
      metrics.putDetails(evaluation, lookedInto.targetAccuracy()).write(folder);
      PrintWriter report = spec.commandLine().getOut();
      Scores.print(report, source.name(), images.count(), metrics);
      Scores.printDetails(report, evaluation, lookedInto.targetAccuracy());
      report.flush();
      RunPage.write(
          folder,
          RunPage.of(classifier.description(), checkpoint.weights(), metrics, evaluation, images),
          false);
      report.printf("results in %s%n", folder);
      report.flush();
    }
    return ExitCode.OK;
  }

  /** Returns the last epoch that the weights have seen the end of, null if that is not stored. */
  private static Integer epoch(Checkpoint checkpoint) {
    return checkpoint.progress().isEmpty()
        ? null
        : TrainingState.of(checkpoint.progress(), ValidationScores.NAMES).history().size();
  }
}
