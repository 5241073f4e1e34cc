package org.bcnn.tasks.cli;

import java.util.Map;
import org.bcnn.models.NetworkDescription;
import org.bcnn.models.WeightsDescription;
import org.bcnn.tasks.training.BestEpoch;
import org.bcnn.tasks.training.OptimisationSettings;

/**
 * What a run writes into its checkpoints beside values and progress, and how it is gone on with.
 *
 * @param architecture what the network is built from
 * @param weights what its weights are
 * @param settings how it is trained, and on what
 * @param seed the seed
 * @param provenance versions and machine
 * @param optimisation when training is over
 * @param command the command that goes on with it, such as {@code bcnn classify train}
 */
record RunRecord(
    NetworkDescription architecture,
    WeightsDescription weights,
    Map<String, String> settings,
    long seed,
    Map<String, String> provenance,
    OptimisationSettings optimisation,
    String command) {

  /**
   * Returns whether the test set is judged by the checkpoint of the best epoch, not by the last.
   */
  boolean judgesByBest(BestEpoch best) {
    return RunCheckpoints.judgesByBest(optimisation, best);
  }
}
