package org.bcnn.tasks.gan;

import java.util.Map;
import org.bcnn.backend.Backend;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Variable;
import org.bcnn.models.Discriminator;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.gan.measure.DiscriminatorPredictor;
import org.bcnn.tensor.HostTensor;

/** How often a discriminator finds the class, by 10 draws of its weights. */
final class DiscriminatorAccuracy {
  private DiscriminatorAccuracy() {}

  static double of(Backend backend, TrainedGan players, LabelledImages images) {
    return of(backend, players.discriminator(), players.discriminatorValues(), images);
  }

  static double of(
      Backend backend,
      Discriminator discriminator,
      Map<Variable, HostTensor> values,
      LabelledImages images) {
    try (Session session = backend.openSession()) {
      session.setAll(values);
      try (DiscriminatorPredictor predictor =
          new DiscriminatorPredictor(session, discriminator, NoiseSource.PORTABLE, 10)) {
        return predictor
            .classification(images, new NoiseSeed(1, 1L << 41))
            .calibration()
            .accuracy();
      }
    }
  }
}
