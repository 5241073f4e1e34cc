package org.bcnn.schedule;

import org.bcnn.spec.Provider;
import org.bcnn.spec.Registry;

/** Makes a learning rate schedule by name. Found by {@link java.util.ServiceLoader}. */
public interface LearningRateScheduleProvider extends Provider<LearningRateSchedule> {
  /**
   * Returns the schedules on the class path.
   *
   * @return the registry
   */
  static Registry<LearningRateSchedule> registry() {
    return Registry.load("learning rate schedule", LearningRateScheduleProvider.class);
  }
}
