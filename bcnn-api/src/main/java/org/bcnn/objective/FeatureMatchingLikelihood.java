package org.bcnn.objective;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;

/**
 * Feature matching (Salimans et al. 2016): the generator makes images whose features, as the
 * discriminator has them, are on average those of real images, {@code mean_f (mean_x f(x) − mean_z
 * f(G(z)))²} with means over features f and over the images of a batch. It is no logarithm of a
 * probability: with a KL divergence it makes the objective of a generalised posterior, as {@link
 * HingeLoss} does.
 *
 * @param features maps images {@code [batch, channels, height, width]} to features {@code [batch,
 *     features]}
 * @param real real images, {@code [batch, channels, height, width]}, of a batch of any size
 * @param frozen the variables of the discriminator
 */
public record FeatureMatchingLikelihood(
    UnaryOperator<Tensor> features, Tensor real, List<Variable> frozen)
    implements Likelihood<Tensor> {
  /** Copies the list. */
  public FeatureMatchingLikelihood {
    Objects.requireNonNull(features, "features");
    Objects.requireNonNull(real, "real");
    frozen = List.copyOf(frozen);
  }

  /**
   * Returns the squared distance of the mean features.
   *
   * @param images the generator's images, {@code [batch, channels, height, width]}
   * @return the mean over features, a scalar
   */
  @Override
  public Tensor negativeLogLikelihood(Tensor images) {
    Tensor wanted = features.apply(real).mean(false, 0).stopGradient();
    return features.apply(images).mean(false, 0).subtract(wanted).square().mean();
  }
}
