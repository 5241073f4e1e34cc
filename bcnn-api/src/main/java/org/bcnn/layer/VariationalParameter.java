package org.bcnn.layer;

import java.util.List;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.posterior.GaussianWeights;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.Prior;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * Weights with a mean-field Gaussian posterior, whose variables are the means μ and the ρ of {@code
 * σ = softplus(ρ)}.
 *
 * @param path the path, such as {@code conv1/weight}
 * @param shape the shape of the weights
 * @param initialDeviation the means start from {@code N(0, initialDeviation²)}
 * @param posterior how ρ starts
 * @param prior the prior
 */
public record VariationalParameter(
    String path, Shape shape, double initialDeviation, MeanFieldGaussian posterior, Prior prior)
    implements Parameter {

  private Variable mu() {
    return new Variable(path + "/mu", shape);
  }

  private Variable rho() {
    return new Variable(path + "/rho", shape);
  }

  @Override
  public List<Variable> variables() {
    return List.of(mu(), rho());
  }

  @Override
  public HostTensor initialValue(Variable variable, long seed) {
    return variable.equals(rho())
        ? InitialValues.normal(
            shape, path + "/rho", seed, posterior.rhoMean(), posterior.rhoSpread())
        : InitialValues.normal(shape, path, seed, 0, initialDeviation);
  }

  @Override
  public Tensor mean(GraphBuilder graph) {
    return graph.read(mu());
  }

  /**
   * Returns the posterior.
   *
   * @param graph the graph
   * @return the posterior over the weights
   */
  public GaussianWeights distribution(GraphBuilder graph) {
    return new GaussianWeights(graph.read(mu()), graph.read(rho()));
  }

  /**
   * Draws weights.
   *
   * @param pass the pass, whose draw addresses the noise
   * @return a sample, of the weights' shape
   */
  public Tensor sample(ForwardPass pass) {
    return distribution(pass.graph()).sample(noise(pass));
  }

  private Tensor noise(ForwardPass pass) {
    return pass.normal(path, shape);
  }

  /**
   * Returns the KL divergence from posterior to prior.
   *
   * @param pass the pass, whose draw addresses the noise of a Monte Carlo estimate; under weight
   *     sampling that is the very draw the forward pass uses
   * @param mode closed form or Monte Carlo
   * @return nats, summed over all weights: a scalar
   */
  public Tensor kl(ForwardPass pass, KlMode mode) {
    GaussianWeights q = distribution(pass.graph());
    if (mode == KlMode.AUTOMATIC) {
      return prior.closedFormKl(q).orElseGet(() -> monteCarloKl(q, pass));
    }
    return monteCarloKl(q, pass);
  }

  private Tensor monteCarloKl(GaussianWeights q, ForwardPass pass) {
    Tensor epsilon = noise(pass);
    return q.sampleLogDensity(epsilon).subtract(prior.logDensity(q.sample(epsilon)));
  }
}
