package org.bcnn.objective;

import java.util.List;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.DeterministicParameter;
import org.bcnn.layer.Parameter;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;
import org.bcnn.tensor.Shape;

/**
 * The Gaussian likelihood of {@link GaussianLikelihood} with a standard deviation s that is learned
 * with the network, one for all outputs. What is stored is {@code log s}, so s stays positive.
 *
 * @param targets y, {@code [batch, …]}
 * @param logDeviation log s, a scalar
 */
public record LearnedGaussianLikelihood(Tensor targets, DeterministicParameter logDeviation)
    implements Likelihood<Tensor> {
  /** Checks that there is a batch, and that the parameter is a scalar. */
  public LearnedGaussianLikelihood {
    Targets.requireBatch(targets);
    if (logDeviation.shape().rank() != 0) {
      throw new IllegalArgumentException(
          "one deviation serves all outputs: its logarithm must be a scalar, got shape "
              + logDeviation.shape());
    }
  }

  /**
   * Makes the parameter.
   *
   * @param path its path, such as {@code noise/log-deviation}
   * @param initialDeviation what s starts from
   * @return the parameter that holds log s
   */
  public static DeterministicParameter logDeviation(String path, double initialDeviation) {
    GaussianLikelihood.requireDeviation(initialDeviation);
    return new DeterministicParameter(path, Shape.scalar(), Math.log(initialDeviation), 0);
  }

  @Override
  public Tensor negativeLogLikelihood(Tensor means) {
    Targets.requireSameShape("means", means, targets);
    Tensor logarithm = logDeviation.mean(means.graph());
    Tensor squares = targets.subtract(means).square().sum();
    return squares
        .multiply(logarithm.multiply(-2).exp())
        .multiply(0.5 / Targets.batch(targets))
        .add(logarithm.add(Targets.HALF_LOG_TWO_PI).multiply(Targets.each(targets)));
  }

  /**
   * Returns the standard deviation.
   *
   * @param graph the graph
   * @return s, a scalar
   */
  public Tensor deviation(GraphBuilder graph) {
    return logDeviation.mean(graph).exp();
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(logDeviation);
  }

  /** Makes Gaussian likelihoods of learned deviation by name. */
  public static final class LearnedGaussianProvider implements LikelihoodProvider {
    static final String NAME = "gaussian-learned";
    static final String DEVIATION = "deviation";
    static final String PATH = "path";

    /** Makes the provider. */
    public LearnedGaussianProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "a number with noise of a deviation that is learned, from its mean";
    }

    @Override
    public List<Setting> settings() {
      return List.of(
          Setting.number(DEVIATION, 1, "what the standard deviation starts from"),
          new Setting(PATH, "likelihood/log-deviation", "the name of the learned variable"));
    }

    @Override
    public LikelihoodFamily create(Spec spec) {
      DeterministicParameter parameter = logDeviation(spec.text(PATH), spec.number(DEVIATION));
      return new NamedLikelihood(
          spec, 1, targets -> new LearnedGaussianLikelihood(targets, parameter));
    }
  }
}
