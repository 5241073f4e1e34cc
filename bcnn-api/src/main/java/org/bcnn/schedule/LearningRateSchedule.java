package org.bcnn.schedule;

import org.bcnn.spec.Spec;

/** How the learning rate changes over a run. Immutable; the same bits on every platform. */
@FunctionalInterface
public interface LearningRateSchedule {
  /**
   * Returns the factor on the learning rate that the run was given.
   *
   * @param progress how far the run is
   * @return the factor of this step, at least 0
   */
  double factor(TrainingProgress progress);

  /**
   * Returns the name and settings that a {@link LearningRateScheduleProvider} makes this from.
   *
   * @return the specification, which a checkpoint stores
   * @throws UnsupportedOperationException if there is none
   */
  default Spec spec() {
    throw new UnsupportedOperationException(
        getClass().getName() + " has no name to be stored under: override spec()");
  }
}
