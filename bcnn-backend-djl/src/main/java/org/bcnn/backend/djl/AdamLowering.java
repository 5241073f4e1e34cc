package org.bcnn.backend.djl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bcnn.graph.Function;
import org.bcnn.graph.Node;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;

/**
 * Lowers {@link Op.Adam}. The usual step, which reads a parameter and its moments and whose results
 * are their new values and nothing else, updates all three in place after everything else; any
 * other step computes new tensors.
 */
final class AdamLowering {
  /** The step size a, and the offset e as a tensor, both computed in double precision. */
  private record Rates(String stepSize, String offset) {}

  private record InPlace(Node node, String gradient, Rates rates) {}

  private final Emitter out;
  private final java.util.function.Function<Variable, String> variable;
  private final Map<Node, List<Variable>> inPlace = new LinkedHashMap<>();
  private final List<InPlace> settled = new ArrayList<>();
  private final Map<List<Object>, Rates> rates = new HashMap<>();

  /**
   * Finds the steps to take in place.
   *
   * @param function the function
   * @param out where to write
   * @param variable gives the name of a variable's tensor
   */
  AdamLowering(
      Function function, Emitter out, java.util.function.Function<Variable, String> variable) {
    this.out = out;
    this.variable = variable;
    Map<Tensor, Integer> uses = Uses.of(function);
    for (Node node : function.nodes()) {
      if (node.op() instanceof Op.Adam) {
        List<Variable> targets = targets(function, node, uses);
        if (targets != null) {
          inPlace.put(node, targets);
        }
      }
    }
  }

  /** Returns the parameter and moments that a step may update in place, or null. */
  private static List<Variable> targets(Function function, Node node, Map<Tensor, Integer> uses) {
    List<Variable> targets = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Tensor result = node.outputs().get(i);
      if (!(node.operand(i).node().op() instanceof Op.VariableRead read)
          || targets.contains(read.variable())
          || function.updates().get(read.variable()) != result
          || uses.get(result) != 1) {
        return null;
      }
      targets.add(read.variable());
    }
    return targets;
  }

  boolean updatesInPlace(Node node) {
    return inPlace.containsKey(node);
  }

  /** Returns the variables that {@link #updateInPlace} updates. */
  List<Variable> variables() {
    return inPlace.values().stream().flatMap(List::stream).toList();
  }

  /** Computes what the steps in place need that updating any of the variables might change. */
  void settle(Set<Variable> updated) {
    for (Node node : inPlace.keySet()) {
      settled.add(new InPlace(node, out.settled(node.operand(3), updated), rates(node)));
    }
  }

  void updateInPlace() {
    for (InPlace step : settled) {
      List<Variable> targets = inPlace.get(step.node());
      write(
          (Op.Adam) step.node().op(),
          variable.apply(targets.get(0)),
          variable.apply(targets.get(1)),
          variable.apply(targets.get(2)),
          step.gradient(),
          step.rates());
    }
  }

  /** Lowers a step whose results are new tensors. */
  void compute(Op.Adam op, Node node) {
    UnaryOperator<String> copy = name -> out.assign("torch.clone(" + name + ")");
    String parameter = copy.apply(out.name(node.operand(0)));
    String first = copy.apply(out.name(node.operand(1)));
    String second = copy.apply(out.name(node.operand(2)));
    write(op, parameter, first, second, out.name(node.operand(3)), rates(node));
    out.define(node.outputs().get(0), Value.fresh(parameter));
    out.define(node.outputs().get(1), Value.fresh(first));
    out.define(node.outputs().get(2), Value.fresh(second));
  }

  private Rates rates(Node node) {
    Op.Adam op = (Op.Adam) node.op();
    return rates.computeIfAbsent(
        List.of(op, node.operand(4), node.operand(5)),
        key -> {
          String step = out.assign("float(" + out.name(node.operand(4)) + ")");
          String rate = out.assign("float(" + out.name(node.operand(5)) + ")");
          String root = out.assign("torch.sqrt(" + remaining(op.beta2(), step) + ")");
          return new Rates(
              out.assign(rate + " * " + root + " / (" + remaining(op.beta1(), step) + ")"),
              out.assign(
                  "torch.scalar_tensor(%s * %s, dtype=6%s)"
                      .formatted(
                          Literals.number(op.epsilon()),
                          root,
                          out.computesOnHost() ? "" : ", device=" + out.device())));
        });
  }

  /** Writes 1 - beta^step. */
  private static String remaining(double beta, String step) {
    return "1.0 - torch.pow(" + Literals.number(beta) + ", " + step + ")";
  }

  /** Moves both moments towards the new gradient and the parameter by their ratio. */
  private void write(
      Op.Adam op, String parameter, String first, String second, String gradient, Rates rates) {
    String square = out.assign("torch.mul(" + gradient + ", " + gradient + ")");
    out.assign(
        "torch.lerp_(%s, %s, %s)".formatted(first, gradient, Literals.number(1 - op.beta1())));
    out.assign(
        "torch.lerp_(%s, %s, %s)".formatted(second, square, Literals.number(1 - op.beta2())));
    String root = out.assign("torch.sqrt(" + second + ")");
    out.assign("torch.add_(" + root + ", " + rates.offset() + ")");
    out.assign(
        "torch.addcdiv_(%s, %s, %s, value=-%s)"
            .formatted(parameter, first, root, rates.stepSize()));
  }
}
