package org.bcnn.it.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.Function;
import org.bcnn.graph.Gradients;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Padding;
import org.bcnn.graph.Tensor;
import org.bcnn.it.tck.reference.ReferenceBackend;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.PortableNoise;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Engines' convolutions take channels in blocks of 16, and may be wrong where blocks are missing.
 */
class ChannelBlocksTest {
  private static final int[] INPUTS = {2, 31, 33, 38, 48, 50, 65, 80, 100};
  private static final int[] OUTPUTS = {1, 20, 26, 48};

  /** Sums of up to 900 products in float32. */
  private static final double TOLERANCE = 1e-5;

  @ParameterizedTest
  @ValueSource(strings = {"tf", "djl"})
  void convolutionsAreRightForAnyChannels(String engine) {
    try (Backend backend = Backends.find().choose(engine).open(new BackendOptions(1));
        Backend reference = new ReferenceBackend()) {
      for (int inputs : INPUTS) {
        for (int outputs : OUTPUTS) {
          for (int stride = 1; stride <= 2; stride++) {
            for (int kernel = 1; kernel <= 3; kernel += 2) {
              Function function = function(inputs, outputs, kernel, stride);
              Map<String, HostTensor> expected = run(reference, function);
              run(backend, function)
                  .forEach((name, value) -> requireClose(value, expected.get(name), name));
            }
          }
        }
      }
    }
  }

  private static Function function(int inputs, int outputs, int kernel, int stride) {
    GraphBuilder graph = new GraphBuilder();
    ConvGeometry geometry =
        ConvGeometry.DEFAULT.withPadding(Padding.all(kernel / 2)).withStride(stride);
    Tensor images = graph.input("images", Shape.of(2, inputs, 2, 3));
    Tensor filters = graph.input("filters", Shape.of(outputs, inputs, kernel, kernel));
    Tensor result = graph.conv2d(images, filters, geometry);
    Tensor loss = result.multiply(graph.input("weights", result.shape())).sum();
    List<Tensor> gradients = Gradients.of(loss, List.of(images, filters));
    String name =
        String.format("%d to %d channels, kernel %d, stride %d", inputs, outputs, kernel, stride);
    return graph
        .function("convolution")
        .output("convolution of " + name, result)
        .output("input gradient of " + name, gradients.get(0))
        .output("filter gradient of " + name, gradients.get(1))
        .build();
  }

  private static Map<String, HostTensor> run(Backend backend, Function function) {
    Map<String, HostTensor> inputs = new LinkedHashMap<>();
    function.inputs().forEach(each -> inputs.put(each.name(), values(each.name(), each.shape())));
    try (Session session = backend.openSession();
        Executable executable = session.compile(function)) {
      return executable.run(inputs, new NoiseSeed(1, 0));
    }
  }

  private static HostTensor values(String name, Shape shape) {
    HostTensor values = HostTensor.zeros(shape);
    PortableNoise.fillUniform(
        new NoiseAddress(1, 0, name, 0).key(), 0, values.data(), 0, values.data().length);
    return values;
  }

  private static void requireClose(HostTensor actual, HostTensor expected, String name) {
    assertEquals(expected.shape(), actual.shape(), name);
    double scale = 0;
    double largest = 0;
    for (int i = 0; i < expected.data().length; i++) {
      double difference = Math.abs((double) actual.data()[i] - expected.data()[i]);
      assertTrue(Double.isFinite(difference), name);
      largest = Math.max(largest, difference);
      scale = Math.max(scale, Math.abs(expected.data()[i]));
    }
    assertTrue(largest <= TOLERANCE * scale, name + ": off by " + largest / scale);
  }
}
