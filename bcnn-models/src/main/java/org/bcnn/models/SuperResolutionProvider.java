package org.bcnn.models;

import org.bcnn.spec.Provider;
import org.bcnn.spec.Registry;

/**
 * Makes a super-resolution model by name. Found by {@link java.util.ServiceLoader}: a jar on the
 * class path that lists one in {@code META-INF/services/org.bcnn.models.SuperResolutionProvider}
 * adds its model to the built-in ones.
 */
public interface SuperResolutionProvider extends Provider<SuperResolutionModel> {
  /**
   * Returns the models on the class path.
   *
   * @return the registry
   */
  static Registry<SuperResolutionModel> registry() {
    return Registry.load("super-resolution model", SuperResolutionProvider.class);
  }
}
