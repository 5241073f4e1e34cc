package org.bcnn.objective;

import org.bcnn.graph.Tensor;
import org.bcnn.spec.Spec;

/**
 * The categorical likelihood of class labels given logits, {@code −log p(y | z) = −Σ_c y_c log
 * softmax(z)_c}: the softmax cross-entropy. Outputs are the logits z, {@code [batch, classes]}.
 *
 * @param oneHotLabels the labels y, {@code [batch, classes]}, a one at each label
 */
public record CategoricalLikelihood(Tensor oneHotLabels) implements Likelihood<Tensor> {
  /** Checks that there are a batch and classes. */
  public CategoricalLikelihood {
    if (oneHotLabels.shape().rank() < 2) {
      throw new IllegalArgumentException(
          "one-hot labels have the shape [batch, classes], got " + oneHotLabels.shape());
    }
  }

  @Override
  public Tensor negativeLogLikelihood(Tensor logits) {
    Targets.requireSameShape("logits", logits, oneHotLabels);
    double scale = -1.0 / Targets.batch(oneHotLabels);
    return oneHotLabels.multiply(logits.logSoftmax(1)).sum().multiply(scale);
  }

  /** Makes categorical likelihoods by name. */
  public static final class CategoricalProvider implements LikelihoodProvider {
    static final String NAME = "categorical";

    /** Makes the provider. */
    public CategoricalProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "one of several classes, from logits";
    }

    @Override
    public LikelihoodFamily create(Spec spec) {
      return new NamedLikelihood(spec, 1, CategoricalLikelihood::new);
    }
  }
}
