package org.bcnn.tasks.training;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bcnn.backend.Executable;
import org.bcnn.graph.Function;
import org.bcnn.graph.Gradients;
import org.bcnn.graph.Node;
import org.bcnn.graph.NodeProbe;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;

/**
 * Finds the first value that is not finite in a step of training: in what goes into it, in its
 * objective, or in the gradients. It changes no variable. Not thread-safe.
 */
final class FiniteProbe implements AutoCloseable {
  /**
   * Lets a sum over a tensor stay in the range of float32 whatever finite values it has, so that
   * the mean of {@code |x|} times this is finite exactly where all of x is. (That a maximum is NaN
   * where an element is, no engine promises.)
   */
  private static final double SMALL = 1e-10;

  private final NetworkSession owner;
  private final TrainingTask task;
  private final TrainingGraph.Settings settings;
  private final Map<Integer, Compiled> compiled = new LinkedHashMap<>();

  FiniteProbe(NetworkSession owner, TrainingTask task, TrainingGraph.Settings settings) {
    this.owner = owner;
    this.task = task;
    this.settings = settings;
  }

  /** Where in a step a value is. */
  enum Place {
    /** The examples or κ. */
    INPUT,
    /** A variable as it was before the step. */
    VARIABLE,
    /** Between these and the loss. */
    OBJECTIVE,
    /** Between the loss and the gradients in the variables. */
    GRADIENT
  }

  /**
   * A value that is not finite while all that it is computed from is.
   *
   * @param place where in the step it is
   * @param node what makes it
   */
  record Found(Place place, Node node) {

    /** Returns what it is, for a message. */
    String description() {
      if (node.op() instanceof Op.Input input) {
        return "the input '" + input.name() + "'";
      }
      if (node.op() instanceof Op.VariableRead read) {
        return read.variable().name();
      }
      String where = node.path().isEmpty() ? ", outside of the layers" : " in " + node.path();
      String what = place == Place.GRADIENT ? " on the way from the loss to the gradients" : "";
      return node.op().label() + where + what;
    }
  }

  /**
   * What was seen.
   *
   * @param first the first value that is not finite, if there is one
   * @param largest the variable with the largest mean absolute value, of those that are finite
   * @param magnitude that value
   */
  record Seen(Optional<Found> first, Optional<Variable> largest, double magnitude) {}

  private record Compiled(NodeProbe probe, Set<Node> objective, Executable executable) {}

  /** Looks at the step that would be taken from the values that the variables have now. */
  Seen look(StepInputs step) {
    Compiled function = compiled.computeIfAbsent(step.minibatch().size(), this::compile);
    NodeProbe probe = function.probe();
    Map<String, HostTensor> outputs = function.executable().run(step.ofObjective(), step.noise());
    Optional<Found> first =
        first(probe, outputs, probe.values(Op.Input.class), node -> Place.INPUT)
            .or(
                () ->
                    first(
                        probe,
                        outputs,
                        probe.values(Op.VariableRead.class),
                        node -> Place.VARIABLE))
            .or(
                () ->
                    first(
                        probe,
                        outputs,
                        probe.values(),
                        node ->
                            function.objective().contains(node)
                                ? Place.OBJECTIVE
                                : Place.GRADIENT));
    Variable largest = null;
    double magnitude = 0;
    for (Tensor value : probe.values(Op.VariableRead.class)) {
      double seen = probe.seen(outputs, value).item() / SMALL;
      if (Double.isFinite(seen) && seen >= magnitude) {
        largest = ((Op.VariableRead) value.node().op()).variable();
        magnitude = seen;
      }
    }
    return new Seen(first, Optional.ofNullable(largest), magnitude);
  }

  private static Optional<Found> first(
      NodeProbe probe,
      Map<String, HostTensor> outputs,
      List<Tensor> values,
      java.util.function.Function<Node, Place> place) {
    return values.stream()
        .filter(value -> !(value.node().op() instanceof Op.Constant))
        .filter(value -> !Float.isFinite(probe.seen(outputs, value).item()))
        .findFirst()
        .map(value -> new Found(place.apply(value.node()), value.node()));
  }

  private Compiled compile(int batch) {
    TrainingGraph training = task.graph(settings, batch);
    Tensor loss = training.terms().loss();
    Set<Node> objective =
        new HashSet<>(training.graph().function("objective").output("loss", loss).build().nodes());
    List<Tensor> variables =
        training.terms().trainable().stream().map(training.graph()::read).toList();
    Function.Builder step = training.graph().function("step").output("loss", loss);
    List<Tensor> gradients = Gradients.of(loss, variables);
    for (int i = 0; i < gradients.size(); i++) {
      step.output("gradient " + i, gradients.get(i));
    }
    NodeProbe probe = NodeProbe.of(step.build(), x -> x.multiply(SMALL).abs().mean());
    return new Compiled(probe, objective, owner.session().compile(probe.function()));
  }

  @Override
  public void close() {
    compiled.values().forEach(each -> each.executable().close());
    compiled.clear();
  }
}
