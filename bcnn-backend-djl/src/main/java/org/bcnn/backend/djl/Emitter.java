package org.bcnn.backend.djl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;

/**
 * The body of a module as it grows: statements, one a line, and the value of each tensor computed
 * so far. Not thread-safe.
 */
final class Emitter {
  private final StringBuilder body = new StringBuilder();
  private final Map<Tensor, Value> values = new HashMap<>();
  private final Map<Tensor, Value> asNumbers = new HashMap<>();
  private final Map<String, String> shared = new HashMap<>();
  private final List<HostTensor> constants = new ArrayList<>();
  private final String device;
  private int names;

  /**
   * Starts an empty body.
   *
   * @param device the device that computes, such as {@code cpu} or {@code cuda:0}
   */
  Emitter(String device) {
    this.device = device;
  }

  String device() {
    return "torch.device(\"" + device + "\")";
  }

  boolean computesOnHost() {
    return device.equals("cpu");
  }

  String body() {
    return body.toString();
  }

  List<HostTensor> constants() {
    return constants;
  }

  /** Adds a statement. */
  void statement(String text) {
    body.append("    ").append(text).append('\n');
  }

  String newName() {
    return "t" + names++;
  }

  /** Computes an expression into a new name. */
  String assign(String expression) {
    String name = newName();
    statement(name + " = " + expression);
    return name;
  }

  /** Computes an expression once, however often it is asked for. */
  String assignOnce(String expression) {
    String name = shared.get(expression);
    if (name == null) {
      name = assign(expression);
      shared.put(expression, name);
    }
    return name;
  }

  void define(Tensor tensor, Value value) {
    values.put(tensor, value);
  }

  /** Defines a tensor as the result of an expression that has memory of its own. */
  void defineFresh(Tensor tensor, String expression) {
    define(tensor, Value.fresh(assign(expression)));
  }

  /** Defines a tensor as a view, or perhaps a copy, of another. */
  void defineView(Tensor tensor, Value of, String expression) {
    define(tensor, new Value(assign(expression), of.mask(), of.sharedWith()));
  }

  /** Returns a tensor in whatever form it was computed. */
  Value any(Tensor tensor) {
    Value value = values.get(tensor);
    if (value == null && tensor.node().op() instanceof Op.Constant constant) {
      value = Value.fresh(constant(constant.value()));
      values.put(tensor, value);
    }
    if (value == null) {
      throw new IllegalStateException(tensor.node() + " is used before it is computed");
    }
    return value;
  }

  /** Returns a tensor as float32, converting a mask once. */
  Value value(Tensor tensor) {
    Value value = any(tensor);
    if (!value.mask()) {
      return value;
    }
    Value number = asNumbers.get(tensor);
    if (number == null) {
      number = Value.fresh(assign("torch.to(" + value.name() + ", 6)"));
      asNumbers.put(tensor, number);
    }
    return number;
  }

  /** Returns the name of a tensor as float32. */
  String name(Tensor tensor) {
    return value(tensor).name();
  }

  /** Returns an expression of a mask that is true where a tensor is not zero. */
  String condition(Tensor tensor) {
    Value value = any(tensor);
    return value.mask() ? value.name() : assignOnce("torch.ne(" + value.name() + ", 0.0)");
  }

  /**
   * Passes a constant to the module as an argument. A number is one too: operations with a tensor
   * of rank 0 skip the conversion that those with a number make at every call.
   */
  String constant(HostTensor value) {
    constants.add(value);
    return assign("c[" + (constants.size() - 1) + "]");
  }

  /**
   * Returns a value as float32 that stays as it is while variables are updated in place.
   *
   * @param updated the variables that are updated
   */
  String settled(Tensor tensor, Set<Variable> updated) {
    Value value = value(tensor);
    Set<Variable> endangered = new HashSet<>(value.sharedWith());
    endangered.retainAll(updated);
    return endangered.isEmpty() ? value.name() : assign("torch.clone(" + value.name() + ")");
  }
}
