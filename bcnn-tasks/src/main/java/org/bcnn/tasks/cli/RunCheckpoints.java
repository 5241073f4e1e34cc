package org.bcnn.tasks.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.training.BestEpoch;
import org.bcnn.tasks.training.EpochRecord;
import org.bcnn.tasks.training.NetworkSession;
import org.bcnn.tasks.training.OptimisationSettings;
import org.bcnn.tasks.training.Trainer;
import org.bcnn.tasks.training.TrainingException;
import org.bcnn.tasks.training.TrainingListener;
import org.bcnn.tasks.training.TrainingState;
import org.bcnn.tensor.HostTensor;

/**
 * The two checkpoints of a run: the last, from which it can be taken up again, and the one of the
 * epoch that predicts the validation part best. Not thread-safe.
 */
final class RunCheckpoints implements TrainingListener {
  /** The last checkpoint. */
  static final String LAST = "checkpoint.safetensors";

  /** The checkpoint of the best epoch. */
  static final String BEST = "best.safetensors";

  private final RunFolder folder;
  private final RunRecord record;
  private final NetworkSession session;
  private final Trainer trainer;

  /** The state that the last checkpoint is from; that of the start if the run has written none. */
  private TrainingState saved;

  RunCheckpoints(RunFolder folder, RunRecord record, NetworkSession session, Trainer trainer) {
    this.folder = folder;
    this.record = record;
    this.session = session;
    this.trainer = trainer;
    this.saved = trainer.state();
  }

  Path last() {
    return folder.file(LAST);
  }

  Path best() {
    return folder.file(BEST);
  }

  /**
   * Returns whether the test set is judged by the checkpoint of the best epoch, not by the last.
   */
  static boolean judgesByBest(OptimisationSettings optimisation, BestEpoch best) {
    return optimisation.patience().isPresent() && best.exists();
  }

  /**
   * Checks that the folder of a run that is gone on with has the checkpoint of its best epoch.
   *
   * @throws TrainingException if it has not; the message says what to do
   */
  static void requireBest(RunFolder folder, TrainingState state) {
    Path best = folder.file(BEST);
    if (BestEpoch.of(state.validationNlls()).exists() && !Files.exists(best)) {
      throw new TrainingException(
          String.format(
              "%s is missing, which the run wrote beside the checkpoint: put it back there, or "
                  + "start a new run",
              best));
    }
  }

  /**
   * Checks that a new run may write to a folder. The checkpoint of an earlier run would stay until
   * the first epoch is complete; a run that is killed before that would then be taken for the
   * earlier one.
   *
   * @throws TrainingException if there is one; the message says what to do
   */
  static void requireNone(Path out) {
    if (Files.exists(out.resolve(LAST))) {
      throw new TrainingException(
          String.format(
              "%s has the %s of an earlier run, which is not written over: name another folder with "
                  + "--out, go on with that run (--resume %s), or delete the folder",
              out, LAST, out));
    }
  }

  /**
   * Finds the checkpoint that is gone on from. A run that is killed in its first epoch leaves none.
   *
   * @param from the checkpoint, or the folder that has it
   * @throws TrainingException if the folder has none; the message says what to do
   */
  static Path toGoOnFrom(Path from) {
    if (!Files.isDirectory(from)) {
      return from;
    }
    Path file = from.resolve(LAST);
    if (Files.notExists(file)) {
      throw new TrainingException(
          String.format(
              "there is no %s in %s: either that is not the folder of a run, or the run ended in "
                  + "its first epoch, before there was anything to go on from; start it again, with "
                  + "its options and --out %s",
              LAST, from, from));
    }
    return file;
  }

  /** Takes note that the state the trainer has is the one of the last checkpoint. */
  void goOn() {
    saved = trainer.state();
  }

  @Override
  public void onEpoch(EpochRecord epoch) {
    save();
  }

  /** Saves what is new since the last time, if anything is. */
  void save() {
    TrainingState state = trainer.state();
    if (state.step() == saved.step()) {
      return;
    }
    Map<String, HostTensor> network = session.values();
    BestEpoch best = BestEpoch.of(state.validationNlls());
    boolean betweenEpochs = state.unfinished().examples() == 0;
    // The best one first: a run that ends between the two takes up the epoch again.
    if (!best.exists()) {
      // What may be there is of another run, and this one has nothing to put in its place.
      folder.delete(BEST);
    } else if (betweenEpochs && best.epoch() == state.history().size()) {
      write(best(), state, network);
    }
    Map<String, HostTensor> values = new LinkedHashMap<>(network);
    // Where nothing is left to train the optimiser's state, twice the size of the weights with
    // Adam, would never be read again.
    if (!record.optimisation().isOverAfter(state.validationNlls())) {
      values.putAll(trainer.optimizerState());
    }
    write(last(), state, values);
    saved = state;
  }

  private void write(Path file, TrainingState state, Map<String, HostTensor> values) {
    Checkpoints.write(
        file,
        new Checkpoint(
            record.architecture(),
            record.weights(),
            record.settings(),
            record.seed(),
            record.provenance(),
            state.texts(),
            values));
  }

  /** Says where the last checkpoint is from, and how to go on. */
  String whatIsThere() {
    if (saved.step() == 0) {
      return "This run has written no checkpoint";
    }
    int epochs = saved.history().size();
    return String.format(
        "%s is from step %d (%d %s complete); `%s --resume %s` goes on from there",
        last(),
        saved.step(),
        epochs,
        epochs == 1 ? "epoch is" : "epochs are",
        record.command(),
        folder);
  }
}
