package org.bcnn.objective;

import org.bcnn.graph.Tensor;

/**
 * The non-saturating loss (Goodfellow et al. 2014), in nats per example. A score is the logit of an
 * image's being real, {@code D(x) = 1 / (1 + e^−score)}:
 *
 * <ul>
 *   <li>discriminator: {@code −(1 − s) log D(x) − s log(1 − D(x)) − log(1 − D(G(z)))}
 *   <li>generator: {@code −log D(G(z))}
 * </ul>
 *
 * <p>Every term is a softplus of a score, so that there is no logarithm of a D that was rounded to
 * 0 or 1. They are negative log-likelihoods, with which a KL divergence makes a negative evidence
 * lower bound (Saatchi and Wilson 2017).
 *
 * @param smoothing s, by which the label of real images is lower than 1, and that of generated ones
 *     is not higher than 0: one-sided label smoothing (Salimans et al. 2016); at least 0 and under
 *     0.5
 */
public record NonSaturatingLoss(double smoothing) implements AdversarialLoss {
  /** Checks the smoothing. */
  public NonSaturatingLoss {
    if (!(smoothing >= 0 && smoothing < 0.5)) {
      throw new IllegalArgumentException(
          "the smoothing of labels must be at least 0 and under 0.5, got " + smoothing);
    }
  }

  @Override
  public Tensor discriminator(Tensor real, Tensor generated) {
    Tensor right = real.negate().softplus().mean();
    Tensor wrong = real.softplus().mean();
    Tensor ofReal =
        smoothing == 0 ? right : right.multiply(1 - smoothing).add(wrong.multiply(smoothing));
    return ofReal.add(generated.softplus().mean());
  }

  @Override
  public Tensor generator(Tensor generated) {
    return generated.negate().softplus().mean();
  }
}
