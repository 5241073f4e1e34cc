package org.bcnn.tasks.gan;

import java.util.Map;
import org.bcnn.tasks.training.TrainingFunction;
import org.bcnn.tensor.HostTensor;

/**
 * What a step of a player reported, from before its update.
 *
 * @param loss what it minimises, nats per example unless the loss of the game is in other units
 * @param nll the loss of the game, without the KL divergence
 * @param kl the KL divergence from posterior to prior, nats, whole network; 0 for a deterministic
 *     player
 */
public record PlayerStep(float loss, float nll, float kl) {
  static PlayerStep of(Map<String, HostTensor> outputs) {
    return new PlayerStep(
        outputs.get(TrainingFunction.LOSS).item(),
        outputs.get(TrainingFunction.NLL).item(),
        outputs.get(TrainingFunction.KL).item());
  }

  /**
   * Tells whether the game can go on from here.
   *
   * @return false if a value is NaN or infinite
   */
  public boolean isFinite() {
    return Float.isFinite(loss) && Float.isFinite(nll) && Float.isFinite(kl);
  }
}
