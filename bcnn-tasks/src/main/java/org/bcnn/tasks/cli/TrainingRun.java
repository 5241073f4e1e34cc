package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendInfo;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.BackendProvider;
import org.bcnn.graph.Variable;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.ImageClassifier;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.classification.ClassifierMixture;
import org.bcnn.tasks.classification.ClassifierSession;
import org.bcnn.tasks.classification.ClassifierTrainer;
import org.bcnn.tasks.classification.DetailedEvaluation;
import org.bcnn.tasks.classification.EvaluationPlan;
import org.bcnn.tasks.classification.TrainingData;
import org.bcnn.tasks.classification.TrainingPlan;
import org.bcnn.tasks.classification.ValidationScores;
import org.bcnn.tasks.report.CorruptionTable;
import org.bcnn.tasks.report.Metrics;
import org.bcnn.tasks.report.Provenance;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.training.EpochRecord;
import org.bcnn.tasks.training.TrainingState;
import org.bcnn.tensor.HostTensor;

/** A run of training from the first step to the scores on the test set. */
final class TrainingRun {
  /** What it says while it trains. */
  static final TrainingWords WORDS =
      new TrainingWords("img", ValidationScores.NAMES, TrainingRun::accuracies);

  private final TrainingPlan plan;
  private final EvaluationPlan evaluationPlan;
  private final DetailsMixin.Details details;
  private final TrainingData images;
  private final RunOutput output;
  private final Services services;

  TrainingRun(
      TrainingPlan plan,
      EvaluationPlan evaluationPlan,
      DetailsMixin.Details details,
      TrainingData images,
      RunOutput output,
      Services services) {
    this.plan = plan;
    this.evaluationPlan = evaluationPlan;
    this.details = details;
    this.images = images;
    this.output = output;
    this.services = services;
  }

  /** Trains from given values on. */
  void execute(
      BackendProvider provider,
      BackendOptions options,
      ImageClassifier classifier,
      Map<Variable, HostTensor> start) {
    output.folder().deleteStrayFiles();
    try (Backend backend = provider.open(options);
        ClassifierSession session =
            ClassifierSession.start(backend, classifier, services.noise(), start)) {
      announce(backend.info(), classifier);
      ClassifierTrainer trainer = trainer(session);
      trainAndEvaluate(backend, session, trainer, recorded(backend, session, trainer));
    }
  }

  /** Goes on where a checkpoint was written. */
  void resume(BackendProvider provider, BackendOptions options, Checkpoint checkpoint) {
    output.folder().deleteStrayFiles();
    ImageClassifier classifier = checkpoint.classifier();
    RunCheckpoints.requireBest(
        output.folder(), TrainingState.of(checkpoint.progress(), ValidationScores.NAMES));
    try (Backend backend = provider.open(options);
        ClassifierSession session =
            ClassifierSession.restore(backend, classifier, services.noise(), checkpoint.values())) {
      announce(backend.info(), classifier);
      ClassifierTrainer trainer = trainer(session);
      RecordedTraining training = recorded(backend, session, trainer);
      training.resume(checkpoint);
      trainAndEvaluate(backend, session, trainer, training);
    }
  }

  private ClassifierTrainer trainer(ClassifierSession session) {
    return new ClassifierTrainer(
        session, plan.objective(), plan.optimisation(), plan.augmentation(), plan.seed());
  }

  private RecordedTraining recorded(
      Backend backend, ClassifierSession session, ClassifierTrainer trainer) {
    RunRecord record =
        new RunRecord(
            session.classifier().description(),
            plan.weights(),
            plan.settings(images),
            plan.seed(),
            Provenance.of(backend.info()),
            plan.optimisation(),
            "bcnn classify train");
    return new RecordedTraining(output, record, session.network(), trainer.trainer(), WORDS);
  }

  private void trainAndEvaluate(
      Backend backend,
      ClassifierSession session,
      ClassifierTrainer trainer,
      RecordedTraining training) {
    RecordedTraining.Outcome outcome =
        training.run(
            (listener, stop) -> trainer.train(images.train(), images.validation(), listener, stop),
            services.interruption()::requested);
    Metrics metrics = new Metrics();
    DetailedEvaluation evaluation;
    if (outcome.judgedByBest()) {
      Path best = output.folder().file(RunCheckpoints.BEST);
      try (ClassifierSession chosen =
          ClassifierSession.restore(
              backend, session.classifier(), services.noise(), Checkpoints.read(best).values())) {
        evaluation = score(metrics, chosen, outcome.best().epoch());
      }
    } else {
      evaluation = score(metrics, session, outcome.epochs());
    }
    report(metrics, evaluation, session.classifier().description(), backend.info(), outcome);
  }

  /** Tells the accuracies of an epoch; nothing is said where there is no validation part. */
  static String accuracies(EpochRecord epoch) {
    double validation = epoch.score(ValidationScores.ACCURACY);
    return String.format("train %.2f %%", 100 * epoch.score(ValidationScores.TRAIN_ACCURACY))
        + (Double.isNaN(validation) ? "" : String.format("  validation %.2f %%", 100 * validation));
  }

  private void announce(BackendInfo backend, ImageClassifier classifier) {
    PrintWriter err = output.err();
    err.printf(
        "%s of %,d weights on %s: %,d training, %,d validation and %,d test images, on %s%n",
        kind() + plan.model(),
        classifier.weights(),
        images.name(),
        images.train().count(),
        images.validationExamples(),
        images.test().count(),
        Provenance.version(backend));
    err.flush();
  }

  private String kind() {
    if (plan.dropout() > 0) {
      return "Monte Carlo dropout (rate " + plan.dropout() + ") ";
    }
    return plan.weights().bayesian() ? "Bayesian " : "deterministic ";
  }

  private DetailedEvaluation score(Metrics metrics, ClassifierSession session, int epoch) {
    DetailedEvaluation evaluation =
        details.evaluate(
            ClassifierMixture.of(evaluationPlan, session), images.test(), output.err());
    metrics
        .put(evaluation.evaluation())
        .put("klNats", session.klNats())
        .put("parameters", session.classifier().trainableValues())
        .put("evalDraws", evaluationPlan.on(session).draws())
        .put("evaluatedEpoch", epoch);
    return evaluation;
  }

  private void report(
      Metrics metrics,
      DetailedEvaluation evaluation,
      ClassifierDescription architecture,
      BackendInfo backend,
      RecordedTraining.Outcome outcome) {
    RunFolder folder = output.folder();
    PrintWriter out = output.out();
    metrics
        .put("bestEpoch", outcome.best().exists() ? outcome.best().epoch() : null)
        .put("trainSeconds", outcome.seconds())
        .put("examplesPerSecond", outcome.examplesPerSecond())
        .put("data", images.name())
        .put("testExamples", images.test().count())
        .put("backend", backend.name())
        .put("backendVersion", Provenance.version(backend))
        .put("seed", plan.seed())
        .put("training", new LinkedHashMap<>(plan.settings(images)))
        .put("provenance", Provenance.of(backend));
    CorruptionTable.write(folder, evaluation.corruptions());
    metrics.putDetails(evaluation, details.targetAccuracy()).write(folder);
    Scores.print(out, images.name(), images.test().count(), metrics);
    Scores.printDetails(out, evaluation, details.targetAccuracy());
    out.flush();
    RunPage.write(
        folder, RunPage.of(architecture, plan.weights(), metrics, evaluation, images.test()), true);
    out.printf("results in %s%n", folder);
    out.flush();
  }
}
