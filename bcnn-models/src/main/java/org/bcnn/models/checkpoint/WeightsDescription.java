package org.bcnn.models.checkpoint;

import java.util.Objects;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.posterior.Posterior;
import org.bcnn.prior.Prior;

/**
 * What the weights of a network are, in a form that can be stored: the description of a {@link
 * ParameterFactory}. Immutable and thread-safe.
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
   * Returns whether the weights are distributions.
   *
   * @return true for variational weights
   */
  boolean bayesian();

  /**
   * Returns what makes such weights.
   *
   * @return the factory
   */
  ParameterFactory factory();

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
    public boolean bayesian() {
      return true;
    }

    @Override
    public ParameterFactory factory() {
      return ParameterFactory.variational(posterior, prior);
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
      if (!(gain >= 0) || !Double.isFinite(gain)) {
        throw new IllegalArgumentException("the gain must be finite and >= 0, got " + gain);
      }
    }

    @Override
    public boolean bayesian() {
      return false;
    }

    @Override
    public ParameterFactory factory() {
      return ParameterFactory.deterministic(gain);
    }
  }
}
