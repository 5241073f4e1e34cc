package org.bcnn.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * Reverse-mode differentiation as a transformation of the graph: the gradients are ordinary nodes
 * of the same graph, so every backend computes the same ones. Only nodes on a path from the wanted
 * tensors to the scalar are visited, so the gradient of the data is never computed unasked.
 */
public final class Gradients {
  private final Map<Tensor, Tensor> adjoints = new HashMap<>();
  private final Set<Node> active = new HashSet<>();

  private Gradients() {}

  /**
   * Differentiates a scalar.
   *
   * @param scalar the scalar, such as a loss
   * @param wanted the tensors to differentiate with respect to, such as variables read
   * @return the gradient for each wanted tensor, of its shape; zeros where the scalar does not
   *     depend on it
   * @throws ShapeException if the first argument is not a scalar
   * @throws IllegalArgumentException if a node on the way has no gradient rule
   */
  public static List<Tensor> of(Tensor scalar, List<Tensor> wanted) {
    if (scalar.shape().rank() != 0) {
      throw new ShapeException(
          "gradients",
          scalar.node().path(),
          List.of(scalar.shape()),
          "the value to differentiate must be a scalar");
    }
    return new Gradients().differentiate(scalar, wanted);
  }

  private List<Tensor> differentiate(Tensor scalar, List<Tensor> wanted) {
    GraphBuilder graph = scalar.graph();
    List<Node> nodes = graph.function("gradients").output("scalar", scalar).build().nodes();
    Set<Node> sources = new HashSet<>();
    wanted.forEach(tensor -> sources.add(tensor.node()));
    for (Node node : nodes) {
      if (sources.contains(node)
          || node.operands().stream().anyMatch(operand -> active.contains(operand.node()))) {
        active.add(node);
      }
    }
    adjoints.put(scalar, graph.constant(1));
    GradientRules rules = new GradientRules(this);
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (active.contains(node) && node.outputs().stream().anyMatch(adjoints::containsKey)) {
        graph.underPath(node.path(), () -> node.op().accept(rules, node));
      }
    }
    List<Tensor> gradients = new ArrayList<>();
    for (Tensor tensor : wanted) {
      Tensor adjoint = adjoints.get(tensor);
      gradients.add(adjoint != null ? adjoint : graph.constant(HostTensor.zeros(tensor.shape())));
    }
    return gradients;
  }

  /** Says whether a gradient must reach this operand. */
  boolean needs(Tensor operand) {
    return active.contains(operand.node());
  }

  /** Returns the gradient that has arrived at a node's first result. */
  Tensor arrivedAt(Node node) {
    return adjoints.get(node.output());
  }

  /** Adds a contribution, undoing any broadcasting of the operand. */
  void contribute(Tensor operand, Tensor gradient) {
    if (needs(operand)) {
      adjoints.merge(operand, unbroadcast(gradient, operand.shape()), Tensor::add);
    }
  }

  private static Tensor unbroadcast(Tensor gradient, Shape shape) {
    Shape from = gradient.shape();
    if (from.equals(shape)) {
      return gradient;
    }
    int lead = from.rank() - shape.rank();
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < from.rank(); i++) {
      if (i < lead || (shape.dim(i - lead) == 1 && from.dim(i) != 1)) {
        axes.add(i);
      }
    }
    ScaledTensor scaled = ScaledTensor.of(gradient);
    Tensor summed = gradient.graph().reduce(ReduceKind.SUM, scaled.unscaled(), axes, false);
    return scaled.scale(summed.shape().equals(shape) ? summed : summed.reshape(shape));
  }
}
