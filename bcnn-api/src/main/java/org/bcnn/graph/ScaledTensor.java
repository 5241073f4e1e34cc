package org.bcnn.graph;

import java.util.Optional;

/**
 * A tensor that is a constant scalar times another. Linear rules apply the factor to whatever is
 * smallest, so that no pass over a large tensor is spent on it.
 *
 * @param unscaled the other tensor
 * @param factor the factor, a scalar, if there is one
 */
record ScaledTensor(Tensor unscaled, Optional<Tensor> factor) {
  /** Takes a tensor apart if it was built as a product with a constant scalar. */
  static ScaledTensor of(Tensor tensor) {
    Node node = tensor.node();
    if (node.op() instanceof Op.Binary binary && binary.kind() == BinaryKind.MULTIPLY) {
      Tensor factor = node.operand(1);
      if (factor.shape().rank() == 0 && factor.node().op() instanceof Op.Constant) {
        return new ScaledTensor(node.operand(0), Optional.of(factor));
      }
    }
    return new ScaledTensor(tensor, Optional.empty());
  }

  /** Multiplies by the factor. */
  Tensor scale(Tensor tensor) {
    return factor.map(tensor::multiply).orElse(tensor);
  }
}
