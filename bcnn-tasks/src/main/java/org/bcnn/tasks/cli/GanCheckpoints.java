package org.bcnn.tasks.cli;

import java.nio.file.Path;
import java.util.Map;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.gan.GameEpoch;
import org.bcnn.tasks.gan.GameListener;
import org.bcnn.tasks.gan.GameState;
import org.bcnn.tasks.gan.GanPlan;
import org.bcnn.tasks.gan.GanTrainer;
import org.bcnn.tasks.report.RunFolder;

/**
 * The checkpoint of a game, of its generator with the values of everything else beside: the
 * discriminator, both optimisers and the moving average. One file, as players of different rounds
 * would be another game. Not thread-safe.
 */
final class GanCheckpoints implements GameListener {
  private final RunFolder folder;
  private final GanPlan plan;
  private final Map<String, String> settings;
  private final Map<String, String> provenance;
  private final GanTrainer trainer;

  /** The round that the last checkpoint is from; that of the start if the run has written none. */
  private long saved;

  GanCheckpoints(
      RunFolder folder,
      GanPlan plan,
      Map<String, String> settings,
      Map<String, String> provenance,
      GanTrainer trainer) {
    this.folder = folder;
    this.plan = plan;
    this.settings = settings;
    this.provenance = provenance;
    this.trainer = trainer;
    saved = trainer.state().round();
  }

  private Path file() {
    return folder.file(RunCheckpoints.LAST);
  }

  @Override
  public void onEpoch(GameEpoch epoch) {
    save();
  }

  /** Saves what is new since the last time, if anything is. */
  void save() {
    GameState state = trainer.state();
    if (state.round() == saved) {
      return;
    }
    Checkpoints.write(
        file(),
        new Checkpoint(
            trainer.game().generator().player().description(),
            plan.weights().generator(),
            settings,
            plan.seed(),
            provenance,
            state.texts(),
            trainer.session().values()));
    saved = state.round();
  }

  /** Says where the last checkpoint is from, and how to go on. */
  String whatIsThere() {
    if (saved == 0) {
      return "This run has written no checkpoint";
    }
    return String.format(
        "%s is from round %d; `bcnn gan train --resume %s` goes on from there",
        file(), saved, folder);
  }
}
