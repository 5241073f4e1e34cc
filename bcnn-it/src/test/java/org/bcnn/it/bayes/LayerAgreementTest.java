package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.Gradients;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.it.tck.reference.ReferenceBackend;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.layer.Layer;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer, with the same noise, gives the same numbers on every backend. */
class LayerAgreementTest {
  private static final Map<String, Backend> ENGINES = new LinkedHashMap<>();

  @BeforeAll
  static void openEngines() {
    Backends backends = Backends.find();
    for (String name : List.of("tf", "djl")) {
      ENGINES.put(name, backends.choose(name).open(new BackendOptions(1)));
    }
  }

  @AfterAll
  static void closeEngines() {
    ENGINES.values().forEach(Backend::close);
    ENGINES.clear();
  }

  static Stream<Arguments> layers() {
    Stream<Arguments> composed =
        LayersTest.composed()
            .map(c -> Arguments.of(c.layer(), c.input(), Estimator.LOCAL_REPARAMETERISATION));
    Stream<Arguments> affine =
        AffineCase.all()
            .flatMap(
                c ->
                    Stream.of(Estimator.LOCAL_REPARAMETERISATION, Estimator.FLIPOUT)
                        .map(e -> Arguments.of(c.layer(Networks.variational()), c.input(), e)));
    return Stream.concat(composed, affine);
  }

  private static Variable data(Shape shape) {
    return new Variable("data", shape);
  }

  /**
   * A pass of training, with gradients in data and weights, and one of prediction, which reads the
   * buffers that the other updates as they were.
   */
  private static Function function(Layer layer, Shape input, Estimator estimator) {
    GraphBuilder graph = new GraphBuilder();
    List<Variable> variables = new ArrayList<>(Networks.variables(layer));
    variables.add(data(input));
    Tensor x = graph.read(data(input));
    ForwardPass pass = Networks.pass(graph, estimator, 0);
    Tensor output = layer.apply(x, pass);
    Tensor direction = graph.constant(normal("direction", output.shape()));
    Tensor loss = output.add(output.square()).multiply(direction).sum();
    Function.Builder function = graph.function("both").output("output", output);
    List<Tensor> gradients = Gradients.of(loss, Networks.reads(graph, variables));
    for (int i = 0; i < gradients.size(); i++) {
      function.output("gradient of " + variables.get(i).name(), gradients.get(i));
    }
    pass.recorded().forEach((buffer, values) -> function.update(buffer, values.get(0)));
    ForwardPass prediction = ForwardPass.prediction(graph, estimator, 1, NoiseSource.PORTABLE);
    return function.output("prediction", layer.apply(x, prediction)).build();
  }

  private static HostTensor normal(String name, Shape shape) {
    double[] values = Networks.normal(name, shape.size());
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return HostTensor.of(shape, floats);
  }

  private static Map<String, HostTensor> run(
      Backend backend, Layer layer, Shape input, Estimator estimator) {
    try (Session session = backend.openSession()) {
      NetworkVariables variables = NetworkVariables.of(layer);
      session.setAll(variables.initialValues(2));
      variables.buffers().forEach(each -> session.set(each, HostTensor.full(each.shape(), 0.7f)));
      session.set(data(input), normal("data", input));
      Executable function = session.compile(function(layer, input, estimator));
      Map<String, HostTensor> values =
          new LinkedHashMap<>(function.run(Map.of(), new NoiseSeed(5, 1)));
      variables.buffers().forEach(each -> values.put(each.name(), session.get(each)));
      return values;
    }
  }

  private static void assertClose(String what, HostTensor expected, HostTensor actual) {
    assertEquals(expected.shape(), actual.shape(), what);
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.data().length; i++) {
      largest = Math.max(largest, Math.abs(expected.data()[i]));
      difference = Math.max(difference, Math.abs((double) actual.data()[i] - expected.data()[i]));
    }
    double limit = AgreementTolerances.LAYER * largest;
    assertTrue(difference <= limit, what + ": " + difference + " exceeds " + limit);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void enginesAgreeWithTheReference(Layer layer, Shape input, Estimator estimator) {
    Map<String, HostTensor> expected;
    try (Backend reference = new ReferenceBackend()) {
      expected = run(reference, layer, input, estimator);
    }
    ENGINES.forEach(
        (name, engine) -> {
          Map<String, HostTensor> actual = run(engine, layer, input, estimator);
          assertEquals(expected.keySet(), actual.keySet());
          expected.forEach(
              (what, value) -> assertClose(name + ", " + what, value, actual.get(what)));
        });
  }

  /** e^1000 is infinite in float32, and infinity times the 0 of a branch not taken is no number. */
  @Test
  void activationsAreFiniteFarOut() {
    Variable x = new Variable("x", Shape.of(6));
    ENGINES.forEach(
        (name, engine) -> {
          try (Session session = engine.openSession()) {
            session.set(x, HostTensor.of(x.shape(), -1000, -89, -0f, 0, 89, 1000));
            for (Activation activation : Activation.values()) {
              GraphBuilder graph = new GraphBuilder();
              Tensor y = activation.apply(graph.read(x), Networks.pass(graph, Estimator.MEAN, 0));
              Tensor gradient = Gradients.of(y.sum(), List.of(graph.read(x))).get(0);
              Function function =
                  graph.function("f").output("y", y).output("gradient", gradient).build();
              try (Executable executable = session.compile(function)) {
                executable
                    .run(Map.of(), new NoiseSeed(0, 0))
                    .forEach(
                        (what, values) -> {
                          for (float value : values.data()) {
                            assertTrue(
                                Float.isFinite(value), name + ", " + what + " of " + activation);
                          }
                        });
              }
            }
          }
        });
  }
}
