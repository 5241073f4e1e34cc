package org.bcnn.objective;

import java.util.function.Function;
import org.bcnn.graph.Tensor;
import org.bcnn.spec.Spec;

/** A kind of likelihood that a provider made. */
record NamedLikelihood(
    Spec spec, int channelsPerTarget, Function<Tensor, Likelihood<Tensor>> constructor)
    implements LikelihoodFamily {
  @Override
  public Likelihood<Tensor> of(Tensor targets) {
    return constructor.apply(targets);
  }
}
