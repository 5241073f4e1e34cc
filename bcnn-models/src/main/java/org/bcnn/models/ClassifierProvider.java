package org.bcnn.models;

import org.bcnn.spec.Provider;
import org.bcnn.spec.Registry;

/**
 * Makes a model by name. Found by {@link java.util.ServiceLoader}: a jar on the class path that
 * lists one in {@code META-INF/services/org.bcnn.models.ClassifierProvider} adds its model to the
 * built-in ones.
 */
public interface ClassifierProvider extends Provider<ClassifierModel> {
  /**
   * Returns the models on the class path.
   *
   * @return the registry
   */
  static Registry<ClassifierModel> registry() {
    return Registry.load("model", ClassifierProvider.class);
  }
}
