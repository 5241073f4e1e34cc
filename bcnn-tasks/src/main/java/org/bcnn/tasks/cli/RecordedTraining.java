package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.report.TensorBoardEvents;
import org.bcnn.tasks.report.TrainingTables;
import org.bcnn.tasks.training.BestEpoch;
import org.bcnn.tasks.training.NetworkSession;
import org.bcnn.tasks.training.StepRecord;
import org.bcnn.tasks.training.Trainer;
import org.bcnn.tasks.training.TrainingException;
import org.bcnn.tasks.training.TrainingInterruptedException;
import org.bcnn.tasks.training.TrainingListener;
import org.bcnn.tasks.training.TrainingListeners;
import org.bcnn.tasks.training.TrainingState;

/**
 * Training that leaves tables and checkpoints in a folder, shows how it advances, and says what is
 * there when it ends before its time. The same for every task. Not thread-safe.
 */
final class RecordedTraining {
  private final RunOutput output;
  private final RunRecord record;
  private final Trainer trainer;
  private final TrainingWords words;
  private final RunCheckpoints checkpoints;

  RecordedTraining(
      RunOutput output,
      RunRecord record,
      NetworkSession session,
      Trainer trainer,
      TrainingWords words) {
    this.output = output;
    this.record = record;
    this.trainer = trainer;
    this.words = words;
    checkpoints = new RunCheckpoints(output.folder(), record, session, trainer);
  }

  /** Trains, told whom to report to and whom to ask whether to stop. */
  @FunctionalInterface
  interface Training {
    void train(TrainingListener listener, BooleanSupplier stop);
  }

  /**
   * What training came to.
   *
   * @param epochs how many epochs are complete
   * @param best the best of them
   * @param judgedByBest whether the test set is judged by that one, not by the last
   * @param seconds how long the training steps of all epochs took; NaN if that is not known of
   *     those that earlier processes completed
   * @param examplesPerSecond the rate of this process
   */
  record Outcome(
      int epochs, BestEpoch best, boolean judgedByBest, double seconds, double examplesPerSecond) {}

  /** Goes on where a checkpoint was written. */
  void resume(Checkpoint checkpoint) {
    warnOfChanges(checkpoint.provenance(), record.provenance(), output.err());
    TrainingState state = TrainingState.of(checkpoint.progress(), words.scoreNames());
    trainer.resume(state, checkpoint.values());
    checkpoints.goOn();
    output
        .err()
        .printf(
            "going on after step %d, with %d of %d epochs complete%n",
            state.step(), state.history().size(), record.optimisation().epochs());
  }

  /** Results are the same to the last bit only where everything below is. */
  static void warnOfChanges(Map<String, String> then, Map<String, String> now, PrintWriter err) {
    for (Map.Entry<String, String> fact : now.entrySet()) {
      String before = then.get(fact.getKey());
      if (before != null && !before.equals(fact.getValue())) {
        err.printf(
            "note: %s was %s and is now %s, so results may differ in the last digits from "
                + "those of a run in one go%n",
            fact.getKey(), before, fact.getValue());
      }
    }
  }

  /** Trains to the end. */
  Outcome run(Training training, BooleanSupplier stop) {
    ExampleCount trained = new ExampleCount();
    double earlierSeconds = train(training, stop, trained);
    TrainingState state = trainer.state();
    BestEpoch best = BestEpoch.of(state.validationNlls());
    sayWhichIsBest(state, best);
    return new Outcome(
        state.history().size(),
        best,
        record.judgesByBest(best),
        earlierSeconds + trainer.trainSeconds(),
        trained.total / trainer.trainSeconds());
  }

  /** Trains, and returns how long epochs took that earlier processes completed. */
  private double train(Training training, BooleanSupplier stop, TrainingListener counter) {
    RunFolder folder = output.folder();
    PrintWriter err = output.err();
    try (TrainingTables tables = new TrainingTables(folder, words.scoreNames(), trainer.state());
        TrainingProgress progress = new TrainingProgress(err, trainer.state(), words);
        TensorBoardEvents events =
            output.tensorBoard() ? new TensorBoardEvents(folder, trainer.state()) : null) {
      TrainingListener board = events == null ? TrainingListener.NONE : events;
      training.train(
          new TrainingListeners(List.of(tables, board, checkpoints, progress, counter)), stop);
      return tables.earlierSeconds();
    } catch (TrainingException diverged) {
      throw new TrainingException(diverged.getMessage() + ". " + checkpoints.whatIsThere());
    } catch (TrainingInterruptedException interrupted) {
      checkpoints.save();
      err.println(interrupted.getMessage() + ". " + checkpoints.whatIsThere());
      throw interrupted;
    }
  }

  private void sayWhichIsBest(TrainingState state, BestEpoch best) {
    PrintWriter err = output.err();
    int epochs = state.history().size();
    if (epochs < record.optimisation().epochs()) {
      err.printf("stopped early: no better validation NLL in %d epochs%n", epochs - best.epoch());
    }
    if (best.exists()) {
      err.printf(
          "best epoch: %d of %d, by the validation NLL of %.4f nats an example, in %s%n",
          best.epoch(), epochs, best.validationNll(), checkpoints.best());
    }
    err.flush();
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
