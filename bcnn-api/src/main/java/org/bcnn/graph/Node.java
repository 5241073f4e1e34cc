package org.bcnn.graph;

import java.util.ArrayList;
import java.util.List;
import org.bcnn.tensor.Shape;

/**
 * An operation applied to operands: a vertex of the graph. Nodes are interned by their builder, so
 * within one builder equal computations are the same object. Immutable and thread-safe.
 */
public final class Node {
  private final int id;
  private final Op op;
  private final List<Tensor> operands;
  private final String path;
  private final List<Tensor> outputs;
  private final GraphBuilder builder;

  Node(
      int id,
      Op op,
      List<Tensor> operands,
      String path,
      List<Shape> outputShapes,
      GraphBuilder builder) {
    this.id = id;
    this.op = op;
    this.operands = operands;
    this.path = path;
    this.builder = builder;
    List<Tensor> made = new ArrayList<>();
    for (int i = 0; i < outputShapes.size(); i++) {
      made.add(new Tensor(this, i, outputShapes.get(i)));
    }
    this.outputs = List.copyOf(made);
  }

  /**
   * Returns the position of this node in the order of building, which is a topological order.
   *
   * @return the number, unique within a builder
   */
  public int id() {
    return id;
  }

  /**
   * Returns the operation.
   *
   * @return the operation
   */
  public Op op() {
    return op;
  }

  /**
   * Returns the operands.
   *
   * @return the operands, in the order the operation documents
   */
  public List<Tensor> operands() {
    return operands;
  }

  /**
   * Returns one operand.
   *
   * @param index its position
   * @return the operand
   */
  public Tensor operand(int index) {
    return operands.get(index);
  }

  /**
   * Returns the layer path under which the node was first built, for messages.
   *
   * @return the path, empty outside every scope
   */
  public String path() {
    return path;
  }

  /**
   * Returns the results; only {@link Op.Adam} has more than one.
   *
   * @return the results
   */
  public List<Tensor> outputs() {
    return outputs;
  }

  /**
   * Returns the first result.
   *
   * @return the result of a node with one result
   */
  public Tensor output() {
    return outputs.get(0);
  }

  GraphBuilder builder() {
    return builder;
  }

  @Override
  public String toString() {
    return "#" + id + " " + op.label() + (path.isEmpty() ? "" : " (" + path + ")");
  }
}
