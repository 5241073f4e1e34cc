package org.bcnn.schedule;

import org.bcnn.spec.Provider;
import org.bcnn.spec.Registry;

/** Makes a KL schedule by name. Found by {@link java.util.ServiceLoader}. */
public interface KlScheduleProvider extends Provider<KlSchedule> {
  /**
   * Returns the schedules on the class path.
   *
   * @return the registry
   */
  static Registry<KlSchedule> registry() {
    return Registry.load("KL schedule", KlScheduleProvider.class);
  }
}
