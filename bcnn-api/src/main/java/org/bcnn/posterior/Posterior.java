package org.bcnn.posterior;

import java.util.List;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Variable;
import org.bcnn.spec.Spec;
import org.bcnn.tensor.HostTensor;

/**
 * A family of variational posteriors over a tensor of weights: which variables it has, and how they
 * start. Immutable and thread-safe.
 */
public interface Posterior {
  /**
   * Returns the trainable variables.
   *
   * @param site the weights
   * @return the variables, always in the same order, with names that begin with the site's path
   */
  List<Variable> variables(WeightSite site);

  /**
   * Returns what a variable starts from.
   *
   * @param variable one of {@link #variables}
   * @param site the weights
   * @param seed the seed
   * @return its initial value, a function of site and seed
   */
  HostTensor initialValue(Variable variable, WeightSite site, long seed);

  /**
   * Returns the distribution that the variables stand for.
   *
   * @param graph the graph
   * @param site the weights
   * @return the distribution
   */
  WeightDistribution read(GraphBuilder graph, WeightSite site);

  /**
   * Returns the gain that means of weights start with, in {@code N(0, gain² / fan-in)}, so that
   * plain weights can start from the same values.
   *
   * @return √2, Kaiming's choice for rectifiers, unless the family has another
   */
  default double meanGain() {
    return Math.sqrt(2);
  }

  /**
   * Returns the name and settings that a {@link PosteriorProvider} makes this family from.
   *
   * @return the specification, which a checkpoint stores
   * @throws UnsupportedOperationException if there is none: then it cannot be stored
   */
  default Spec spec() {
    throw new UnsupportedOperationException(
        getClass().getName() + " has no name to be stored under: override spec()");
  }
}
