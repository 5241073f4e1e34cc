package org.bcnn.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.posterior.Posterior;
import org.bcnn.posterior.WeightDistribution;
import org.bcnn.posterior.WeightDraw;
import org.bcnn.posterior.WeightSite;
import org.bcnn.prior.Prior;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * Weights that are a distribution, with a prior.
 *
 * @param site where the weights are
 * @param posterior the family of their posterior
 * @param prior their prior
 * @param masked whether weights can be removed: they are then 0 with certainty, and the divergence
 *     is that of the weights that are left
 */
public record VariationalParameter(
    WeightSite site, Posterior posterior, Prior prior, boolean masked) implements Parameter {
  /** Checks that nothing is null. */
  public VariationalParameter {
    Objects.requireNonNull(site, "site");
    Objects.requireNonNull(posterior, "posterior");
    Objects.requireNonNull(prior, "prior");
  }

  /**
   * Weights that cannot be removed.
   *
   * @param site where the weights are
   * @param posterior the family of their posterior
   * @param prior their prior
   */
  public VariationalParameter(WeightSite site, Posterior posterior, Prior prior) {
    this(site, posterior, prior, false);
  }

  @Override
  public VariationalParameter withMask() {
    return new VariationalParameter(site, posterior, prior, true);
  }

  @Override
  public Optional<WeightMask> mask() {
    return masked ? Optional.of(new WeightMask(path(), shape())) : Optional.empty();
  }

  @Override
  public String path() {
    return site.path();
  }

  @Override
  public Shape shape() {
    return site.shape();
  }

  /** Returns those of the posterior, then those of a prior that is learned. */
  @Override
  public List<Variable> variables() {
    List<Variable> variables = new ArrayList<>(posterior.variables(site));
    variables.addAll(prior.variables(site));
    return List.copyOf(variables);
  }

  @Override
  public List<Buffer> buffers() {
    List<Buffer> buffers = new ArrayList<>();
    prior
        .buffers(site)
        .forEach(variable -> buffers.add(new Buffer(variable, prior.initialValue(variable, site))));
    mask().ifPresent(mask -> buffers.add(mask.buffer()));
    return List.copyOf(buffers);
  }

  @Override
  public HostTensor initialValue(Variable variable, long seed) {
    return prior.variables(site).contains(variable)
        ? prior.initialValue(variable, site)
        : posterior.initialValue(variable, site, seed);
  }

  @Override
  public Tensor mean(GraphBuilder graph) {
    return distribution(graph).mean();
  }

  /**
   * Returns the posterior.
   *
   * @param graph the graph
   * @return the posterior over the weights; removed ones are 0 with certainty
   * @throws IllegalArgumentException if weights can be removed and the family has no such
   *     distribution
   */
  public WeightDistribution distribution(GraphBuilder graph) {
    WeightDistribution all = posterior.read(graph, site);
    return mask().map(mask -> masked(all, mask.read(graph))).orElse(all);
  }

  private WeightDistribution masked(WeightDistribution all, Tensor mask) {
    return all.masked(mask)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        "%s: weights of the posterior %s cannot be removed: it depends on all of "
                            + "them together; prune a network of mean-field posteriors",
                        site.path(), posterior)));
  }

  /**
   * Draws weights.
   *
   * @param pass the pass, whose draw addresses the noise
   * @return a sample, of the weights' shape
   */
  public Tensor sample(ForwardPass pass) {
    return distribution(pass.graph()).draw(pass.weightNoise()).weights();
  }

  /**
   * Returns the KL divergence from posterior to prior. Weights that are removed are no part of it.
   *
   * @param pass the pass, whose draw addresses the noise of a Monte Carlo estimate; under weight
   *     sampling that is the very draw the forward pass uses
   * @param mode closed form or Monte Carlo
   * @return nats, summed over all weights: a scalar
   * @throws IllegalArgumentException if a closed form is asked for and there is none
   */
  public Tensor kl(ForwardPass pass, KlMode mode) {
    return pass.graph().within(site.path(), () -> buildKl(pass, mode));
  }

  private Tensor buildKl(ForwardPass pass, KlMode mode) {
    Tensor ofAll = klOfAll(pass, mode);
    // The zeros that removed weights are have no entropy, but the prior's density counts them.
    return mask()
        .map(mask -> mask.read(pass.graph()).negate().add(1))
        .map(removed -> ofAll.add(prior.logDensityAtZero(removed, site)))
        .orElse(ofAll);
  }

  private Tensor klOfAll(ForwardPass pass, KlMode mode) {
    WeightDistribution q = distribution(pass.graph());
    if (mode == KlMode.MONTE_CARLO) {
      return monteCarloKl(q, pass);
    }
    Optional<Tensor> closedForm = prior.closedFormKl(q, site);
    if (closedForm.isEmpty() && mode == KlMode.CLOSED_FORM) {
      throw new IllegalArgumentException(
          String.format(
              "%s: the KL divergence from %s to %s has no closed form; use KlMode.AUTOMATIC or"
                  + " MONTE_CARLO",
              site.path(), posterior, prior));
    }
    return closedForm.orElseGet(() -> monteCarloKl(q, pass));
  }

  private Tensor monteCarloKl(WeightDistribution q, ForwardPass pass) {
    WeightDraw draw = q.draw(pass.weightNoise());
    return draw.logDensity().subtract(prior.logDensity(draw.weights(), site));
  }
}
