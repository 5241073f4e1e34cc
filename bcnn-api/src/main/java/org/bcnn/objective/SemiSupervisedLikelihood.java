package org.bcnn.objective;

import java.util.List;
import java.util.Objects;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;

/**
 * The loss of a discriminator that classifies (Salimans et al. 2016), of logits of K classes and of
 * one more, of being generated:
 *
 * <p>{@code λ mean(−log p(y | x, y ≤ K)) + mean(−log p(y ≤ K | x)) + mean(−log p(y = K+1 | G(z)))},
 *
 * <p>the first over images with labels, the others as in {@link DiscriminatorLikelihood}, which
 * with the {@link NonSaturatingLoss} are these very logarithms.
 *
 * @param adversarial the terms without labels
 * @param oneHotLabels the labels of the labelled images, {@code [labelled, K]}, a one at each label
 * @param labelWeight λ: 1 as published; the number of labelled images over N for the likelihood of
 *     all images, each once
 */
public record SemiSupervisedLikelihood(
    DiscriminatorLikelihood adversarial, Tensor oneHotLabels, double labelWeight)
    implements Likelihood<DiscriminatorOutputs> {
  /** Checks that nothing is null and the weight finite and not negative. */
  public SemiSupervisedLikelihood {
    Objects.requireNonNull(adversarial, "adversarial");
    Objects.requireNonNull(oneHotLabels, "oneHotLabels");
    if (!(labelWeight >= 0) || Double.isInfinite(labelWeight)) {
      throw new IllegalArgumentException(
          "the weight of labels must be finite and at least 0, got " + labelWeight);
    }
  }

  /**
   * Returns the loss.
   *
   * @param outputs the discriminator's logits, those of labelled images among them
   * @return nats per example, a scalar
   * @throws IllegalArgumentException if there are no labelled images, or they do not fit the labels
   */
  @Override
  public Tensor negativeLogLikelihood(DiscriminatorOutputs outputs) {
    Tensor labelled =
        outputs
            .labelled()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "a semi-supervised loss needs logits of labelled images"));
    Tensor ofClasses =
        new CategoricalLikelihood(oneHotLabels)
            .negativeLogLikelihood(DiscriminatorLogits.classes(labelled));
    return ofClasses.multiply(labelWeight).add(adversarial.negativeLogLikelihood(outputs));
  }

  @Override
  public List<Variable> frozen() {
    return adversarial.frozen();
  }
}
