package org.bcnn.posterior;

import java.util.Optional;
import java.util.function.BinaryOperator;
import org.bcnn.graph.Tensor;

/**
 * A posterior over a tensor of weights, as graph values. What not every family can do is optional;
 * an estimator that needs it says so when the model is built.
 */
public interface WeightDistribution {
  /**
   * Returns the means.
   *
   * @return μ, of the weights' shape
   */
  Tensor mean();

  /**
   * Returns the marginal variance of each weight.
   *
   * @return the variances, of the weights' shape
   */
  Tensor variance();

  /**
   * Draws weights, a differentiable function of the noise.
   *
   * @param noise where the noise comes from
   * @return the draw, with its log density
   */
  WeightDraw draw(WeightNoise noise);

  /**
   * Returns the differential entropy where it has a closed form.
   *
   * @return nats, of all weights together: a scalar; empty without a closed form
   */
  default Optional<Tensor> entropy() {
    return Optional.empty();
  }

  /**
   * Returns the variance of a layer's outputs, which local reparameterisation needs. The outputs
   * must be Gaussian, so this is for Gaussian families.
   *
   * @param x the layer's input
   * @param product the layer's map of input and weights to outputs, linear in each
   * @return the variances, of the outputs' shape; empty if the family cannot tell
   */
  default Optional<Tensor> outputVariance(Tensor x, BinaryOperator<Tensor> product) {
    return Optional.empty();
  }

  /**
   * Returns a draw's deviation from the means, which flipout needs: weights must be independent,
   * and each symmetric about its mean, so that flipping signs gives another draw of the same
   * distribution.
   *
   * @param noise where the noise comes from
   * @return the deviation, of the weights' shape; empty if weights depend on each other
   */
  default Optional<Tensor> independentDeviation(WeightNoise noise) {
    return Optional.empty();
  }

  /**
   * Returns the distribution of which some weights are removed, that is, are 0 with certainty:
   * means, variances, draws and gradients of these must be exactly 0, and entropy and log density
   * those of the weights that are left.
   *
   * @param mask 1 for a weight that is left, 0 for one that is removed; of the weights' shape
   * @return the distribution; empty if the family has none with weights removed
   */
  default Optional<WeightDistribution> masked(Tensor mask) {
    return Optional.empty();
  }
}
