package org.bcnn.objective;

import org.bcnn.graph.Tensor;

/**
 * What the two players of a generative adversarial network minimise, in terms of scores {@code
 * [batch, 1]} that the discriminator gives to images, high ones to those it takes for real.
 * Immutable and thread-safe.
 */
public interface AdversarialLoss {
  /**
   * Builds the loss of the discriminator.
   *
   * @param real the scores of real images, {@code [batch, 1]}
   * @param generated the scores of generated images, {@code [batch, 1]}, of a batch of any size
   * @return the mean over the real images plus that over the generated ones, a scalar
   */
  Tensor discriminator(Tensor real, Tensor generated);

  /**
   * Builds the loss of the generator.
   *
   * @param generated the scores of generated images, {@code [batch, 1]}
   * @return the mean over the images, a scalar
   */
  Tensor generator(Tensor generated);
}
