package org.bcnn.models;

import java.util.Objects;
import java.util.Set;
import org.bcnn.layer.Network;
import org.bcnn.layer.Parameter;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.posterior.Posterior;
import org.bcnn.prior.Prior;

/**
 * What the weights of a network are, in a form that can be stored: the description of a {@link
 * ParameterFactory}. Immutable and thread-safe.
 *
 * <p>Networks of different kinds are twins: where gain and seed are the same, plain weights start
 * from the values that the means of a mean-field Gaussian start from.
 */
public sealed interface WeightsDescription {
  /**
   * Describes weights that are distributions.
   *
   * @param posterior the family of posteriors
   * @param prior the prior of every weight
   * @return the description
   */
  static WeightsDescription variational(Posterior posterior, Prior prior) {
    return new Variational(posterior, prior);
  }

  /**
   * Describes weights that are distributions in the last layers only.
   *
   * @param layers how many layers with weights are Bayesian, counted from the output
   * @param posterior the family of their posteriors
   * @param prior the prior of each of their weights
   * @param gain the weights before them start from {@code N(0, gain² / fanIn)}
   * @return the description
   * @throws IllegalArgumentException if there is to be no Bayesian layer, or the gain is negative
   *     or not finite
   */
  static WeightsDescription variationalLast(
      int layers, Posterior posterior, Prior prior, double gain) {
    return new VariationalLast(layers, posterior, prior, gain);
  }

  /**
   * Describes weights with plain values.
   *
   * @param gain weights start from {@code N(0, gain² / fanIn)}
   * @return the description
   * @throws IllegalArgumentException if the gain is negative or not finite
   */
  static WeightsDescription deterministic(double gain) {
    return new Deterministic(gain);
  }

  /**
   * Describes the same weights with masks, by which they can be removed. Biases are not, as there
   * are few of them.
   *
   * @return weights that can be removed; the same description if these can
   */
  default WeightsDescription pruned() {
    return new Pruned(this);
  }

  /**
   * Describes the same weights without masks.
   *
   * @return weights that cannot be removed; the same description if these cannot
   */
  default WeightsDescription unpruned() {
    return this;
  }

  /**
   * Describes the deterministic twin: plain weights that start from the means that these start
   * from.
   *
   * @return plain weights; the same description if these are plain
   */
  WeightsDescription twin();

  /**
   * Returns whether any weights are distributions.
   *
   * @return true for variational weights
   */
  boolean bayesian();

  /**
   * Returns what makes such weights for a network.
   *
   * @param network builds the network with given weights; called once at most, to find its layers
   * @return the factory
   * @throws IllegalArgumentException if the network has fewer layers than are to be Bayesian
   */
  ParameterFactory factory(NetworkBuilder network);

  /** Builds a network with given weights. */
  @FunctionalInterface
  interface NetworkBuilder {
    /**
     * Builds the network.
     *
     * @param weights makes its weights
     * @return the network
     */
    Network<?, ?> build(ParameterFactory weights);
  }

  /**
   * Weights that are distributions.
   *
   * @param posterior the family of posteriors
   * @param prior the prior of every weight
   */
  record Variational(Posterior posterior, Prior prior) implements WeightsDescription {
    /** Checks that nothing is null. */
    public Variational {
      Objects.requireNonNull(posterior, "posterior");
      Objects.requireNonNull(prior, "prior");
    }

    @Override
    public WeightsDescription twin() {
      return deterministic(posterior.meanGain());
    }

    @Override
    public boolean bayesian() {
      return true;
    }

    @Override
    public ParameterFactory factory(NetworkBuilder network) {
      return ParameterFactory.variational(posterior, prior);
    }
  }

  /**
   * Weights that are distributions in the last layers and plain values before them.
   *
   * @param layers how many layers with weights are Bayesian, counted from the output
   * @param posterior the family of their posteriors
   * @param prior the prior of each of their weights
   * @param gain the weights before them start from {@code N(0, gain² / fanIn)}
   */
  record VariationalLast(int layers, Posterior posterior, Prior prior, double gain)
      implements WeightsDescription {
    /** Checks that there is a layer, nothing is null, and the gain is finite and not negative. */
    public VariationalLast {
      Objects.requireNonNull(posterior, "posterior");
      Objects.requireNonNull(prior, "prior");
      requireGain(gain);
      if (layers < 1) {
        throw new IllegalArgumentException(
            "at least 1 layer must be Bayesian, got "
                + layers
                + "; describe a network without any as deterministic");
      }
    }

    @Override
    public WeightsDescription twin() {
      return deterministic(gain);
    }

    @Override
    public boolean bayesian() {
      return true;
    }

    @Override
    public ParameterFactory factory(NetworkBuilder network) {
      Set<String> last = Set.copyOf(WeightLayers.of(network).last(layers));
      ParameterFactory variational = ParameterFactory.variational(posterior, prior);
      ParameterFactory plain = ParameterFactory.deterministic(gain);
      return site ->
          (last.contains(WeightLayers.layer(site.path())) ? variational : plain).create(site);
    }
  }

  /**
   * Weights with plain values.
   *
   * @param gain weights start from {@code N(0, gain² / fanIn)}
   */
  record Deterministic(double gain) implements WeightsDescription {
    /** Checks that the gain is finite and not negative. */
    public Deterministic {
      requireGain(gain);
    }

    @Override
    public WeightsDescription twin() {
      return this;
    }

    @Override
    public boolean bayesian() {
      return false;
    }

    @Override
    public ParameterFactory factory(NetworkBuilder network) {
      return ParameterFactory.deterministic(gain);
    }
  }

  /**
   * Weights that can be removed: beside each tensor of weights there is a mask. Biases have none.
   *
   * @param unpruned the same weights without masks
   */
  record Pruned(WeightsDescription unpruned) implements WeightsDescription {
    /** Checks that the weights have no masks yet. */
    public Pruned {
      if (unpruned instanceof Pruned) {
        throw new IllegalArgumentException("the weights have masks already");
      }
      Objects.requireNonNull(unpruned, "unpruned");
    }

    @Override
    public WeightsDescription pruned() {
      return this;
    }

    /** Describes plain weights without masks: a twin starts training anew. */
    @Override
    public WeightsDescription twin() {
      return unpruned.twin();
    }

    @Override
    public boolean bayesian() {
      return unpruned.bayesian();
    }

    @Override
    public ParameterFactory factory(NetworkBuilder network) {
      ParameterFactory weights = unpruned.factory(network);
      return site -> {
        Parameter parameter = weights.create(site);
        return site.fanIn() > 0 ? parameter.withMask() : parameter;
      };
    }
  }

  private static void requireGain(double gain) {
    if (!(gain >= 0) || !Double.isFinite(gain)) {
      throw new IllegalArgumentException("the gain must be finite and >= 0, got " + gain);
    }
  }
}
