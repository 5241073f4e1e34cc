package org.bcnn.backend.djl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bcnn.graph.Function;
import org.bcnn.graph.Node;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;

/**
 * Turns a function into TorchScript: every node in order, then the outputs, then the updates, which
 * change variables in place once everything that reads the old values has been computed.
 */
final class Lowering {
  private final Function function;
  private final Emitter out;
  private final List<Variable> variables;
  private final List<Op.Noise> portable;
  private final List<Op.Noise> engineMade;

  private Lowering(Function function, String device) {
    this.function = function;
    this.out = new Emitter(device);
    this.variables = function.variables();
    this.portable = noise(NoiseSource.PORTABLE);
    this.engineMade = noise(NoiseSource.NATIVE);
  }

  /**
   * Lowers a function.
   *
   * @param function the function
   * @param device the device that computes, such as {@code cpu}
   * @return the module
   */
  static Program lower(Function function, String device) {
    return new Lowering(function, device).program();
  }

  private List<Op.Noise> noise(NoiseSource source) {
    return function.noise().stream().filter(op -> op.source() == source).toList();
  }

  private Program program() {
    AdamLowering adam = new AdamLowering(function, out, this::variable);
    NodeLowering nodes = new NodeLowering(function, out, new Arguments(), adam);
    for (Node node : function.nodes()) {
      if (!adam.updatesInPlace(node)) {
        node.op().accept(nodes, node);
      }
    }
    List<String> outputs = outputs();
    update(adam);
    out.statement("return " + list(outputs));
    return new Program(
        function,
        header() + out.body(),
        variables,
        out.constants(),
        function.inputs(),
        portable,
        engineMade);
  }

  private static String header() {
    return "class "
        + ModuleArchive.CLASS
        + "(Module):\n  __parameters__ = []\n  __buffers__ = []\n  def forward(self: __torch__."
        + ModuleArchive.CLASS
        + ", v: List[Tensor], c: List[Tensor], x: List[Tensor], k: List[int]) -> List[Tensor]:\n";
  }

  private static String list(List<String> tensors) {
    return tensors.stream().collect(Collectors.joining(", ", "annotate(List[Tensor], [", "])"));
  }

  private String variable(Variable variable) {
    return out.assignOnce("v[" + variables.indexOf(variable) + "]");
  }

  private List<String> outputs() {
    List<String> names = new ArrayList<>();
    for (Tensor output : function.outputs().values()) {
      String settled = out.settled(output, function.updates().keySet());
      String host = out.computesOnHost() ? settled : out.assign("torch.cpu(" + settled + ")");
      names.add(out.assign("torch.contiguous(" + host + ")"));
    }
    return names;
  }

  /** Settles all new values before the first variable changes. */
  private void update(AdamLowering adam) {
    Set<Variable> updated = function.updates().keySet();
    Map<Variable, String> copied = new LinkedHashMap<>();
    Set<Variable> fused = new HashSet<>(adam.variables());
    for (Map.Entry<Variable, Tensor> update : function.updates().entrySet()) {
      if (!fused.contains(update.getKey())) {
        copied.put(update.getKey(), out.settled(update.getValue(), updated));
      }
    }
    adam.settle(updated);
    adam.updateInPlace();
    copied.forEach(
        (variable, value) ->
            out.assign("torch.copy_(" + variable(variable) + ", " + value + ", False)"));
  }

  /** Where the module finds what it is given. */
  private final class Arguments implements NodeLowering.Arguments {
    @Override
    public Value input(Op.Input input) {
      return Value.fresh(fromHost(function.inputs().indexOf(input)));
    }

    @Override
    public Value read(Variable variable) {
      return new Value(variable(variable), false, Collections.singleton(variable));
    }

    @Override
    public Value portableNoise(Op.Noise noise) {
      return Value.fresh(fromHost(function.inputs().size() + portable.indexOf(noise)));
    }

    @Override
    public String seed(Op.Noise noise) {
      return "k[" + engineMade.indexOf(noise) + "]";
    }

    private String fromHost(int index) {
      String host = "x[" + index + "]";
      return out.assign(
          out.computesOnHost()
              ? host
              : "torch.to(" + host + ", " + out.device() + ", 6, False, False)");
    }
  }
}
