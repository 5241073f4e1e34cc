package org.bcnn.objective;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;

/**
 * The generator's side of a generative adversarial network as a likelihood of the images it makes,
 * so that a {@link VariationalObjective} adds {@code κ/N} times the KL divergence of its weights
 * (Saatchi and Wilson 2017).
 *
 * @param loss the loss
 * @param discriminator maps images {@code [batch, channels, height, width]} to the discriminator's
 *     logits {@code [batch, outputs]}
 * @param frozen the variables of the discriminator
 */
public record GeneratorLikelihood(
    AdversarialLoss loss, UnaryOperator<Tensor> discriminator, List<Variable> frozen)
    implements Likelihood<Tensor> {
  /** Copies the list. */
  public GeneratorLikelihood {
    Objects.requireNonNull(loss, "loss");
    Objects.requireNonNull(discriminator, "discriminator");
    frozen = List.copyOf(frozen);
  }

  /**
   * Returns the loss of the scores.
   *
   * @param images the generator's images, {@code [batch, channels, height, width]}
   * @return per generated image, a scalar
   */
  @Override
  public Tensor negativeLogLikelihood(Tensor images) {
    return loss.generator(DiscriminatorLogits.score(discriminator.apply(images)));
  }
}
