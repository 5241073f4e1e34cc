package org.bcnn.models;

import org.bcnn.spec.Provider;
import org.bcnn.spec.Registry;

/**
 * Makes a model of generative adversarial networks by name. Found by {@link
 * java.util.ServiceLoader}: a jar on the class path that lists one in {@code
 * META-INF/services/org.bcnn.models.GanProvider} adds its model to the built-in ones.
 */
public interface GanProvider extends Provider<GanModel> {
  /**
   * Returns the models on the class path.
   *
   * @return the registry
   */
  static Registry<GanModel> registry() {
    return Registry.load("GAN model", GanProvider.class);
  }
}
