package org.bcnn.backend.tf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.graph.Node;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * Lowers Adam, either to plain arithmetic or to the engine's kernel, which changes the variables in
 * place. That kernel corrects the moments' bias in single precision by another formula, so it is
 * told that there is none to correct, and gets step size and epsilon corrected in double precision.
 */
final class AdamLowering {
  /** A relative error that single precision hides. */
  private static final double NEGLIGIBLE = 5e-7;

  private record Schedule(Op.Adam op, Tensor step, Tensor learningRate) {}

  /** Step size a and epsilon e of {@link Op.Adam}, in single precision. */
  private record Sizes(Output<?> step, Output<?> epsilon) {}

  private final LoweringContext context;
  private final GraphWriter graph;
  private final Map<Schedule, Sizes> sizes = new HashMap<>();

  AdamLowering(LoweringContext context) {
    this.context = context;
    this.graph = context.graph();
  }

  private Sizes sizes(Op.Adam op, Node node) {
    return sizes.computeIfAbsent(
        new Schedule(op, node.operand(4), node.operand(5)), this::computeSizes);
  }

  private Sizes computeSizes(Schedule schedule) {
    Output<?> step = cast(context.value(schedule.step()).plain(), DataType.DT_DOUBLE);
    Output<?> rate = cast(context.value(schedule.learningRate()).plain(), DataType.DT_DOUBLE);
    Output<?> first = correction(schedule.op().beta1(), step);
    Output<?> root = graph.apply("Sqrt", correction(schedule.op().beta2(), step));
    Output<?> size = graph.apply("RealDiv", graph.apply("Mul", rate, root), first);
    Output<?> epsilon = graph.apply("Mul", graph.scalar(schedule.op().epsilon()), root);
    return new Sizes(cast(size, DataType.DT_FLOAT), cast(epsilon, DataType.DT_FLOAT));
  }

  /** 1 - beta^t. */
  private Output<?> correction(double beta, Output<?> step) {
    return graph.apply("Sub", graph.scalar(1.0), graph.apply("Pow", graph.scalar(beta), step));
  }

  private Output<?> cast(Output<?> value, DataType type) {
    return graph.op("Cast").in(value).with("DstT", type).output();
  }

  /** Lowers to arithmetic, all in the parameter's layout. */
  List<Value> general(Op.Adam op, Node node) {
    Layout layout = context.operand(node, 0).layout();
    Output<?> gradient = context.operand(node, 3).as(layout);
    Sizes size = sizes(op, node);
    Output<?> first = decayed(op.beta1(), context.operand(node, 1).as(layout), gradient);
    Output<?> second =
        decayed(op.beta2(), context.operand(node, 2).as(layout), graph.apply("Square", gradient));
    Output<?> denominator = graph.apply("AddV2", graph.apply("Sqrt", second), size.epsilon());
    Output<?> change = graph.apply("RealDiv", graph.apply("Mul", first, size.step()), denominator);
    Output<?> parameter = graph.apply("Sub", context.operand(node, 0).as(layout), change);
    return List.of(
        context.result(node, layout, parameter),
        context.result(node, layout, first),
        context.result(node, layout, second));
  }

  private Output<?> decayed(double beta, Output<?> moment, Output<?> news) {
    return graph.apply(
        "AddV2",
        graph.apply("Mul", moment, graph.scalar((float) beta)),
        graph.apply("Mul", news, graph.scalar((float) (1 - beta))));
  }

  /**
   * Says whether the engine's kernel is exact enough: it computes 1 - beta1 in single precision.
   * Its 1 - beta2, far worse for the usual 0.999, is put right beforehand.
   */
  static boolean canBeInPlace(Op.Adam op) {
    return Math.abs((1 - (float) op.beta1()) / (1 - op.beta1()) - 1) < NEGLIGIBLE
        && (float) op.beta2() > 0;
  }

  /**
   * Lowers to the engine's kernel.
   *
   * @param slots parameter, first and second moment, in one layout
   * @param reads what reads the old values and must come first
   */
  GraphOperation inPlace(
      Op.Adam op, Node node, List<VariableStore.Slot> slots, Iterable<Operation> reads) {
    Sizes size = sizes(op, node);
    Output<?> gradient = context.operand(node, 3).as(slots.get(0).layout());
    GraphWriter.Building update =
        graph
            .op("ResourceApplyAdam")
            .in(slots.get(0).handle(), slots.get(1).handle(), slots.get(2).handle())
            .in(graph.scalar(0f), graph.scalar(0f), size.step())
            .in(graph.scalar((float) op.beta1()), graph.scalar((float) op.beta2()))
            .in(size.epsilon(), gradient);
    reads.forEach(update::after);
    double missing = (1 - op.beta2()) - (1 - (float) op.beta2());
    if (Math.abs(missing) > NEGLIGIBLE * (1 - op.beta2())) {
      update.after(add(missing / (float) op.beta2(), gradient, slots.get(2), reads));
    }
    return update.operation();
  }

  /** Adds a multiple of the squared gradient to the second moment. */
  private Operation add(
      double factor, Output<?> gradient, VariableStore.Slot moment, Iterable<Operation> reads) {
    Output<?> change =
        graph.apply("Mul", graph.apply("Square", gradient), graph.scalar((float) factor));
    GraphWriter.Building addition = graph.op("AssignAddVariableOp").in(moment.handle(), change);
    reads.forEach(addition::after);
    return addition.operation();
  }
}
