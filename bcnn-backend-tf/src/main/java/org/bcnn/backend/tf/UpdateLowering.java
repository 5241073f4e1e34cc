package org.bcnn.backend.tf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bcnn.graph.Function;
import org.bcnn.graph.Node;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/**
 * Lowers reads and updates of variables. Each variable is read at most once in a function, and is
 * updated only after that read, so every value is that of the start of the run. Where all that an
 * Adam node makes is stored in the very variables it comes from, the engine's kernel does it.
 */
final class UpdateLowering {
  private final LoweringContext context;
  private final VariableStore variables;
  private final AdamLowering adam;
  private final Set<Node> inPlace = new HashSet<>();
  private final Set<Node> wanted = new HashSet<>();
  private final Map<Variable, Operation> reads = new LinkedHashMap<>();

  UpdateLowering(LoweringContext context, VariableStore variables, AdamLowering adam) {
    this.context = context;
    this.variables = variables;
    this.adam = adam;
    findInPlace(context.function());
  }

  private void findInPlace(Function function) {
    Map<Tensor, Integer> uses = new HashMap<>();
    function.nodes().forEach(node -> node.operands().forEach(t -> uses.merge(t, 1, Integer::sum)));
    function.outputs().values().forEach(t -> uses.merge(t, 1, Integer::sum));
    function.updates().values().forEach(t -> uses.merge(t, 1, Integer::sum));
    for (Node node : function.nodes()) {
      if (node.op() instanceof Op.Adam op
          && AdamLowering.canBeInPlace(op)
          && storesInPlace(node, function, uses)) {
        inPlace.add(node);
      }
    }
    for (Node node : function.nodes()) {
      List<Tensor> operands = node.operands();
      int skipped = inPlace.contains(node) ? 3 : 0;
      operands.subList(skipped, operands.size()).forEach(t -> wanted.add(t.node()));
    }
    function.outputs().values().forEach(t -> wanted.add(t.node()));
    function.updates().values().forEach(t -> wanted.add(t.node()));
  }

  private static boolean storesInPlace(Node node, Function function, Map<Tensor, Integer> uses) {
    Set<Variable> distinct = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      Tensor result = node.outputs().get(i);
      if (!(node.operand(i).node().op() instanceof Op.VariableRead read)
          || uses.getOrDefault(result, 0) != 1
          || function.updates().get(read.variable()) != result
          || !distinct.add(read.variable())) {
        return false;
      }
    }
    return true;
  }

  /** Reads a variable, unless only the engine's Adam kernel wants it. */
  List<Value> read(Op.VariableRead op, Node node) {
    VariableStore.Slot slot = variables.slot(op.variable());
    if (!wanted.contains(node)) {
      return List.of();
    }
    Output<?> value = variables.addRead(op.variable());
    reads.put(op.variable(), value.op());
    return List.of(context.result(node, slot.layout(), value));
  }

  /** Lowers an Adam node that is not done in place. */
  List<Value> adam(Op.Adam op, Node node) {
    return inPlace.contains(node) ? List.of() : adam.general(op, node);
  }

  /** Adds the updates and returns the operations that make them. */
  List<Operation> update() {
    List<Operation> updates = new ArrayList<>();
    for (Map.Entry<Variable, Tensor> update : context.function().updates().entrySet()) {
      Node node = update.getValue().node();
      if (!inPlace.contains(node)) {
        updates.add(assign(update.getKey(), context.value(update.getValue())));
      } else if (update.getValue().equals(node.output())) {
        updates.add(apply(node));
      }
    }
    return List.copyOf(updates);
  }

  private Operation apply(Node node) {
    List<VariableStore.Slot> slots = new ArrayList<>();
    List<Operation> earlier = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Variable variable = ((Op.VariableRead) node.operand(i).node().op()).variable();
      slots.add(variables.slot(variable));
      if (reads.containsKey(variable)) {
        earlier.add(reads.get(variable));
      }
    }
    return adam.inPlace((Op.Adam) node.op(), node, slots, earlier);
  }

  /** Stores a copy: the value may share memory with an input, which the next run overwrites. */
  private Operation assign(Variable variable, Value value) {
    VariableStore.Slot slot = variables.slot(variable);
    Output<?> copy = context.graph().apply("DeepCopy", value.as(slot.layout()));
    GraphWriter.Building assign = context.graph().op("AssignVariableOp").in(slot.handle(), copy);
    if (reads.containsKey(variable)) {
      assign.after(reads.get(variable));
    }
    return assign.operation();
  }
}
