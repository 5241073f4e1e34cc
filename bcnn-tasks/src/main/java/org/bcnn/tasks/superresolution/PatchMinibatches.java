package org.bcnn.tasks.superresolution;

import java.util.Map;
import org.bcnn.tasks.training.Minibatch;
import org.bcnn.tasks.training.MinibatchSource;

/**
 * Patches as minibatches of a {@link SuperResolutionTask}. Safe for use by any number of threads.
 *
 * @param patches the patches
 */
public record PatchMinibatches(PatchSource patches) implements MinibatchSource {
  @Override
  public int examples() {
    return patches.settings().perEpoch();
  }

  @Override
  public int perEpoch() {
    return patches.perEpoch();
  }

  @Override
  public Minibatch at(Place place) {
    Patches made = patches.at(place.epoch(), place.number());
    return new Minibatch(
        made.size(),
        Map.of(SuperResolutionTask.LOW, made.low(), SuperResolutionTask.HIGH, made.high()));
  }
}
