package org.bcnn.optimizer;

import org.bcnn.spec.Provider;
import org.bcnn.spec.Registry;

/** Makes an optimiser by name. Found by {@link java.util.ServiceLoader}. */
public interface OptimizerProvider extends Provider<Optimizer> {
  /**
   * Returns the optimisers on the class path.
   *
   * @return the registry
   */
  static Registry<Optimizer> registry() {
    return Registry.load("optimizer", OptimizerProvider.class);
  }
}
