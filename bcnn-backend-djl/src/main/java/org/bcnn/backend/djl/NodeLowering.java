package org.bcnn.backend.djl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bcnn.graph.BinaryKind;
import org.bcnn.graph.Function;
import org.bcnn.graph.Node;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Op;
import org.bcnn.graph.Variable;

/** Lowers each operation to calls of ATen, libtorch's own operations. */
final class NodeLowering implements Op.Visitor<Void> {
  /** Where the module finds what it is given. */
  interface Arguments {
    /** Returns an input. */
    Value input(Op.Input input);

    /** Returns a variable's tensor. */
    Value read(Variable variable);

    /** Returns noise that the caller made. */
    Value portableNoise(Op.Noise noise);

    /** Returns an expression of the seed of noise that the engine makes. */
    String seed(Op.Noise noise);
  }

  private final Emitter out;
  private final Arguments arguments;
  private final AdamLowering adam;
  private final ConvolutionLowering convolution;
  private final PoolingLowering pooling;
  private final FusedProducts products;

  NodeLowering(Function function, Emitter out, Arguments arguments, AdamLowering adam) {
    this.out = out;
    this.arguments = arguments;
    this.adam = adam;
    this.convolution = new ConvolutionLowering(out);
    this.pooling = new PoolingLowering(function, out);
    this.products = new FusedProducts(function);
  }

  private Void fresh(Node node, String expression) {
    out.defineFresh(node.output(), expression);
    return null;
  }

  private Void view(Node node, String format, Object... more) {
    Value operand = out.value(node.operand(0));
    out.defineView(node.output(), operand, format.formatted(operand.name()).concat(more(more)));
    return null;
  }

  private static String more(Object... arguments) {
    StringBuilder text = new StringBuilder();
    for (Object argument : arguments) {
      text.append(", ").append(argument);
    }
    return text.append(')').toString();
  }

  private String name(Node node, int operand) {
    return out.name(node.operand(operand));
  }

  @Override
  public Void visitInput(Op.Input op, Node node) {
    out.define(node.output(), arguments.input(op));
    return null;
  }

  @Override
  public Void visitVariableRead(Op.VariableRead op, Node node) {
    out.define(node.output(), arguments.read(op.variable()));
    return null;
  }

  @Override
  public Void visitConstant(Op.Constant op, Node node) {
    // Whoever uses it asks for it.
    return null;
  }

  @Override
  public Void visitNoise(Op.Noise op, Node node) {
    if (op.source() == NoiseSource.PORTABLE) {
      out.define(node.output(), arguments.portableNoise(op));
      return null;
    }
    // A generator of its own for every draw: the address alone decides, whatever else runs.
    String device = "device=" + out.device();
    String generator =
        out.assign("torch.Generator(" + device + ", seed=" + arguments.seed(op) + ")");
    String empty = out.assign("torch.empty(" + Literals.list(op.shape()) + ", " + device + ")");
    String using = ", generator=" + generator + ")";
    return switch (op.distribution()) {
      case STANDARD_NORMAL -> fresh(node, "torch.normal_(" + empty + ", 0.0, 1.0" + using);
      case UNIFORM -> fresh(node, "torch.uniform_(" + empty + ", 0.0, 1.0" + using);
      case RANDOM_SIGN -> {
        String coins = out.assign("torch.bernoulli_(" + empty + ", 0.5" + using);
        yield fresh(node, "torch.sub(torch.mul(" + coins + ", 2.0), 1.0)");
      }
    };
  }

  @Override
  public Void visitUnary(Op.Unary op, Node node) {
    String x = name(node, 0);
    return switch (op.kind()) {
      // torch.sign makes a NaN zero.
      case SIGN ->
          fresh(node, "torch.where(torch.isnan(%s), %s, torch.sign(%s))".formatted(x, x, x));
      case SQUARE -> fresh(node, "torch.mul(" + x + ", " + x + ")");
      case NEGATE -> fresh(node, "torch.neg(" + x + ")");
      // Beyond its threshold of 20, where the two agree in float32, softplus is the identity.
      case SOFTPLUS, ABS, EXP, EXPM1, LOG, LOG1P, SQRT, RSQRT, RECIPROCAL, SIGMOID, TANH, RELU ->
          fresh(node, "torch." + op.label() + "(" + x + ")");
    };
  }

  @Override
  public Void visitBinary(Op.Binary op, Node node) {
    if (products.isPart(node)) {
      return null;
    }
    if (products.isSum(node)) {
      return fresh(node, products.expression(node, out));
    }
    BinaryKind kind = op.kind();
    String function =
        switch (kind) {
          case ADD -> "add";
          case SUBTRACT -> "sub";
          case MULTIPLY -> "mul";
          case DIVIDE -> "div";
          case POWER -> "pow";
          case MAXIMUM -> "maximum";
          case MINIMUM -> "minimum";
          case GREATER -> "gt";
          case GREATER_OR_EQUAL -> "ge";
          case EQUAL -> "eq";
        };
    boolean mask = kind.compareTo(BinaryKind.GREATER) >= 0;
    String result =
        out.assign("torch." + function + "(" + name(node, 0) + ", " + name(node, 1) + ")");
    out.define(node.output(), new Value(result, mask, Set.of()));
    return null;
  }

  @Override
  public Void visitSelect(Op.Select op, Node node) {
    String condition = out.condition(node.operand(0));
    return fresh(
        node, "torch.where(%s, %s, %s)".formatted(condition, name(node, 1), name(node, 2)));
  }

  @Override
  public Void visitReduce(Op.Reduce op, Node node) {
    if (op.axes().isEmpty()) {
      // For ATen no axes mean all of them.
      out.define(node.output(), out.value(node.operand(0)));
      return null;
    }
    String function =
        switch (op.kind()) {
          case SUM -> "sum";
          case MEAN -> "mean";
          case MAX -> "amax";
        };
    return fresh(
        node,
        "torch.%s(%s, %s, %s)"
            .formatted(
                function, name(node, 0), Literals.list(op.axes()), Literals.bool(op.keepDims())));
  }

  @Override
  public Void visitMatMul(Op.MatMul op, Node node) {
    return fresh(
        node,
        "torch.mm(%s, %s)"
            .formatted(
                transposed(name(node, 0), op.transposeLeft()),
                transposed(name(node, 1), op.transposeRight())));
  }

  private static String transposed(String matrix, boolean transpose) {
    return transpose ? "torch.t(" + matrix + ")" : matrix;
  }

  @Override
  public Void visitReshape(Op.Reshape op, Node node) {
    return view(node, "torch.reshape(%s", Literals.list(op.shape()));
  }

  @Override
  public Void visitTranspose(Op.Transpose op, Node node) {
    return view(node, "torch.permute(%s", Literals.list(op.permutation()));
  }

  @Override
  public Void visitBroadcast(Op.Broadcast op, Node node) {
    return view(node, "torch.expand(%s", Literals.list(op.shape()));
  }

  @Override
  public Void visitSlice(Op.Slice op, Node node) {
    Value part = out.value(node.operand(0));
    for (int i = 0; i < op.shape().rank(); i++) {
      if (op.shape().dim(i) != node.operand(0).shape().dim(i)) {
        String narrowed =
            "torch.narrow(%s, %d, %d, %d)"
                .formatted(part.name(), i, op.begin().get(i), op.shape().dim(i));
        part = new Value(out.assign(narrowed), false, part.sharedWith());
      }
    }
    out.define(node.output(), part);
    return null;
  }

  @Override
  public Void visitPad(Op.Pad op, Node node) {
    // ATen lists the last axis first.
    List<Integer> sides = new ArrayList<>();
    for (int i = op.before().size() - 1; i >= 0; i--) {
      sides.add(op.before().get(i));
      sides.add(op.after().get(i));
    }
    return fresh(
        node,
        "torch.constant_pad_nd(%s, %s, %s)"
            .formatted(name(node, 0), Literals.list(sides), Literals.number(op.value())));
  }

  @Override
  public Void visitConcat(Op.Concat op, Node node) {
    String parts =
        node.operands().stream()
            .map(out::name)
            .collect(Collectors.joining(", ", "torch.cat([", "], "));
    return fresh(node, parts + op.axis() + ")");
  }

  @Override
  public Void visitConv2d(Op.Conv2d op, Node node) {
    convolution.forward(op, node);
    return null;
  }

  @Override
  public Void visitConv2dInputGradient(Op.Conv2dInputGradient op, Node node) {
    convolution.inputGradient(op, node);
    return null;
  }

  @Override
  public Void visitConv2dFilterGradient(Op.Conv2dFilterGradient op, Node node) {
    convolution.filterGradient(op, node);
    return null;
  }

  @Override
  public Void visitMaxPool(Op.MaxPool op, Node node) {
    pooling.max(op, node);
    return null;
  }

  @Override
  public Void visitMaxPoolGradient(Op.MaxPoolGradient op, Node node) {
    pooling.maxGradient(op, node);
    return null;
  }

  @Override
  public Void visitAvgPool(Op.AvgPool op, Node node) {
    pooling.average(op, node);
    return null;
  }

  @Override
  public Void visitAvgPoolGradient(Op.AvgPoolGradient op, Node node) {
    pooling.averageGradient(op, node);
    return null;
  }

  @Override
  public Void visitDepthToSpace(Op.DepthToSpace op, Node node) {
    return fresh(node, "torch.pixel_shuffle(" + name(node, 0) + ", " + op.block() + ")");
  }

  @Override
  public Void visitSpaceToDepth(Op.SpaceToDepth op, Node node) {
    return fresh(node, "torch.pixel_unshuffle(" + name(node, 0) + ", " + op.block() + ")");
  }

  @Override
  public Void visitLogSoftmax(Op.LogSoftmax op, Node node) {
    return fresh(node, "torch.log_softmax(" + name(node, 0) + ", " + op.axis() + ")");
  }

  @Override
  public Void visitStopGradient(Op.StopGradient op, Node node) {
    out.define(node.output(), out.value(node.operand(0)));
    return null;
  }

  @Override
  public Void visitAdam(Op.Adam op, Node node) {
    adam.compute(op, node);
    return null;
  }
}
