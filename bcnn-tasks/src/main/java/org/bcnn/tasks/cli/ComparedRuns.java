package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.function.IntConsumer;
import org.bcnn.backend.Backend;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.tasks.classification.ClassifierSession;
import org.bcnn.tasks.classification.TrainingPlan;
import org.bcnn.tasks.comparison.Predictions;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.training.TrainingInterruptedException;

/** Trains the runs of a comparison, whatever it compares, and predicts with them. */
final class ComparedRuns {
  private final RunMixin options;
  private final RunStart.Initialiser bayesian;
  private final RunMixin.Ready ready;
  private final Services services;
  private final PrintWriter err;
  private final int total;
  private int begun;

  /**
   * Gets ready.
   *
   * @param options what the runs have in common
   * @param bayesian makes the values that Bayesian weights start from
   * @param ready what they work with
   * @param services what commands work with
   * @param err where progress is printed
   * @param total how many runs there will be
   */
  ComparedRuns(
      RunMixin options,
      RunStart.Initialiser bayesian,
      RunMixin.Ready ready,
      Services services,
      PrintWriter err,
      int total) {
    this.options = options;
    this.bayesian = bayesian;
    this.ready = ready;
    this.services = services;
    this.err = err;
    this.total = total;
  }

  /** What --twin says is of Bayesian weights alone. */
  private RunStart.Initialiser initialiser(TrainingPlan plan) {
    return plan.weights().bayesian()
        ? bayesian
        : (classifier, seed) -> NetworkVariables.of(classifier.network()).initialValues(seed);
  }

  /**
   * Checks that a run can be started. Nothing is written.
   *
   * @return what it starts from
   * @throws IllegalArgumentException if it cannot
   */
  RunStart requireStart(ComparedRun run) {
    return RunStart.of(run.plan(), run.images(), initialiser(run.plan()));
  }

  /**
   * Checks that a run can be started in its folder, or gone on with there. Nothing is written.
   *
   * @throws IllegalArgumentException if it cannot
   */
  void require(ComparedRun run) {
    run.requireSameSettings(requireStart(run).classifier().description(), ready.provider().name());
  }

  /**
   * Trains what is left to train of a run.
   *
   * @param name what it is called
   * @throws TrainingInterruptedException if the user wants an end
   */
  void execute(String name, ComparedRun run) {
    begun++;
    boolean complete = run.isComplete();
    err.printf(
        "%s, run %d of %d, %s %s%n",
        name, begun, total, complete ? "is complete in" : "in", run.folder());
    err.flush();
    if (!complete) {
      stopIfAsked();
      run.execute(options.evaluation(run.plan()), ready, initialiser(run.plan()), services, err);
    }
  }

  /**
   * What the network of a run predicts, and what it took.
   *
   * @param predictions the predictions
   * @param parameters how many numbers are trained
   * @param trainSeconds how long the training steps took; NaN if unknown
   */
  record Outcome(Predictions predictions, long parameters, double trainSeconds) {}

  /**
   * Predicts with the network that a run is judged by.
   *
   * @param others images of other kinds
   * @param progress told after each batch how many images are done
   * @throws TrainingInterruptedException if the user wants an end
   */
  Outcome predict(
      ComparedRun run,
      Backend backend,
      LabelledImages test,
      Map<String, LabelledImages> others,
      IntConsumer progress) {
    Checkpoint checkpoint = run.judged();
    try (ClassifierSession session =
        ClassifierSession.restore(
            backend, checkpoint.classifier(), services.noise(), checkpoint.values())) {
      Predictions predictions =
          Predictions.of(
              options.evaluation(run.plan()),
              session,
              test,
              others,
              done -> {
                stopIfAsked();
                progress.accept(done);
              });
      return new Outcome(predictions, session.classifier().trainableValues(), run.trainSeconds());
    }
  }

  private void stopIfAsked() {
    if (services.interruption().requested()) {
      throw new TrainingInterruptedException("stopped between runs of training");
    }
  }
}
