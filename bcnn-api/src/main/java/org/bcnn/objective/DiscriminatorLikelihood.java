package org.bcnn.objective;

import java.util.List;
import java.util.Objects;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;

/**
 * The discriminator's side of a generative adversarial network as a likelihood, so that a {@link
 * VariationalObjective} adds {@code κ/N} times the KL divergence of its weights: with N training
 * images, the posterior of Saatchi and Wilson (2017) for N real and N generated images.
 *
 * @param loss the loss
 * @param frozen the variables of the generator, which made the generated images
 */
public record DiscriminatorLikelihood(AdversarialLoss loss, List<Variable> frozen)
    implements Likelihood<DiscriminatorOutputs> {
  /** Copies the list. */
  public DiscriminatorLikelihood {
    Objects.requireNonNull(loss, "loss");
    frozen = List.copyOf(frozen);
  }

  /**
   * Returns the loss of the scores.
   *
   * @param outputs the discriminator's logits
   * @return per example: a real image and a generated one; a scalar
   */
  @Override
  public Tensor negativeLogLikelihood(DiscriminatorOutputs outputs) {
    return loss.discriminator(
        DiscriminatorLogits.score(outputs.real()), DiscriminatorLogits.score(outputs.generated()));
  }
}
