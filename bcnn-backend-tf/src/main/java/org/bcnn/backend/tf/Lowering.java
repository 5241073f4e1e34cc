package org.bcnn.backend.tf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.graph.Function;
import org.bcnn.graph.Node;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.Shape;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Lowers a function to the engine's graph, operation by operation. */
final class Lowering implements Op.Visitor<List<Value>> {
  private final LoweringContext context;
  private final GraphWriter graph;
  private final ElementwiseLowering elementwise;
  private final ShapeLowering shapes;
  private final ConvolutionLowering convolutions;
  private final PoolLowering pools;
  private final NoiseLowering noise;
  private final UpdateLowering updates;
  private final boolean spatial;
  private final Map<String, Output<?>> inputs = new LinkedHashMap<>();

  private Lowering(
      GraphWriter graph, VariableStore variables, Function function, boolean halvesChannels) {
    this.graph = graph;
    this.context = new LoweringContext(graph, function, halvesChannels);
    this.elementwise = new ElementwiseLowering(context);
    this.shapes = new ShapeLowering(context);
    this.convolutions = new ConvolutionLowering(context);
    this.pools = new PoolLowering(context);
    this.noise = new NoiseLowering(context);
    this.updates = new UpdateLowering(context, variables, new AdamLowering(context));
    this.spatial = function.nodes().stream().anyMatch(node -> isSpatial(node.op()));
  }

  /**
   * Lowers a function.
   *
   * @param halvesChannels whether {@link ChannelHalves} work on this engine
   */
  static LoweredFunction lower(
      GraphWriter graph, VariableStore variables, Function function, boolean halvesChannels) {
    return new Lowering(graph, variables, function, halvesChannels).lower();
  }

  private LoweredFunction lower() {
    Function function = context.function();
    for (Node node : function.nodes()) {
      context.put(node, node.op().accept(this, node));
    }
    Map<String, Output<?>> outputs = new LinkedHashMap<>();
    for (Map.Entry<String, Tensor> output : function.outputs().entrySet()) {
      // The engine refuses to return what it was fed, but not a copy of it.
      Output<?> value = context.value(output.getValue()).plain();
      outputs.put(output.getKey(), graph.apply("Identity", value));
    }
    List<Operation> stores = updates.update();
    return new LoweredFunction(
        function, inputs, noise.portable(), noise.natives(), outputs, stores);
  }

  private static boolean isSpatial(Op op) {
    return op instanceof Op.Conv2d
        || op instanceof Op.Conv2dInputGradient
        || op instanceof Op.Conv2dFilterGradient
        || op instanceof Op.MaxPool
        || op instanceof Op.MaxPoolGradient
        || op instanceof Op.AvgPool
        || op instanceof Op.AvgPoolGradient
        || op instanceof Op.DepthToSpace
        || op instanceof Op.SpaceToDepth;
  }

  /** Values of rank 4 that come from outside are computed with as images where images are. */
  private List<Value> source(Value value) {
    boolean images = spatial && value.shape().rank() == 4;
    return List.of(images ? value.preferring(Layout.IMAGES) : value);
  }

  @Override
  public List<Value> visitInput(Op.Input op, Node node) {
    Output<?> fed = graph.placeholder(DataType.DT_FLOAT, op.shape().toArray());
    inputs.put(op.name(), fed);
    return source(context.plainResult(node, fed));
  }

  @Override
  public List<Value> visitVariableRead(Op.VariableRead op, Node node) {
    return updates.read(op, node);
  }

  @Override
  public List<Value> visitConstant(Op.Constant op, Node node) {
    Shape shape = op.value().shape();
    Output<?> value =
        shape.rank() == 0
            ? graph.scalar(op.value().item())
            : graph.constant(shape.toArray(), op.value().data());
    return source(context.plainResult(node, value));
  }

  @Override
  public List<Value> visitNoise(Op.Noise op, Node node) {
    return source(noise.lower(op, node));
  }

  @Override
  public List<Value> visitUnary(Op.Unary op, Node node) {
    return List.of(elementwise.unary(op, node));
  }

  @Override
  public List<Value> visitBinary(Op.Binary op, Node node) {
    return List.of(elementwise.binary(op, node));
  }

  @Override
  public List<Value> visitSelect(Op.Select op, Node node) {
    return List.of(elementwise.select(node));
  }

  @Override
  public List<Value> visitReduce(Op.Reduce op, Node node) {
    return List.of(shapes.reduce(op, node));
  }

  @Override
  public List<Value> visitMatMul(Op.MatMul op, Node node) {
    Output<?> product =
        graph
            .op("MatMul")
            .in(context.operand(node, 0).plain(), context.operand(node, 1).plain())
            .with("transpose_a", op.transposeLeft())
            .with("transpose_b", op.transposeRight())
            .output();
    return List.of(context.plainResult(node, product));
  }

  @Override
  public List<Value> visitReshape(Op.Reshape op, Node node) {
    return List.of(shapes.reshape(op, node));
  }

  @Override
  public List<Value> visitTranspose(Op.Transpose op, Node node) {
    return List.of(shapes.transpose(op, node));
  }

  @Override
  public List<Value> visitBroadcast(Op.Broadcast op, Node node) {
    return List.of(shapes.broadcast(op, node));
  }

  @Override
  public List<Value> visitSlice(Op.Slice op, Node node) {
    return List.of(shapes.slice(op, node));
  }

  @Override
  public List<Value> visitPad(Op.Pad op, Node node) {
    return List.of(shapes.pad(op, node));
  }

  @Override
  public List<Value> visitConcat(Op.Concat op, Node node) {
    return List.of(shapes.concat(op, node));
  }

  @Override
  public List<Value> visitConv2d(Op.Conv2d op, Node node) {
    return List.of(convolutions.forward(op, node));
  }

  @Override
  public List<Value> visitConv2dInputGradient(Op.Conv2dInputGradient op, Node node) {
    return List.of(convolutions.inputGradient(op, node));
  }

  @Override
  public List<Value> visitConv2dFilterGradient(Op.Conv2dFilterGradient op, Node node) {
    return List.of(convolutions.filterGradient(op, node));
  }

  @Override
  public List<Value> visitMaxPool(Op.MaxPool op, Node node) {
    return List.of(pools.max(op, node));
  }

  @Override
  public List<Value> visitMaxPoolGradient(Op.MaxPoolGradient op, Node node) {
    return List.of(pools.maxGradient(op, node));
  }

  @Override
  public List<Value> visitAvgPool(Op.AvgPool op, Node node) {
    return List.of(pools.average(op, node));
  }

  @Override
  public List<Value> visitAvgPoolGradient(Op.AvgPoolGradient op, Node node) {
    return List.of(pools.averageGradient(op, node));
  }

  @Override
  public List<Value> visitDepthToSpace(Op.DepthToSpace op, Node node) {
    return List.of(shapes.depthToSpace(op, node));
  }

  @Override
  public List<Value> visitSpaceToDepth(Op.SpaceToDepth op, Node node) {
    return List.of(shapes.spaceToDepth(op, node));
  }

  @Override
  public List<Value> visitLogSoftmax(Op.LogSoftmax op, Node node) {
    return List.of(shapes.logSoftmax(op, node));
  }

  @Override
  public List<Value> visitStopGradient(Op.StopGradient op, Node node) {
    return List.of(context.operand(node, 0));
  }

  @Override
  public List<Value> visitAdam(Op.Adam op, Node node) {
    return updates.adam(op, node);
  }
}
