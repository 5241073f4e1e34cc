package org.bcnn.it.bayes;

import org.bcnn.graph.Tensor;
import org.bcnn.posterior.WeightSite;
import org.bcnn.prior.Prior;

/** A prior as a user would write it: a density and nothing else. */
record LaplacePrior(double scale) implements Prior {
  @Override
  public Tensor logDensity(Tensor weights, WeightSite site) {
    return weights.abs().divide(-scale).subtract(Math.log(2 * scale)).sum();
  }
}
