package org.bcnn.models.pruning;

import java.util.Map;
import org.bcnn.layer.VariationalParameter;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.prior.HostDensity;
import org.bcnn.prior.LearnedGaussianPrior;
import org.bcnn.prior.MopedPrior;
import org.bcnn.prior.Prior;
import org.bcnn.tensor.HostTensor;

/** The KL divergence from the Gaussian of one weight to its prior. */
@FunctionalInterface
interface WeightDivergence {
  /** Half of 2πe, the entropy of a standard Gaussian. */
  double ENTROPY = 0.5 * (Math.log(2 * Math.PI) + 1);

  /** Keeps the logarithm finite where a deviation underflows. */
  double SMALLEST = 1e-40;

  /** Returns the divergence of the weight at an index, of given mean and deviation, in nats. */
  double nats(int index, double mean, double deviation);

  /**
   * Returns the divergence of the weights of a parameter.
   *
   * @param values the values of variables by name
   * @throws IllegalArgumentException if the density of the prior is not known here
   */
  static WeightDivergence of(VariationalParameter parameter, Map<String, HostTensor> values) {
    Prior prior = parameter.prior();
    if (prior instanceof GaussianPrior gaussian) {
      return (index, mean, deviation) ->
          gaussian(mean - gaussian.mean(), deviation, gaussian.scale());
    }
    if (prior instanceof LearnedGaussianPrior learned) {
      String name = learned.variables(parameter.site()).get(0).name();
      double scale = Math.exp(values.get(name).item());
      return (index, mean, deviation) -> gaussian(mean, deviation, scale);
    }
    if (prior instanceof MopedPrior moped) {
      float[] means = values.get(MopedPrior.mean(parameter.site()).name()).data();
      return (index, mean, deviation) -> gaussian(mean - means[index], deviation, moped.scale());
    }
    if (prior instanceof HostDensity density) {
      return (index, mean, deviation) -> byIntegration(density, mean, deviation);
    }
    throw new IllegalArgumentException(
        String.format(
            "the divergence of single weights from the prior %s is not known: implement %s, or"
                + " rank weights by snr or l1",
            prior, HostDensity.class.getName()));
  }

  private static double gaussian(double distance, double deviation, double scale) {
    double ratio = Math.max(deviation, SMALLEST) / scale;
    double shift = distance / scale;
    return 0.5 * (ratio * ratio + shift * shift - 1) - Math.log(ratio);
  }

  /** {@code −H − ∫ q log p}, by the trapezoidal rule, a standard Gaussian over ±6 deviations. */
  private static double byIntegration(HostDensity prior, double mean, double deviation) {
    double expected = 0;
    for (int i = 0; i < Nodes.Z.length; i++) {
      expected += Nodes.WEIGHT[i] * prior.logDensity(mean + deviation * Nodes.Z[i]);
    }
    return -Math.log(Math.max(deviation, SMALLEST)) - ENTROPY - expected;
  }

  /** Places and weights of the rule. */
  final class Nodes {
    private static final int COUNT = 97;
    private static final double END = 6;
    static final double[] Z = new double[COUNT];
    static final double[] WEIGHT = new double[COUNT];

    static {
      double sum = 0;
      for (int i = 0; i < COUNT; i++) {
        Z[i] = END * (2.0 * i / (COUNT - 1) - 1);
        WEIGHT[i] = Math.exp(-0.5 * Z[i] * Z[i]);
        sum += WEIGHT[i];
      }
      for (int i = 0; i < COUNT; i++) {
        WEIGHT[i] /= sum;
      }
    }

    private Nodes() {}
  }
}
