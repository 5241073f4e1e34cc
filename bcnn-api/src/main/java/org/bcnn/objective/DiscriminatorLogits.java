package org.bcnn.objective;

import java.util.List;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.Shape;

/**
 * Reads a discriminator's logits: {@code [batch, 1]}, which are scores of being real as they are,
 * or {@code [batch, K + 1]}, those of K classes followed by that of being generated (Salimans et
 * al. 2016). Stateless.
 */
public final class DiscriminatorLogits {
  private DiscriminatorLogits() {}

  /**
   * Returns the scores of being real, {@code log p(real) − log p(generated)}.
   *
   * <p>With K classes they are {@code log Σ_{k ≤ K} e^{l_k} − l_{K+1}}, the logit of the
   * probability that an image is of one of them.
   *
   * @param logits {@code [batch, 1]} or {@code [batch, K + 1]}
   * @return scores {@code [batch, 1]}
   * @throws IllegalArgumentException if the shape is another
   */
  public static Tensor score(Tensor logits) {
    requireMatrix(logits);
    int outputs = logits.shape().dim(1);
    if (outputs == 1) {
      return logits;
    }
    Tensor classes = classes(logits);
    // The largest as a constant: the sum is at least 1, and its gradient that of the whole.
    Tensor largest = classes.max(true, 1).stopGradient();
    Tensor total = classes.subtract(largest).exp().sum(true, 1).log().add(largest);
    return total.subtract(columns(logits, outputs - 1, 1));
  }

  /**
   * Returns the logits of the classes, given that an image is real.
   *
   * @param logits {@code [batch, K + 1]}
   * @return {@code [batch, K]}
   * @throws IllegalArgumentException if the shape is another
   */
  public static Tensor classes(Tensor logits) {
    requireMatrix(logits);
    int classes = logits.shape().dim(1) - 1;
    if (classes < 1) {
      throw new IllegalArgumentException(
          "a discriminator that classifies has logits [batch, classes + 1], got " + logits.shape());
    }
    return columns(logits, 0, classes);
  }

  private static Tensor columns(Tensor x, int from, int count) {
    return x.graph().slice(x, List.of(0, from), Shape.of(x.shape().dim(0), count));
  }

  private static void requireMatrix(Tensor logits) {
    if (logits.shape().rank() != 2) {
      throw new IllegalArgumentException(
          "a discriminator's logits have the shape [batch, outputs], got " + logits.shape());
    }
  }
}
