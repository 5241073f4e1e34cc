package org.bcnn.posterior;

import org.bcnn.spec.Provider;
import org.bcnn.spec.Registry;

/** Makes a family of posteriors by name. Found by {@link java.util.ServiceLoader}. */
public interface PosteriorProvider extends Provider<Posterior> {
  /**
   * Returns the families on the class path.
   *
   * @return the registry
   */
  static Registry<Posterior> registry() {
    return Registry.load("posterior", PosteriorProvider.class);
  }
}
