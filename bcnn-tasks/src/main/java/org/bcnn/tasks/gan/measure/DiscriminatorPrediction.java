package org.bcnn.tasks.gan.measure;

import java.util.Objects;
import java.util.Optional;
import org.bcnn.uncertainty.PredictiveDistribution;

/**
 * What a discriminator says of images under several draws of its weights. Immutable and
 * thread-safe.
 *
 * @param real the probabilities of being real and of being generated, {@code [draws, images, 2]}
 * @param classes those of the K classes, given that an image is real, {@code [draws, images, K]};
 *     empty if the discriminator does not classify
 */
public record DiscriminatorPrediction(
    PredictiveDistribution real, Optional<PredictiveDistribution> classes) {
  /** Where the probability of being real is. */
  public static final int REAL = 0;

  /** Where the probability of being generated is. */
  public static final int GENERATED = 1;

  /** Checks that there are two outcomes, and as many draws and images of classes. */
  public DiscriminatorPrediction {
    Objects.requireNonNull(classes, "classes");
    if (real.classes() != 2) {
      throw new IllegalArgumentException(
          "an image is real or generated, but there are " + real.classes() + " outcomes");
    }
    classes.ifPresent(
        known -> {
          if (known.draws() != real.draws() || known.examples() != real.examples()) {
            throw new IllegalArgumentException(
                String.format(
                    "%d draws of %d images do not have classes of %d draws of %d",
                    real.draws(), real.examples(), known.draws(), known.examples()));
          }
        });
  }
}
