package org.bcnn.objective;

import org.bcnn.graph.Tensor;
import org.bcnn.spec.Spec;

/**
 * The Bernoulli likelihood of targets from 0 to 1 given logits z, with {@code p = 1 / (1 + e^−z)}:
 * {@code −log p(y | z) = Σ [ y softplus(−z) + (1 − y) softplus(z) ]}, which neither overflows nor
 * takes the logarithm of a rounded p. Between 0 and 1 a target is the probability of a one, and the
 * value its cross-entropy. Outputs are the logits, of the targets' shape.
 *
 * @param targets y, {@code [batch, …]}, each from 0 to 1
 */
public record BernoulliLikelihood(Tensor targets) implements Likelihood<Tensor> {
  /** Checks that there is a batch. */
  public BernoulliLikelihood {
    Targets.requireBatch(targets);
  }

  @Override
  public Tensor negativeLogLikelihood(Tensor logits) {
    Targets.requireSameShape("logits", logits, targets);
    Tensor ones = targets.multiply(logits.negate().softplus());
    Tensor zeros = targets.negate().add(1).multiply(logits.softplus());
    return ones.add(zeros).sum().multiply(1.0 / Targets.batch(targets));
  }

  /** Makes Bernoulli likelihoods by name. */
  public static final class BernoulliProvider implements LikelihoodProvider {
    static final String NAME = "bernoulli";

    /** Makes the provider. */
    public BernoulliProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "yes or no for every output, from logits";
    }

    @Override
    public LikelihoodFamily create(Spec spec) {
      return new NamedLikelihood(spec, 1, BernoulliLikelihood::new);
    }
  }
}
