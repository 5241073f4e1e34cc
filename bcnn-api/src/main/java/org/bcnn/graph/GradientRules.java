package org.bcnn.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bcnn.tensor.Shape;

/** The gradient rule of every operation: what arrives at the result goes to the operands. */
final class GradientRules implements Op.Visitor<Void> {
  private final Gradients gradients;

  GradientRules(Gradients gradients) {
    this.gradients = gradients;
  }

  private void give(Node node, int operand, java.util.function.Supplier<Tensor> gradient) {
    if (gradients.needs(node.operand(operand))) {
      gradients.contribute(node.operand(operand), gradient.get());
    }
  }

  private Tensor arrived(Node node) {
    return gradients.arrivedAt(node);
  }

  private static Void refuse(Node node, String why) {
    throw new IllegalArgumentException(node + " has no gradient: " + why);
  }

  /** A leaf: what arrives is kept for the caller. */
  @Override
  public Void visitInput(Op.Input op, Node node) {
    return null;
  }

  @Override
  public Void visitVariableRead(Op.VariableRead op, Node node) {
    return null;
  }

  @Override
  public Void visitConstant(Op.Constant op, Node node) {
    return null;
  }

  @Override
  public Void visitNoise(Op.Noise op, Node node) {
    return null;
  }

  @Override
  public Void visitUnary(Op.Unary op, Node node) {
    Tensor x = node.operand(0);
    Tensor y = node.output();
    Tensor g = arrived(node);
    switch (op.kind()) {
      case NEGATE -> give(node, 0, g::negate);
      case ABS -> give(node, 0, () -> g.multiply(x.sign()));
      case SIGN -> {
        // Piecewise constant: the gradient is zero almost everywhere.
      }
      case EXP -> give(node, 0, () -> g.multiply(y));
      case EXPM1 -> give(node, 0, () -> g.multiply(x.exp()));
      case LOG -> give(node, 0, () -> g.divide(x));
      case LOG1P -> give(node, 0, () -> g.divide(x.add(1)));
      case SQRT -> give(node, 0, () -> g.divide(y).multiply(0.5));
      case RSQRT -> give(node, 0, () -> g.multiply(-0.5).multiply(y).divide(x));
      case SQUARE -> give(node, 0, () -> g.multiply(x.add(x)));
      case RECIPROCAL -> give(node, 0, () -> g.multiply(y.square()).negate());
      case SOFTPLUS -> give(node, 0, () -> g.multiply(x.sigmoid()));
      case SIGMOID -> give(node, 0, () -> g.multiply(y.subtract(y.square())));
      case TANH -> give(node, 0, () -> g.subtract(g.multiply(y.square())));
      case RELU -> give(node, 0, () -> g.multiply(x.greater(0)));
    }
    return null;
  }

  @Override
  public Void visitBinary(Op.Binary op, Node node) {
    Tensor x = node.operand(0);
    Tensor y = node.operand(1);
    Tensor g = arrived(node);
    switch (op.kind()) {
      case ADD -> {
        give(node, 0, () -> g);
        give(node, 1, () -> g);
      }
      case SUBTRACT -> {
        give(node, 0, () -> g);
        give(node, 1, g::negate);
      }
      case MULTIPLY -> {
        give(node, 0, () -> g.multiply(y));
        give(node, 1, () -> g.multiply(x));
      }
      case DIVIDE -> {
        give(node, 0, () -> g.divide(y));
        give(node, 1, () -> g.multiply(node.output()).divide(y).negate());
      }
      case POWER -> {
        give(node, 0, () -> g.multiply(y).multiply(x.power(y.subtract(1))));
        give(node, 1, () -> g.multiply(powerByExponent(node)));
      }
      case MAXIMUM -> choose(node, x.greaterOrEqual(y));
      case MINIMUM -> choose(node, y.greaterOrEqual(x));
      case GREATER, GREATER_OR_EQUAL, EQUAL -> {
        // Piecewise constant: the gradient is zero almost everywhere.
      }
    }
    return null;
  }

  /** x^y log x, taken as 0 at x = 0, where x^y is 0 for every positive y. */
  private static Tensor powerByExponent(Node node) {
    Tensor x = node.operand(0);
    GraphBuilder graph = x.graph();
    Tensor positive = x.greater(0);
    Tensor safe = graph.select(positive, x, graph.constant(1));
    return node.output().multiply(safe.log());
  }

  private void choose(Node node, Tensor first) {
    Tensor g = arrived(node);
    Tensor zero = g.graph().constant(0);
    give(node, 0, () -> g.graph().select(first, g, zero));
    give(node, 1, () -> g.graph().select(first, zero, g));
  }

  @Override
  public Void visitSelect(Op.Select op, Node node) {
    Tensor g = arrived(node);
    Tensor zero = g.graph().constant(0);
    give(node, 1, () -> g.graph().select(node.operand(0), g, zero));
    give(node, 2, () -> g.graph().select(node.operand(0), zero, g));
    return null;
  }

  @Override
  public Void visitReduce(Op.Reduce op, Node node) {
    Tensor x = node.operand(0);
    int[] kept = x.shape().toArray();
    int count = 1;
    for (int axis : op.axes()) {
      count *= kept[axis];
      kept[axis] = 1;
    }
    Tensor g = arrived(node).reshape(Shape.of(kept));
    int reduced = count;
    switch (op.kind()) {
      case SUM -> give(node, 0, () -> g.broadcastTo(x.shape()));
      case MEAN -> give(node, 0, () -> g.multiply(1.0 / reduced).broadcastTo(x.shape()));
      case MAX ->
          give(
              node,
              0,
              () -> {
                Tensor largest = x.equalTo(node.output().reshape(Shape.of(kept)));
                Tensor ties = x.graph().reduce(ReduceKind.SUM, largest, op.axes(), true);
                return largest.multiply(g.divide(ties));
              });
    }
    return null;
  }

  @Override
  public Void visitMatMul(Op.MatMul op, Node node) {
    Tensor a = node.operand(0);
    Tensor b = node.operand(1);
    Tensor g = arrived(node);
    GraphBuilder graph = g.graph();
    boolean ta = op.transposeLeft();
    boolean tb = op.transposeRight();
    give(node, 0, () -> ta ? graph.matMul(b, g, tb, true) : graph.matMul(g, b, false, !tb));
    give(node, 1, () -> tb ? graph.matMul(g, a, true, ta) : graph.matMul(a, g, !ta, false));
    return null;
  }

  @Override
  public Void visitReshape(Op.Reshape op, Node node) {
    give(node, 0, () -> arrived(node).reshape(node.operand(0).shape()));
    return null;
  }

  @Override
  public Void visitTranspose(Op.Transpose op, Node node) {
    int[] inverse = new int[op.permutation().size()];
    for (int i = 0; i < inverse.length; i++) {
      inverse[op.permutation().get(i)] = i;
    }
    give(node, 0, () -> arrived(node).transpose(inverse));
    return null;
  }

  @Override
  public Void visitBroadcast(Op.Broadcast op, Node node) {
    give(node, 0, () -> arrived(node));
    return null;
  }

  @Override
  public Void visitSlice(Op.Slice op, Node node) {
    Tensor x = node.operand(0);
    List<Integer> after = new ArrayList<>();
    for (int i = 0; i < x.shape().rank(); i++) {
      after.add(x.shape().dim(i) - op.begin().get(i) - op.shape().dim(i));
    }
    give(node, 0, () -> x.graph().pad(arrived(node), op.begin(), after, 0));
    return null;
  }

  @Override
  public Void visitPad(Op.Pad op, Node node) {
    Tensor x = node.operand(0);
    give(node, 0, () -> x.graph().slice(arrived(node), op.before(), x.shape()));
    return null;
  }

  @Override
  public Void visitConcat(Op.Concat op, Node node) {
    int offset = 0;
    for (int i = 0; i < node.operands().size(); i++) {
      Shape part = node.operand(i).shape();
      List<Integer> begin = new ArrayList<>(Collections.nCopies(part.rank(), 0));
      begin.set(op.axis(), offset);
      give(node, i, () -> arrived(node).graph().slice(arrived(node), begin, part));
      offset += part.dim(op.axis());
    }
    return null;
  }

  @Override
  public Void visitConv2d(Op.Conv2d op, Node node) {
    Tensor x = node.operand(0);
    Tensor filter = node.operand(1);
    Tensor g = arrived(node);
    GraphBuilder graph = g.graph();
    ScaledTensor s = ScaledTensor.of(g);
    give(
        node,
        0,
        () -> graph.conv2dInputGradient(x.shape(), s.scale(filter), s.unscaled(), op.geometry()));
    give(
        node,
        1,
        () -> s.scale(graph.conv2dFilterGradient(x, filter.shape(), s.unscaled(), op.geometry())));
    return null;
  }

  @Override
  public Void visitConv2dInputGradient(Op.Conv2dInputGradient op, Node node) {
    Tensor filter = node.operand(0);
    Tensor outputGradient = node.operand(1);
    Tensor g = arrived(node);
    GraphBuilder graph = g.graph();
    give(
        node,
        0,
        () -> graph.conv2dFilterGradient(g, filter.shape(), outputGradient, op.geometry()));
    give(node, 1, () -> graph.conv2d(g, filter, op.geometry()));
    return null;
  }

  @Override
  public Void visitConv2dFilterGradient(Op.Conv2dFilterGradient op, Node node) {
    Tensor x = node.operand(0);
    Tensor outputGradient = node.operand(1);
    Tensor g = arrived(node);
    GraphBuilder graph = g.graph();
    give(node, 0, () -> graph.conv2dInputGradient(x.shape(), g, outputGradient, op.geometry()));
    give(node, 1, () -> graph.conv2d(x, g, op.geometry()));
    return null;
  }

  @Override
  public Void visitMaxPool(Op.MaxPool op, Node node) {
    Tensor x = node.operand(0);
    give(node, 0, () -> x.graph().maxPoolGradient(x, arrived(node), op.geometry()));
    return null;
  }

  @Override
  public Void visitMaxPoolGradient(Op.MaxPoolGradient op, Node node) {
    return refuse(node, "maximum pooling is differentiated once only");
  }

  @Override
  public Void visitAvgPool(Op.AvgPool op, Node node) {
    Tensor x = node.operand(0);
    give(node, 0, () -> x.graph().avgPoolGradient(x.shape(), arrived(node), op.geometry()));
    return null;
  }

  @Override
  public Void visitAvgPoolGradient(Op.AvgPoolGradient op, Node node) {
    give(node, 0, () -> arrived(node).graph().avgPool(arrived(node), op.geometry()));
    return null;
  }

  @Override
  public Void visitDepthToSpace(Op.DepthToSpace op, Node node) {
    give(node, 0, () -> arrived(node).graph().spaceToDepth(arrived(node), op.block()));
    return null;
  }

  @Override
  public Void visitSpaceToDepth(Op.SpaceToDepth op, Node node) {
    give(node, 0, () -> arrived(node).graph().depthToSpace(arrived(node), op.block()));
    return null;
  }

  @Override
  public Void visitLogSoftmax(Op.LogSoftmax op, Node node) {
    Tensor g = arrived(node);
    give(
        node,
        0,
        () -> {
          Tensor total = g.graph().reduce(ReduceKind.SUM, g, List.of(op.axis()), true);
          return g.subtract(node.output().exp().multiply(total));
        });
    return null;
  }

  /** Nothing passes: that is the operation's purpose. */
  @Override
  public Void visitStopGradient(Op.StopGradient op, Node node) {
    return null;
  }

  @Override
  public Void visitAdam(Op.Adam op, Node node) {
    return refuse(node, "an optimiser step is not differentiated");
  }
}
