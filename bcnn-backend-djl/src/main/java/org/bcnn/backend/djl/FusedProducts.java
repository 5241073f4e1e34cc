package org.bcnn.backend.djl;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.bcnn.graph.BinaryKind;
import org.bcnn.graph.Function;
import org.bcnn.graph.Node;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.Shape;

/**
 * Finds sums {@code a + b c} whose product nothing else needs, such as {@code μ + σ ε} and
 * gradients that add up: one call computes them in one pass over memory. The gradient of a square,
 * {@code b (x + x)}, is such a product with the factor 2.
 */
final class FusedProducts {
  private record Sum(Tensor addend, Tensor left, Tensor right, boolean twice) {}

  private final Map<Tensor, Integer> uses;
  private final Map<Node, Sum> sums = new HashMap<>();
  private final Map<Node, Node> within = new HashMap<>();

  /**
   * Finds the sums of a function.
   *
   * @param function the function
   */
  FusedProducts(Function function) {
    this.uses = Uses.of(function);
    for (Node node : function.nodes()) {
      if (is(node, BinaryKind.ADD) && !find(node, 0, 1)) {
        find(node, 1, 0);
      }
    }
  }

  private static boolean is(Node node, BinaryKind kind) {
    return node.op() instanceof Op.Binary binary && binary.kind() == kind;
  }

  private boolean isUsedOnce(Tensor tensor) {
    return uses.get(tensor) == 1;
  }

  private boolean find(Node sum, int addend, int product) {
    Tensor a = sum.operand(addend);
    Node factors = sum.operand(product).node();
    if (!is(factors, BinaryKind.MULTIPLY)
        || !isUsedOnce(factors.output())
        || !isOnePass(sum.output().shape(), a, factors.operand(0), factors.operand(1))) {
      return false;
    }
    Tensor left = factors.operand(0);
    Tensor right = factors.operand(1);
    Node doubled = right.node();
    boolean twice =
        is(doubled, BinaryKind.ADD)
            && doubled.operand(0).equals(doubled.operand(1))
            && isUsedOnce(right);
    sums.put(sum, new Sum(a, left, twice ? doubled.operand(0) : right, twice));
    within.put(factors, sum);
    if (twice) {
      within.put(doubled, sum);
    }
    return true;
  }

  /** With more than one operand to broadcast, libtorch computes element by element. */
  private static boolean isOnePass(Shape shape, Tensor... operands) {
    return Stream.of(operands).filter(operand -> !operand.shape().equals(shape)).count() <= 1;
  }

  /** Says whether a node is computed as a part of a sum. */
  boolean isPart(Node node) {
    return within.containsKey(node);
  }

  /** Says whether a node is such a sum. */
  boolean isSum(Node node) {
    return sums.containsKey(node);
  }

  /** Writes a sum. */
  String expression(Node node, Emitter out) {
    Sum sum = sums.get(node);
    return "torch.addcmul(%s, %s, %s, value=%d)"
        .formatted(
            out.name(sum.addend()),
            out.name(sum.left()),
            out.name(sum.right()),
            sum.twice() ? 2 : 1);
  }
}
