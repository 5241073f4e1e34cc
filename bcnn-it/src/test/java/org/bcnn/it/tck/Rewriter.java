package org.bcnn.it.tck;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.RunArguments;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Node;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.HostTensor;

/** Builds a function again in a new graph, with some operations replaced. */
final class Rewriter implements Op.Visitor<List<Tensor>> {
  private final GraphBuilder graph = new GraphBuilder();
  private final Map<Tensor, Tensor> made = new HashMap<>();
  private List<Tensor> x;

  private Rewriter() {}

  static Function rewrite(Function function, Rewrite rewrite) {
    Rewriter rewriter = new Rewriter();
    for (Node node : function.nodes()) {
      rewriter.x = node.operands().stream().map(rewriter.made::get).toList();
      List<Tensor> results = rewrite.apply(rewriter.graph, node, rewriter.x);
      if (results == null) {
        results = node.op().accept(rewriter, node);
      }
      for (int i = 0; i < results.size(); i++) {
        rewriter.made.put(node.outputs().get(i), results.get(i));
      }
    }
    Function.Builder builder = rewriter.graph.function(function.name());
    function.outputs().forEach((name, value) -> builder.output(name, rewriter.made.get(value)));
    function.updates().forEach((v, value) -> builder.update(v, rewriter.made.get(value)));
    return builder.build();
  }

  /** Compiles the rewritten function, which may need fewer inputs. */
  static Executable compile(Session session, Function function, Rewrite rewrite) {
    Function faulty = rewrite(function, rewrite);
    return new ForwardingExecutable(session.compile(faulty)) {
      @Override
      public Function function() {
        return function;
      }

      @Override
      public Map<String, HostTensor> run(Map<String, HostTensor> inputs, NoiseSeed noise) {
        RunArguments.check(function, inputs);
        Map<String, HostTensor> needed = new LinkedHashMap<>();
        faulty.inputs().forEach(op -> needed.put(op.name(), inputs.get(op.name())));
        return super.run(needed, noise);
      }
    };
  }

  @Override
  public List<Tensor> visitInput(Op.Input op, Node node) {
    return List.of(graph.input(op.name(), op.shape()));
  }

  @Override
  public List<Tensor> visitVariableRead(Op.VariableRead op, Node node) {
    return List.of(graph.read(op.variable()));
  }

  @Override
  public List<Tensor> visitConstant(Op.Constant op, Node node) {
    return List.of(graph.constant(op.value()));
  }

  @Override
  public List<Tensor> visitNoise(Op.Noise op, Node node) {
    return List.of(graph.noise(op.distribution(), op.shape(), op.path(), op.draw(), op.source()));
  }

  @Override
  public List<Tensor> visitUnary(Op.Unary op, Node node) {
    return List.of(graph.unary(op.kind(), x.get(0)));
  }

  @Override
  public List<Tensor> visitBinary(Op.Binary op, Node node) {
    return List.of(graph.binary(op.kind(), x.get(0), x.get(1)));
  }

  @Override
  public List<Tensor> visitSelect(Op.Select op, Node node) {
    return List.of(graph.select(x.get(0), x.get(1), x.get(2)));
  }

  @Override
  public List<Tensor> visitReduce(Op.Reduce op, Node node) {
    return List.of(graph.reduce(op.kind(), x.get(0), op.axes(), op.keepDims()));
  }

  @Override
  public List<Tensor> visitMatMul(Op.MatMul op, Node node) {
    return List.of(graph.matMul(x.get(0), x.get(1), op.transposeLeft(), op.transposeRight()));
  }

  @Override
  public List<Tensor> visitReshape(Op.Reshape op, Node node) {
    return List.of(graph.reshape(x.get(0), op.shape()));
  }

  @Override
  public List<Tensor> visitTranspose(Op.Transpose op, Node node) {
    return List.of(
        graph.transpose(x.get(0), op.permutation().stream().mapToInt(axis -> axis).toArray()));
  }

  @Override
  public List<Tensor> visitBroadcast(Op.Broadcast op, Node node) {
    return List.of(graph.broadcast(x.get(0), op.shape()));
  }

  @Override
  public List<Tensor> visitSlice(Op.Slice op, Node node) {
    return List.of(graph.slice(x.get(0), op.begin(), op.shape()));
  }

  @Override
  public List<Tensor> visitPad(Op.Pad op, Node node) {
    return List.of(graph.pad(x.get(0), op.before(), op.after(), op.value()));
  }

  @Override
  public List<Tensor> visitConcat(Op.Concat op, Node node) {
    return List.of(graph.concat(op.axis(), x));
  }

  @Override
  public List<Tensor> visitConv2d(Op.Conv2d op, Node node) {
    return List.of(graph.conv2d(x.get(0), x.get(1), op.geometry()));
  }

  @Override
  public List<Tensor> visitConv2dInputGradient(Op.Conv2dInputGradient op, Node node) {
    return List.of(graph.conv2dInputGradient(op.inputShape(), x.get(0), x.get(1), op.geometry()));
  }

  @Override
  public List<Tensor> visitConv2dFilterGradient(Op.Conv2dFilterGradient op, Node node) {
    return List.of(graph.conv2dFilterGradient(x.get(0), op.filterShape(), x.get(1), op.geometry()));
  }

  @Override
  public List<Tensor> visitMaxPool(Op.MaxPool op, Node node) {
    return List.of(graph.maxPool(x.get(0), op.geometry()));
  }

  @Override
  public List<Tensor> visitMaxPoolGradient(Op.MaxPoolGradient op, Node node) {
    return List.of(graph.maxPoolGradient(x.get(0), x.get(1), op.geometry()));
  }

  @Override
  public List<Tensor> visitAvgPool(Op.AvgPool op, Node node) {
    return List.of(graph.avgPool(x.get(0), op.geometry()));
  }

  @Override
  public List<Tensor> visitAvgPoolGradient(Op.AvgPoolGradient op, Node node) {
    return List.of(graph.avgPoolGradient(op.inputShape(), x.get(0), op.geometry()));
  }

  @Override
  public List<Tensor> visitDepthToSpace(Op.DepthToSpace op, Node node) {
    return List.of(graph.depthToSpace(x.get(0), op.block()));
  }

  @Override
  public List<Tensor> visitSpaceToDepth(Op.SpaceToDepth op, Node node) {
    return List.of(graph.spaceToDepth(x.get(0), op.block()));
  }

  @Override
  public List<Tensor> visitLogSoftmax(Op.LogSoftmax op, Node node) {
    return List.of(graph.logSoftmax(x.get(0), op.axis()));
  }

  @Override
  public List<Tensor> visitStopGradient(Op.StopGradient op, Node node) {
    return List.of(graph.stopGradient(x.get(0)));
  }

  @Override
  public List<Tensor> visitAdam(Op.Adam op, Node node) {
    return graph.adam(op, x.get(0), x.get(1), x.get(2), x.get(3), x.get(4), x.get(5));
  }
}
