package org.bcnn.objective;

import org.bcnn.spec.Provider;
import org.bcnn.spec.Registry;

/** Makes a kind of likelihood by name. Found by {@link java.util.ServiceLoader}. */
public interface LikelihoodProvider extends Provider<LikelihoodFamily> {
  /**
   * Returns the likelihoods on the class path.
   *
   * @return the registry
   */
  static Registry<LikelihoodFamily> registry() {
    return Registry.load("likelihood", LikelihoodProvider.class);
  }
}
