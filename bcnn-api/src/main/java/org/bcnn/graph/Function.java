package org.bcnn.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A pure function of (variables, inputs, noise) to (outputs, new variable values). The backend
 * evaluates everything from the values at the start of the run and applies all updates together at
 * its end. Immutable and thread-safe.
 */
public final class Function {
  private final String name;
  private final Map<String, Tensor> outputs;
  private final Map<Variable, Tensor> updates;
  private final List<Node> nodes;

  private Function(Builder builder) {
    this.name = builder.name;
    this.outputs = Collections.unmodifiableMap(new LinkedHashMap<>(builder.outputs));
    this.updates = Collections.unmodifiableMap(new LinkedHashMap<>(builder.updates));
    List<Tensor> roots = new ArrayList<>(outputs.values());
    roots.addAll(updates.values());
    this.nodes = reachable(roots);
  }

  private static List<Node> reachable(List<Tensor> roots) {
    List<Node> found = new ArrayList<>();
    BitSet seen = new BitSet();
    List<Node> stack = new ArrayList<>(roots.stream().map(Tensor::node).toList());
    while (!stack.isEmpty()) {
      Node node = stack.remove(stack.size() - 1);
      if (!seen.get(node.id())) {
        seen.set(node.id());
        found.add(node);
        node.operands().forEach(operand -> stack.add(operand.node()));
      }
    }
    found.sort(Comparator.comparingInt(Node::id));
    return List.copyOf(found);
  }

  /**
   * Returns the name, for messages.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Returns the outputs in the order they were named.
   *
   * @return the outputs by name
   */
  public Map<String, Tensor> outputs() {
    return outputs;
  }

  /**
   * Returns the new values of the variables that the function changes.
   *
   * @return the new value by variable, in the order given
   */
  public Map<Variable, Tensor> updates() {
    return updates;
  }

  /**
   * Returns every node that an output or an update depends on, operands before their users.
   *
   * @return the nodes in topological order
   */
  public List<Node> nodes() {
    return nodes;
  }

  /**
   * Returns the inputs the function depends on.
   *
   * @return the inputs
   */
  public List<Op.Input> inputs() {
    return ops(Op.Input.class);
  }

  /**
   * Returns the noise the function depends on.
   *
   * @return the noise operations
   */
  public List<Op.Noise> noise() {
    return ops(Op.Noise.class);
  }

  /**
   * Returns the variables the function reads or changes.
   *
   * @return the variables, those read first
   */
  public List<Variable> variables() {
    List<Variable> variables =
        new ArrayList<>(
            ops(Op.VariableRead.class).stream().map(Op.VariableRead::variable).toList());
    updates.keySet().stream().filter(v -> !variables.contains(v)).forEach(variables::add);
    return List.copyOf(variables);
  }

  private <T extends Op> List<T> ops(Class<T> type) {
    return nodes.stream().map(Node::op).filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public String toString() {
    return "function " + name;
  }

  /** Collects the outputs and updates of a function. Not thread-safe. */
  public static final class Builder {
    private final GraphBuilder graph;
    private final String name;
    private final Map<String, Tensor> outputs = new LinkedHashMap<>();
    private final Map<Variable, Tensor> updates = new LinkedHashMap<>();

    Builder(GraphBuilder graph, String name) {
      this.graph = graph;
      this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * Names an output.
     *
     * @param outputName its name
     * @param value its value
     * @return this builder
     * @throws IllegalArgumentException if the name is taken or the value is of another graph
     */
    public Builder output(String outputName, Tensor value) {
      requireOwn(value);
      if (outputs.putIfAbsent(outputName, value) != null) {
        throw new IllegalArgumentException("output '" + outputName + "' is named twice in " + name);
      }
      return this;
    }

    /**
     * Gives a variable a new value at the end of each run.
     *
     * @param variable the variable
     * @param value its new value, of the variable's shape
     * @return this builder
     * @throws IllegalArgumentException if the variable is updated twice or the shapes differ
     */
    public Builder update(Variable variable, Tensor value) {
      requireOwn(value);
      if (!variable.shape().equals(value.shape())) {
        throw new ShapeException(
            "update",
            variable.name(),
            List.of(variable.shape(), value.shape()),
            "the new value must have the variable's shape");
      }
      if (updates.putIfAbsent(variable, value) != null) {
        throw new IllegalArgumentException(
            "variable '" + variable.name() + "' is updated twice in " + name);
      }
      return this;
    }

    /**
     * Makes the function.
     *
     * @return the function
     * @throws IllegalStateException if it has neither outputs nor updates
     */
    public Function build() {
      if (outputs.isEmpty() && updates.isEmpty()) {
        throw new IllegalStateException("function " + name + " has neither outputs nor updates");
      }
      return new Function(this);
    }

    private void requireOwn(Tensor value) {
      if (value.graph() != graph) {
        throw new IllegalArgumentException(value + " belongs to another graph than " + name);
      }
    }
  }
}
