package org.bcnn.models.pruning;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bcnn.graph.Variable;
import org.bcnn.layer.DeterministicParameter;
import org.bcnn.layer.Parameter;
import org.bcnn.layer.VariationalParameter;
import org.bcnn.layer.WeightMask;
import org.bcnn.posterior.GaussianFamily;
import org.bcnn.tensor.HostTensor;

/**
 * A tensor of weights that can be removed, with the values that it has. Immutable; the arrays are
 * those of the values that it was made from.
 */
public final class WeightTensor {
  /** The variables of a mean-field Gaussian, without those of its prior. */
  private static final int MEAN_AND_RHO = 2;

  private final Parameter parameter;
  private final WeightMask mask;
  private final float[] means;
  private final float[] rhos;
  private final float[] kept;

  private WeightTensor(Parameter parameter, WeightMask mask, Map<String, HostTensor> values) {
    this.parameter = parameter;
    this.mask = mask;
    this.means = data(values, meanVariable());
    this.rhos = rhoVariable().map(rho -> data(values, rho)).orElse(null);
    this.kept = data(values, mask.variable());
  }

  /**
   * Reads the values of a parameter.
   *
   * @param parameter the parameter
   * @param values the values of variables by name
   * @return the weights; empty if the parameter has no mask
   * @throws IllegalArgumentException if a value is missing, or the posterior is not one of
   *     independent Gaussians
   */
  static Optional<WeightTensor> of(Parameter parameter, Map<String, HostTensor> values) {
    return parameter.mask().map(mask -> new WeightTensor(parameter, mask, values));
  }

  private static float[] data(Map<String, HostTensor> values, Variable variable) {
    HostTensor value = values.get(variable.name());
    if (value == null) {
      throw new IllegalArgumentException("there is no value of " + variable.name());
    }
    return value.data();
  }

  /**
   * Returns the path.
   *
   * @return the path, such as {@code conv1/weight}
   */
  public String path() {
    return parameter.path();
  }

  /**
   * Returns what the weights are.
   *
   * @return the parameter
   */
  public Parameter parameter() {
    return parameter;
  }

  /**
   * Returns how many weights there are, removed ones included.
   *
   * @return the number of weights
   */
  public int size() {
    return means.length;
  }

  /**
   * Returns whether a weight is there.
   *
   * @param index its place, row-major
   * @return false if it is removed
   */
  public boolean isKept(int index) {
    return kept[index] != 0;
  }

  /**
   * Returns whether the weights are distributions.
   *
   * @return false for plain values
   */
  public boolean isDistribution() {
    return rhos != null;
  }

  /**
   * Returns a mean.
   *
   * @param index the place of the weight, row-major
   * @return μ, or the plain value, as it is stored
   */
  public double mean(int index) {
    return means[index];
  }

  /**
   * Returns a standard deviation.
   *
   * @param index the place of the weight, row-major
   * @return σ (not σ², not ρ); 0 for plain values
   */
  public double deviation(int index) {
    return rhos == null ? 0 : Softplus.of(rhos[index]);
  }

  /** Returns the variable of the mask. */
  Variable maskVariable() {
    return mask.variable();
  }

  /** Returns the variable of the means, or of plain values. */
  Variable meanVariable() {
    return variational()
        .map(weights -> family(weights).mean(weights.site()))
        .orElseGet(() -> plain().variables().get(0));
  }

  /** Returns the variable that deviations come from; empty for plain values. */
  Optional<Variable> rhoVariable() {
    return variational().map(weights -> family(weights).rho(weights.site()));
  }

  /** Returns the parameter if it is a distribution. */
  Optional<VariationalParameter> variational() {
    return parameter instanceof VariationalParameter weights
        ? Optional.of(weights)
        : Optional.empty();
  }

  private DeterministicParameter plain() {
    return (DeterministicParameter) parameter;
  }

  private static GaussianFamily family(VariationalParameter weights) {
    Objects.requireNonNull(weights, "weights");
    if (weights.posterior() instanceof GaussianFamily family
        && family.variables(weights.site()).size() == MEAN_AND_RHO) {
      return family;
    }
    throw new IllegalArgumentException(
        String.format(
            "%s: pruning is for posteriors of independent Gaussian weights (mean-field), which %s "
                + "is not",
            weights.path(), weights.posterior()));
  }
}
