package org.bcnn.it.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.Distribution;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Node;
import org.bcnn.graph.NodeProbe;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.it.tck.reference.ReferenceBackend;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a probe sees of a function on every backend. */
final class ProbedRunTest {
  private static final Shape SHAPE = Shape.of(3);
  private static final Variable W = new Variable("w", SHAPE);
  private static final NoiseSeed SEED = new NoiseSeed(1, 2);

  private static List<Backend> backends;

  private final GraphBuilder graph = new GraphBuilder();
  private final Tensor x = graph.input("x", SHAPE);

  @BeforeAll
  static void open() {
    Backends found = Backends.find();
    BackendOptions options = new BackendOptions(1);
    backends =
        List.of(
            new ReferenceBackend(),
            found.choose("tf").open(options),
            found.choose("djl").open(options));
  }

  @AfterAll
  static void close() {
    backends.forEach(Backend::close);
  }

  static Stream<Backend> backends() {
    return backends.stream();
  }

  private static Map<String, HostTensor> run(Backend backend, Function function, HostTensor input) {
    try (Session session = backend.openSession()) {
      session.set(W, HostTensor.of(SHAPE, 2, 3, 5));
      try (Executable executable = session.compile(function)) {
        Map<String, HostTensor> outputs = executable.run(Map.of("x", input), SEED);
        assertEquals(HostTensor.of(SHAPE, 2, 3, 5), session.get(W), "nothing is updated");
        return outputs;
      }
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("backends")
  void seesEveryValueUnderTheNoiseOfTheFunction(Backend backend) {
    Tensor noise = graph.noise(Distribution.UNIFORM, SHAPE, "n", 0, NoiseSource.PORTABLE);
    Tensor product = x.multiply(graph.read(W));
    Tensor sum = product.add(noise);
    Function plain = graph.function("plain").output("sum", sum).build();
    NodeProbe probe =
        NodeProbe.of(graph.function("f").update(W, sum).build(), value -> value.multiply(2));
    HostTensor input = HostTensor.of(SHAPE, 1, -1, 4);
    Map<String, HostTensor> outputs = run(backend, probe.function(), input);
    assertArrayEquals(new float[] {2, -2, 8}, probe.seen(outputs, x).data());
    assertArrayEquals(new float[] {4, -6, 40}, probe.seen(outputs, product).data());
    float[] expected = run(backend, plain, input).get("sum").data();
    for (int i = 0; i < expected.length; i++) {
      assertEquals(2 * expected[i], probe.seen(outputs, sum).data()[i], 1e-5f);
    }
  }

  /** The logarithm of −1 is none; what is computed from it is not finite either, but later. */
  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("backends")
  void whereNotANumberComesFromIsSeen(Backend backend) {
    Tensor great = x.multiply(3e38);
    Tensor log = graph.within("outer", () -> graph.within("layer", x::log));
    Tensor loss = log.add(great.multiply(0)).exp().sum();
    NodeProbe probe =
        NodeProbe.of(
            graph.function("f").output("loss", loss).build(),
            value -> value.multiply(1e-10).abs().mean());
    Map<String, HostTensor> outputs =
        run(backend, probe.function(), HostTensor.of(SHAPE, 1, -1, 1));
    List<Node> notFinite =
        probe.values().stream()
            .filter(value -> !Float.isFinite(probe.seen(outputs, value).item()))
            .map(Tensor::node)
            .toList();
    assertEquals(log.node(), notFinite.get(0));
    assertEquals("log", notFinite.get(0).op().label());
    assertEquals("outer/layer", notFinite.get(0).path());
    assertEquals(loss.node(), notFinite.get(notFinite.size() - 1));
    assertEquals(3e28f, probe.seen(outputs, great).item(), 1e23f, "a sum of them is no float32");
  }
}
