package org.bcnn.it.tck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.graph.Function;
import org.bcnn.graph.Gradients;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.ShapeException;
import org.bcnn.graph.Tensor;
import org.bcnn.it.tck.reference.DoubleTensor;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * A graph of random operations on random shapes, determined by its number. An operation is added
 * only if its shapes fit, its values are finite and moderate, and no kink is near, so that float32
 * suffices for the whole graph and its gradient.
 */
final class RandomGraph {
  private static final long SEED = 60;
  private static final int LARGEST_SIZE = 300;
  private static final double LARGEST_VALUE = 6;
  private static final int LARGEST_GRADIENT = 100;

  private final RandomStream random;
  private final GraphBuilder graph = new GraphBuilder();
  private final Map<String, HostTensor> inputs = new LinkedHashMap<>();
  private final List<Tensor> tensors = new ArrayList<>();
  private int inputsMade;

  RandomGraph(int number) {
    random = RandomStream.at(new NoiseAddress(SEED, 0, "random graph", number));
    int size = 10 + random.nextInt(21);
    for (int[] dims : new int[][] {{2, 3, 5, 4}, {3, 4}, {4}, {4, 2, 3}}) {
      tensors.add(input(dims));
    }
    int inputCount = tensors.size();
    RandomOperations operations = new RandomOperations(random, graph, this::input);
    while (tensors.size() < inputCount + size) {
      add(operations);
    }
  }

  private Tensor input(int... dims) {
    String name = "x" + inputsMade++;
    inputs.put(name, Values.between(name, -1.5, 1.5, dims));
    return graph.input(name, Shape.of(dims));
  }

  /** Adds an operation, or nothing if the one drawn does not fit. */
  private void add(RandomOperations operations) {
    Tensor x = tensors.get(random.nextInt(tensors.size()));
    Tensor y = tensors.get(random.nextInt(tensors.size()));
    int before = inputs.size();
    Tensor made;
    try {
      made = operations.draw(x, y, value(x), value(y));
    } catch (ShapeException doesNotFit) {
      made = null;
    }
    if (made != null && !tensors.contains(made) && moderate(made) && gentle(made)) {
      tensors.add(made);
    } else {
      inputs.keySet().removeAll(List.copyOf(inputs.keySet()).subList(before, inputs.size()));
    }
  }

  private boolean moderate(Tensor made) {
    return made.shape().size() <= LARGEST_SIZE
        && Arrays.stream(value(made).data()).allMatch(v -> Math.abs(v) <= LARGEST_VALUE);
  }

  /** Says whether the gradient of a tensor is moderate too. */
  private boolean gentle(Tensor made) {
    return Oracle.evaluate(gradient(made.square().mean()), inputs).values().stream()
        .flatMapToDouble(gradient -> Arrays.stream(gradient.data()))
        .allMatch(v -> Math.abs(v) <= LARGEST_GRADIENT);
  }

  private DoubleTensor value(Tensor tensor) {
    Function function = graph.function("value").output("value", tensor).build();
    return Oracle.evaluate(function, inputs).get("value");
  }

  private Function gradient(Tensor scalar) {
    List<Tensor> wanted =
        inputs.entrySet().stream()
            .map(input -> graph.input(input.getKey(), input.getValue().shape()))
            .toList();
    List<Tensor> gradients = Gradients.of(scalar, wanted);
    Function.Builder builder = graph.function("random gradient");
    List<String> names = List.copyOf(inputs.keySet());
    for (int i = 0; i < names.size(); i++) {
      builder.output(names.get(i), gradients.get(i));
    }
    return builder.build();
  }

  /** The last few values, on which most others have some part. */
  private List<Tensor> last() {
    return tensors.subList(tensors.size() - 4, tensors.size());
  }

  /** Outputs the last values. */
  Function forward() {
    Function.Builder builder = graph.function("random graph");
    for (Tensor tensor : last()) {
      builder.output(tensor.toString(), tensor);
    }
    return builder.build();
  }

  /** The mean squares of the last values, summed, and its gradient by all inputs. */
  DerivativeCase derivative() {
    Tensor loss = last().stream().map(t -> t.square().mean()).reduce(Tensor::add).orElseThrow();
    Function scalar = graph.function("random loss").output("value", loss).build();
    return new DerivativeCase(scalar, gradient(loss), inputs, List.copyOf(inputs.keySet()));
  }

  Map<String, HostTensor> inputs() {
    return inputs;
  }
}
