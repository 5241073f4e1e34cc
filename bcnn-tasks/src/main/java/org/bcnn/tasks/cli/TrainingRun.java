package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
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
import org.bcnn.tasks.classification.ClassifierSession;
import org.bcnn.tasks.classification.ClassifierTrainer;
import org.bcnn.tasks.classification.DetailedEvaluation;
import org.bcnn.tasks.classification.EvaluationPlan;
import org.bcnn.tasks.classification.TrainingData;
import org.bcnn.tasks.classification.TrainingPlan;
import org.bcnn.tasks.report.CorruptionTable;
import org.bcnn.tasks.report.Metrics;
import org.bcnn.tasks.report.Provenance;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.report.TensorBoardEvents;
import org.bcnn.tasks.report.TrainingTables;
import org.bcnn.tasks.training.BestEpoch;
import org.bcnn.tasks.training.StepRecord;
import org.bcnn.tasks.training.TrainingException;
import org.bcnn.tasks.training.TrainingInterruptedException;
import org.bcnn.tasks.training.TrainingListener;
import org.bcnn.tasks.training.TrainingListeners;
import org.bcnn.tasks.training.TrainingState;
import org.bcnn.tensor.HostTensor;

/** A run of training from the first step to the scores on the test set. */
final class TrainingRun {
  private final TrainingPlan plan;
  private final EvaluationPlan evaluationPlan;
  private final DetailsMixin.Details details;
  private final TrainingData images;
  private final RunFolder folder;
  private final boolean tensorBoard;
  private final Services services;
  private final PrintWriter out;
  private final PrintWriter err;

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
    this.folder = output.folder();
    this.tensorBoard = output.tensorBoard();
    this.services = services;
    this.out = output.out();
    this.err = output.err();
  }

  /** Trains from given values on. */
  void execute(
      BackendProvider provider,
      BackendOptions options,
      ImageClassifier classifier,
      Map<Variable, HostTensor> start) {
    folder.deleteStrayFiles();
    try (Backend backend = provider.open(options);
        ClassifierSession session =
            ClassifierSession.start(backend, classifier, services.noise(), start)) {
      announce(backend.info(), classifier);
      trainAndEvaluate(backend, session, trainer(session));
    }
  }

  /** Goes on where a checkpoint was written. */
  void resume(BackendProvider provider, BackendOptions options, Checkpoint checkpoint) {
    folder.deleteStrayFiles();
    ImageClassifier classifier = checkpoint.classifier();
    TrainingState state = TrainingState.of(checkpoint.progress());
    requireBest(state);
    try (Backend backend = provider.open(options);
        ClassifierSession session =
            ClassifierSession.restore(backend, classifier, services.noise(), checkpoint.values())) {
      announce(backend.info(), classifier);
      warnOfChanges(checkpoint.provenance(), Provenance.of(backend.info()));
      ClassifierTrainer trainer = trainer(session);
      trainer.resume(state, checkpoint.values());
      err.printf(
          "going on after step %d, with %d of %d epochs complete%n",
          state.step(), state.history().size(), plan.optimisation().epochs());
      trainAndEvaluate(backend, session, trainer);
    }
  }

  private ClassifierTrainer trainer(ClassifierSession session) {
    return new ClassifierTrainer(
        session, plan.objective(), plan.optimisation(), plan.augmentation(), plan.seed());
  }

  private void requireBest(TrainingState state) {
    Path best = folder.file(RunCheckpoints.BEST);
    if (BestEpoch.of(state.validationNlls()).exists() && !Files.exists(best)) {
      throw new TrainingException(
          String.format(
              "%s is missing, which the run wrote beside the checkpoint: put it back there, or "
                  + "start a new run",
              best));
    }
  }

  /** Results are the same to the last bit only where everything below is. */
  private void warnOfChanges(Map<String, String> then, Map<String, String> now) {
    for (Map.Entry<String, String> fact : now.entrySet()) {
      String before = then.get(fact.getKey());
      if (before != null && !before.equals(fact.getValue())) {
        err.printf(
            "note: %s was %s and is now %s, so results may differ in the last digits from those "
                + "of a run in one go%n",
            fact.getKey(), before, fact.getValue());
      }
    }
  }

  private void trainAndEvaluate(
      Backend backend, ClassifierSession session, ClassifierTrainer trainer) {
    RunCheckpoints checkpoints =
        new RunCheckpoints(
            folder, plan, plan.settings(images), Provenance.of(backend.info()), session, trainer);
    ExampleCount trained = new ExampleCount();
    double earlierSeconds = train(trainer, checkpoints, trained);
    TrainingState state = trainer.state();
    BestEpoch best = BestEpoch.of(state.validationNlls());
    sayWhichIsBest(state, best, checkpoints);
    Metrics metrics = new Metrics();
    DetailedEvaluation evaluation;
    if (RunCheckpoints.judgesByBest(plan, best)) {
      try (ClassifierSession chosen =
          ClassifierSession.restore(
              backend,
              session.classifier(),
              services.noise(),
              Checkpoints.read(checkpoints.best()).values())) {
        evaluation = score(metrics, chosen, best.epoch());
      }
    } else {
      evaluation = score(metrics, session, state.history().size());
    }
    report(
        metrics,
        evaluation,
        session.classifier().description(),
        backend.info(),
        best,
        trainer.trainSeconds(),
        earlierSeconds,
        trained.total);
  }

  private void announce(BackendInfo backend, ImageClassifier classifier) {
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

  /** Trains, and returns how long epochs took that earlier processes completed. */
  private double train(
      ClassifierTrainer trainer, RunCheckpoints checkpoints, TrainingListener counter) {
    try (TrainingTables tables = new TrainingTables(folder, trainer.state());
        TrainingProgress progress = new TrainingProgress(err, trainer.state());
        TensorBoardEvents events =
            tensorBoard ? new TensorBoardEvents(folder, trainer.state()) : null) {
      trainer.train(
          images.train(),
          images.validation(),
          new TrainingListeners(
              List.of(
                  tables,
                  events == null ? TrainingListener.NONE : events,
                  checkpoints,
                  progress,
                  counter)),
          services.interruption()::requested);
      return tables.earlierSeconds();
    } catch (TrainingException diverged) {
      throw new TrainingException(diverged.getMessage() + ". " + checkpoints.whatIsThere());
    } catch (TrainingInterruptedException interrupted) {
      checkpoints.save();
      err.println(interrupted.getMessage() + ". " + checkpoints.whatIsThere());
      throw interrupted;
    }
  }

  private void sayWhichIsBest(TrainingState state, BestEpoch best, RunCheckpoints checkpoints) {
    int epochs = state.history().size();
    if (epochs < plan.optimisation().epochs()) {
      err.printf("stopped early: no better validation NLL in %d epochs%n", epochs - best.epoch());
    }
    if (best.exists()) {
      err.printf(
          "best epoch: %d of %d, by the validation NLL of %.4f nats an example, in %s%n",
          best.epoch(), epochs, best.validationNll(), checkpoints.best());
    }
    err.flush();
  }

  private DetailedEvaluation score(Metrics metrics, ClassifierSession session, int epoch) {
    DetailedEvaluation evaluation = details.evaluate(evaluationPlan, session, images.test(), err);
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
      BestEpoch best,
      double seconds,
      double earlierSeconds,
      long trained) {
    metrics
        .put("bestEpoch", best.exists() ? best.epoch() : null)
        .put("trainSeconds", earlierSeconds + seconds)
        .put("examplesPerSecond", trained / seconds)
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

  /** Counts the examples that this process trains on. */
  private static final class ExampleCount implements TrainingListener {
    private long total;

    @Override
    public void onStep(StepRecord step) {
      total += step.examples();
    }
  }
}
