package org.bcnn.prior;

import org.bcnn.spec.Provider;
import org.bcnn.spec.Registry;

/** Makes a prior by name. Found by {@link java.util.ServiceLoader}. */
public interface PriorProvider extends Provider<Prior> {
  /**
   * Returns the priors on the class path.
   *
   * @return the registry
   */
  static Registry<Prior> registry() {
    return Registry.load("prior", PriorProvider.class);
  }
}
