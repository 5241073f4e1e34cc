package org.bcnn.models;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.graph.Variable;
import org.bcnn.layer.DeterministicParameter;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.layer.Parameter;
import org.bcnn.layer.VariationalParameter;
import org.bcnn.posterior.GaussianFamily;
import org.bcnn.posterior.WeightSite;
import org.bcnn.prior.MopedPrior;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * Starts a Bayesian network at its trained deterministic twin (MOPED: Krishnan, Subedar and Tickoo,
 * <i>Specifying weight priors in Bayesian deep neural networks with empirical Bayes</i>, AAAI
 * 2020): posterior means are the twin's weights w, deviations are {@code σ = delta · |w|}, and a
 * {@link MopedPrior}, where the network has one, is centred on w.
 *
 * <p>The posterior must be of a {@link GaussianFamily}; any prior will do. Immutable and
 * thread-safe.
 *
 * @param delta σ as a fraction of the size of each weight
 * @param smallestWeight weights nearer to 0 than this get the σ of this size, since with σ = 0 they
 *     would not be uncertain at all
 */
public record Moped(double delta, double smallestWeight) {
  /** A tenth of each weight's size, and at least 0.0001. */
  public static final Moped DEFAULT = new Moped(0.1, 0.001);

  /** Checks that both are finite and positive. */
  public Moped {
    if (!(delta > 0) || !(smallestWeight > 0) || !Double.isFinite(delta + smallestWeight)) {
      throw new IllegalArgumentException(
          "MOPED needs delta > 0 and a smallest weight > 0, got "
              + delta
              + " and "
              + smallestWeight);
    }
  }

  /**
   * Returns what a network starts from at its twin. Other variables, such as the directions of a
   * low-rank posterior or a learned scale, are not among them and keep their own initial values.
   *
   * @param network the Bayesian network; parameters with plain values, and what layers keep, get
   *     the twin's values as they are
   * @param twin the twin's values by variable: {@code conv1/weight} is the twin of {@code
   *     conv1/weight/mu}; values of other variables are left alone
   * @return the initial values of means, ρ, means of MOPED priors, plain weights and buffers of
   *     layers
   * @throws IllegalArgumentException if the network has no distributions, a value is missing or of
   *     another shape, or a posterior cannot be started around weights; the message names it
   */
  public Map<Variable, HostTensor> initialValues(
      NetworkVariables network, Map<String, HostTensor> twin) {
    if (network.variational().isEmpty()) {
      throw new IllegalArgumentException(
          "MOPED starts a Bayesian network at its deterministic twin; this network has no"
              + " distributions");
    }
    requireAll(network, twin);
    Map<Variable, HostTensor> values = new LinkedHashMap<>();
    List<Variable> ofPriors = new ArrayList<>();
    for (Parameter parameter : network.parameters()) {
      HostTensor weights = value(twin, parameter.path(), parameter.shape());
      if (parameter instanceof VariationalParameter variational) {
        WeightSite site = variational.site();
        GaussianFamily family = family(variational);
        values.put(family.mean(site), weights);
        values.put(family.rho(site), rhos(weights));
        ofPriors.addAll(variational.prior().buffers(site));
        if (variational.prior() instanceof MopedPrior) {
          values.put(MopedPrior.mean(site), weights);
        }
      } else if (parameter instanceof DeterministicParameter) {
        parameter.variables().forEach(variable -> values.put(variable, weights));
      }
    }
    for (Variable buffer : network.buffers()) {
      if (!ofPriors.contains(buffer)) {
        values.put(buffer, value(twin, buffer.name(), buffer.shape()));
      }
    }
    return Collections.unmodifiableMap(values);
  }

  private static void requireAll(NetworkVariables network, Map<String, HostTensor> twin) {
    List<String> missing =
        network.parameters().stream()
            .map(Parameter::path)
            .filter(path -> !twin.containsKey(path))
            .toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              "the twin has no values of %s; MOPED needs a deterministic network of the same"
                  + " architecture",
              String.join(", ", missing)));
    }
  }

  private static HostTensor value(Map<String, HostTensor> twin, String name, Shape shape) {
    HostTensor value = twin.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          String.format(
              "the twin has no value of %s; MOPED needs a deterministic network of the same"
                  + " architecture",
              name));
    }
    if (!value.shape().equals(shape)) {
      throw new IllegalArgumentException(
          String.format(
              "the twin's value of %s has the shape %s, but the network needs %s; MOPED needs a"
                  + " deterministic network of the same architecture",
              name, value.shape(), shape));
    }
    return value;
  }

  private static GaussianFamily family(VariationalParameter parameter) {
    if (parameter.posterior() instanceof GaussianFamily family) {
      return family;
    }
    throw new IllegalArgumentException(
        String.format(
            "%s: MOPED starts Gaussian posteriors (implementations of GaussianFamily), which %s is"
                + " not",
            parameter.path(), parameter.posterior()));
  }

  private HostTensor rhos(HostTensor weights) {
    float[] rhos = new float[weights.data().length];
    for (int i = 0; i < rhos.length; i++) {
      rhos[i] =
          (float) inverseSoftplus(delta * Math.max(smallestWeight, Math.abs(weights.data()[i])));
    }
    return HostTensor.of(weights.shape(), rhos);
  }

  /**
   * {@code log(exp(σ) − 1)}, written so that neither a large σ overflows nor a small one cancels.
   */
  private static double inverseSoftplus(double sigma) {
    return sigma + Math.log(-Math.expm1(-sigma));
  }
}
