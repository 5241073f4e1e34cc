package org.bcnn.it.tck.reference;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.Function;
import org.bcnn.graph.Node;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.Shape;

/**
 * One evaluation of a function, in double precision throughout: values are rounded to float32
 * nowhere, neither at the border nor between nodes. This is the oracle; {@link ReferenceBackend}
 * adds sessions to it. Not thread-safe; make one an evaluation.
 */
public final class Evaluation {
  private final Map<Tensor, DoubleTensor> values = new HashMap<>();
  private final Map<String, DoubleTensor> outputs = new LinkedHashMap<>();
  private final Map<Variable, DoubleTensor> updates = new LinkedHashMap<>();

  /**
   * Evaluates a function.
   *
   * @param function the function
   * @param inputs a value of the right shape for each of its inputs, by name
   * @param variables a value of the right shape for each variable it reads
   * @param noise where to draw noise
   */
  public Evaluation(
      Function function,
      Map<String, DoubleTensor> inputs,
      Map<Variable, DoubleTensor> variables,
      NoiseSeed noise) {
    Operations operations = new Operations(inputs, variables, noise);
    for (Node node : function.nodes()) {
      List<DoubleTensor> results = node.op().accept(operations, node);
      for (int i = 0; i < results.size(); i++) {
        values.put(node.outputs().get(i), results.get(i));
      }
    }
    function.outputs().forEach((name, tensor) -> outputs.put(name, values.get(tensor)));
    function.updates().forEach((variable, tensor) -> updates.put(variable, values.get(tensor)));
  }

  /**
   * Returns the outputs.
   *
   * @return the outputs by name, in the function's order
   */
  public Map<String, DoubleTensor> outputs() {
    return outputs;
  }

  /**
   * Returns the new values of the variables.
   *
   * @return the new value of each variable that the function changes
   */
  public Map<Variable, DoubleTensor> updates() {
    return updates;
  }

  /** Computes each operation from the values of its operands. */
  private final class Operations implements Op.Visitor<List<DoubleTensor>> {
    private final Map<String, DoubleTensor> inputs;
    private final Map<Variable, DoubleTensor> variables;
    private final NoiseSeed noise;

    Operations(
        Map<String, DoubleTensor> inputs, Map<Variable, DoubleTensor> variables, NoiseSeed noise) {
      this.inputs = inputs;
      this.variables = variables;
      this.noise = noise;
    }

    private List<DoubleTensor> operands(Node node) {
      return node.operands().stream().map(values::get).toList();
    }

    private DoubleTensor operand(Node node, int index) {
      return values.get(node.operand(index));
    }

    private static Shape shape(Node node) {
      return node.output().shape();
    }

    @Override
    public List<DoubleTensor> visitInput(Op.Input op, Node node) {
      return List.of(inputs.get(op.name()));
    }

    @Override
    public List<DoubleTensor> visitVariableRead(Op.VariableRead op, Node node) {
      return List.of(variables.get(op.variable()));
    }

    @Override
    public List<DoubleTensor> visitConstant(Op.Constant op, Node node) {
      return List.of(DoubleTensor.of(op.value()));
    }

    @Override
    public List<DoubleTensor> visitNoise(Op.Noise op, Node node) {
      return List.of(ReferenceNoise.draw(op, noise));
    }

    @Override
    public List<DoubleTensor> visitUnary(Op.Unary op, Node node) {
      return List.of(Elementwise.unary(op.kind(), operand(node, 0)));
    }

    @Override
    public List<DoubleTensor> visitBinary(Op.Binary op, Node node) {
      return List.of(
          Elementwise.binary(op.kind(), operand(node, 0), operand(node, 1), shape(node)));
    }

    @Override
    public List<DoubleTensor> visitSelect(Op.Select op, Node node) {
      return List.of(
          Elementwise.select(operand(node, 0), operand(node, 1), operand(node, 2), shape(node)));
    }

    @Override
    public List<DoubleTensor> visitReduce(Op.Reduce op, Node node) {
      return List.of(Reductions.reduce(op, operand(node, 0), shape(node)));
    }

    @Override
    public List<DoubleTensor> visitMatMul(Op.MatMul op, Node node) {
      return List.of(Products.matMul(op, operand(node, 0), operand(node, 1), shape(node)));
    }

    @Override
    public List<DoubleTensor> visitReshape(Op.Reshape op, Node node) {
      return List.of(new DoubleTensor(op.shape(), operand(node, 0).data()));
    }

    @Override
    public List<DoubleTensor> visitTranspose(Op.Transpose op, Node node) {
      return List.of(Layouts.transpose(op, operand(node, 0), shape(node)));
    }

    @Override
    public List<DoubleTensor> visitBroadcast(Op.Broadcast op, Node node) {
      return List.of(Elementwise.broadcast(operand(node, 0), op.shape()));
    }

    @Override
    public List<DoubleTensor> visitSlice(Op.Slice op, Node node) {
      return List.of(Layouts.slice(op, operand(node, 0)));
    }

    @Override
    public List<DoubleTensor> visitPad(Op.Pad op, Node node) {
      return List.of(Layouts.pad(op, operand(node, 0), shape(node)));
    }

    @Override
    public List<DoubleTensor> visitConcat(Op.Concat op, Node node) {
      return List.of(Layouts.concat(op, operands(node), shape(node)));
    }

    @Override
    public List<DoubleTensor> visitConv2d(Op.Conv2d op, Node node) {
      return List.of(
          Products.conv2d(op.geometry(), operand(node, 0), operand(node, 1), shape(node)));
    }

    @Override
    public List<DoubleTensor> visitConv2dInputGradient(Op.Conv2dInputGradient op, Node node) {
      return List.of(
          Products.inputGradient(
              op.geometry(), op.inputShape(), operand(node, 0), operand(node, 1)));
    }

    @Override
    public List<DoubleTensor> visitConv2dFilterGradient(Op.Conv2dFilterGradient op, Node node) {
      return List.of(
          Products.filterGradient(
              op.geometry(), operand(node, 0), op.filterShape(), operand(node, 1)));
    }

    @Override
    public List<DoubleTensor> visitMaxPool(Op.MaxPool op, Node node) {
      return List.of(Pooling.max(op.geometry(), operand(node, 0), shape(node)));
    }

    @Override
    public List<DoubleTensor> visitMaxPoolGradient(Op.MaxPoolGradient op, Node node) {
      return List.of(Pooling.maxGradient(op.geometry(), operand(node, 0), operand(node, 1)));
    }

    @Override
    public List<DoubleTensor> visitAvgPool(Op.AvgPool op, Node node) {
      return List.of(Pooling.average(op.geometry(), operand(node, 0), shape(node)));
    }

    @Override
    public List<DoubleTensor> visitAvgPoolGradient(Op.AvgPoolGradient op, Node node) {
      return List.of(Pooling.averageGradient(op.geometry(), op.inputShape(), operand(node, 0)));
    }

    @Override
    public List<DoubleTensor> visitDepthToSpace(Op.DepthToSpace op, Node node) {
      return List.of(Layouts.depthToSpace(op.block(), operand(node, 0), shape(node)));
    }

    @Override
    public List<DoubleTensor> visitSpaceToDepth(Op.SpaceToDepth op, Node node) {
      return List.of(Layouts.spaceToDepth(op.block(), operand(node, 0), shape(node)));
    }

    @Override
    public List<DoubleTensor> visitLogSoftmax(Op.LogSoftmax op, Node node) {
      return List.of(Reductions.logSoftmax(operand(node, 0), op.axis()));
    }

    @Override
    public List<DoubleTensor> visitStopGradient(Op.StopGradient op, Node node) {
      return List.of(operand(node, 0));
    }

    @Override
    public List<DoubleTensor> visitAdam(Op.Adam op, Node node) {
      return AdamStep.apply(op, operands(node));
    }
  }
}
