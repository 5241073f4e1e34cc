package org.bcnn.objective;

import org.bcnn.graph.Tensor;

/**
 * The hinge loss (Lim and Ye 2017):
 *
 * <ul>
 *   <li>discriminator: {@code max(0, 1 − score(x)) + max(0, 1 + score(G(z)))}
 *   <li>generator: {@code −score(G(z))}
 * </ul>
 *
 * <p>It is no logarithm of a probability. With a KL divergence it makes the objective of a
 * generalised posterior, {@code p(w) exp(−N loss)} (Bissiri, Holmes and Walker 2016), whose scale
 * is that of the scores and no likelihood's.
 */
public record HingeLoss() implements AdversarialLoss {
  @Override
  public Tensor discriminator(Tensor real, Tensor generated) {
    return real.negate().add(1).relu().mean().add(generated.add(1).relu().mean());
  }

  @Override
  public Tensor generator(Tensor generated) {
    return generated.mean().negate();
  }
}
