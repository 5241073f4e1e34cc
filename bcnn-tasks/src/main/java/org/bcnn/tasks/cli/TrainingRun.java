package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendInfo;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.BackendProvider;
import org.bcnn.graph.Variable;
import org.bcnn.models.ImageClassifier;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.classification.ClassifierSession;
import org.bcnn.tasks.classification.ClassifierTrainer;
import org.bcnn.tasks.classification.DetailedEvaluation;
import org.bcnn.tasks.classification.EvaluationPlan;
import org.bcnn.tasks.classification.TrainingData;
import org.bcnn.tasks.classification.TrainingPlan;
import org.bcnn.tasks.report.Metrics;
import org.bcnn.tasks.report.Provenance;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.report.TrainingTables;
import org.bcnn.tasks.training.EpochRecord;
import org.bcnn.tasks.training.TrainingException;
import org.bcnn.tasks.training.TrainingInterruptedException;
import org.bcnn.tasks.training.TrainingListener;
import org.bcnn.tasks.training.TrainingListeners;
import org.bcnn.tensor.HostTensor;
import picocli.CommandLine;

/** A run of training from the first step to the scores on the test set. */
final class TrainingRun {
  static final String CHECKPOINT = "checkpoint.safetensors";

  private final TrainingPlan plan;
  private final EvaluationPlan evaluationPlan;
  private final DetailsMixin.Details details;
  private final TrainingData images;
  private final RunFolder folder;
  private final Services services;
  private final PrintWriter out;
  private final PrintWriter err;

  /** The epoch that the checkpoint in the folder is from; 0 if this run has written none. */
  private int savedEpoch;

  TrainingRun(
      TrainingPlan plan,
      EvaluationPlan evaluationPlan,
      DetailsMixin.Details details,
      TrainingData images,
      RunFolder folder,
      Services services,
      CommandLine commandLine) {
    this.plan = plan;
    this.evaluationPlan = evaluationPlan;
    this.details = details;
    this.images = images;
    this.folder = folder;
    this.services = services;
    this.out = commandLine.getOut();
    this.err = commandLine.getErr();
  }

  void execute(
      BackendProvider provider,
      BackendOptions options,
      ImageClassifier classifier,
      Map<Variable, HostTensor> start) {
    try (Backend backend = provider.open(options);
        ClassifierSession session =
            ClassifierSession.start(backend, classifier, services.noise(), start)) {
      announce(backend.info(), classifier);
      ClassifierTrainer trainer =
          new ClassifierTrainer(session, plan.objective(), plan.optimisation(), plan.seed());
      train(session, trainer, Provenance.of(backend.info()));
      evaluate(session, trainer, backend.info());
    }
  }

  private void announce(BackendInfo backend, ImageClassifier classifier) {
    err.printf(
        "%s of %,d weights on %s: %,d training, %,d validation and %,d test images, on %s%n",
        (plan.weights().bayesian() ? "Bayesian " : "deterministic ") + plan.model(),
        classifier.weights(),
        images.name(),
        images.train().count(),
        images.validationExamples(),
        images.test().count(),
        Provenance.version(backend));
    err.flush();
  }

  private void train(
      ClassifierSession session, ClassifierTrainer trainer, Map<String, String> provenance) {
    try (TrainingTables tables = new TrainingTables(folder);
        TrainingProgress progress = new TrainingProgress(err)) {
      TrainingListener saver =
          new TrainingListener() {
            @Override
            public void onEpoch(EpochRecord epoch) {
              save(session, provenance);
              savedEpoch = epoch.epoch();
            }
          };
      trainer.train(
          images.train(),
          images.validation(),
          new TrainingListeners(List.of(tables, saver, progress)),
          services.interruption()::requested);
    } catch (TrainingException diverged) {
      throw new TrainingException(diverged.getMessage() + ". " + whatIsThere());
    } catch (TrainingInterruptedException interrupted) {
      err.println(interrupted.getMessage() + ". " + whatIsThere());
      throw interrupted;
    }
  }

  private String whatIsThere() {
    Path file = folder.file(CHECKPOINT);
    return savedEpoch == 0
        ? "This run has written no checkpoint"
        : file + " is from epoch " + savedEpoch + ", the last complete one";
  }

  private void save(ClassifierSession session, Map<String, String> provenance) {
    Checkpoints.write(
        folder.file(CHECKPOINT),
        new Checkpoint(
            session.classifier().description(),
            plan.weights(),
            plan.settings(images),
            plan.seed(),
            provenance,
            session.values()));
  }

  private void evaluate(ClassifierSession session, ClassifierTrainer trainer, BackendInfo backend) {
    DetailedEvaluation evaluation = details.evaluate(evaluationPlan, session, images.test(), err);
    double seconds = trainer.trainSeconds();
    double trained = (double) images.train().count() * plan.optimisation().epochs();
    Metrics metrics =
        new Metrics()
            .put(evaluation.evaluation())
            .put("klNats", session.klNats())
            .put("parameters", session.classifier().trainableValues())
            .put("trainSeconds", seconds)
            .put("examplesPerSecond", trained / seconds)
            .put("data", images.name())
            .put("testExamples", images.test().count())
            .put("evalDraws", evaluationPlan.on(session).draws())
            .put("backend", backend.name())
            .put("backendVersion", Provenance.version(backend))
            .put("seed", plan.seed())
            .put("training", new LinkedHashMap<>(plan.settings(images)))
            .put("provenance", Provenance.of(backend));
    metrics.putDetails(evaluation, details.targetAccuracy()).write(folder);
    Scores.print(out, images.name(), images.test().count(), metrics);
    Scores.printDetails(out, evaluation, details.targetAccuracy());
    out.printf("results in %s%n", folder);
    out.flush();
  }
}
