package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.Gradients;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.it.tck.reference.ReferenceBackend;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.Layer;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.objective.Likelihood;
import org.bcnn.objective.ObjectiveTerms;
import org.bcnn.objective.VariationalObjective;
import org.bcnn.optimizer.Adam;
import org.bcnn.posterior.Posterior;
import org.bcnn.posterior.PosteriorProvider;
import org.bcnn.prior.Prior;
import org.bcnn.prior.PriorProvider;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.PortableNoise;
import org.bcnn.spec.Provider;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Crosses layers, estimators, posteriors, priors and ways to compute the KL divergence, all that
 * are on the class path. What can be combined takes a training step on every backend with the same
 * loss, gradients and update; what cannot is refused when the model is built.
 */
class ToolkitTableTest {
  private static final String EXAMPLES = "examples";

  /** Posteriors whose weights are not independent, so that signs cannot be flipped. */
  private static final Set<String> DEPENDENT = Set.of("low-rank");

  /** Priors that every Gaussian posterior has a closed form with. */
  private static final Set<String> CLOSED_FORM = Set.of("gaussian", "learned-gaussian", "moped");

  /** A relative difference of losses: one pass of a small network in single precision. */
  private static final double LOSS = 2e-6;

  /**
   * A difference of gradients, relative to the largest of a variable: a few sums of up to a hundred
   * products with cancellation.
   */
  private static final double GRADIENT = 2e-5;

  private static final Map<String, Backend> BACKENDS = new LinkedHashMap<>();

  /** A part of the table: what has the same layer, estimator and posterior. */
  record Part(LayerCase layer, Estimator estimator, String posterior) {
    @Override
    public String toString() {
      return layer + ", " + estimator + ", " + posterior;
    }
  }

  @BeforeAll
  static void open() {
    Backends backends = Backends.find();
    BACKENDS.put("reference", new ReferenceBackend());
    for (String name : List.of("tf", "djl")) {
      BACKENDS.put(name, backends.choose(name).open(new BackendOptions(1)));
    }
  }

  @AfterAll
  static void close() {
    BACKENDS.values().forEach(Backend::close);
    BACKENDS.clear();
  }

  static Stream<Part> parts() {
    return LayerCase.all().stream()
        .flatMap(
            layer ->
                Stream.of(Estimator.values())
                    .flatMap(
                        estimator ->
                            PosteriorProvider.registry().names().stream()
                                .map(posterior -> new Part(layer, estimator, posterior))));
  }

  /** The cells of a part and a prior in one function: each cell is a network of its own. */
  private static final class Step {
    private final GraphBuilder graph = new GraphBuilder();
    private final Function.Builder builder = graph.function("step");
    private final List<Variable> trainable = new ArrayList<>();
    private final List<Tensor> gradients = new ArrayList<>();
    private final Map<Variable, HostTensor> start = new LinkedHashMap<>();

    void add(Layer network, ObjectiveTerms<Tensor> terms, String cell) {
      builder.output(cell, terms.loss());
      List<Tensor> slopes =
          Gradients.of(terms.loss(), terms.trainable().stream().map(graph::read).toList());
      for (int i = 0; i < slopes.size(); i++) {
        builder.output(cell + ": " + terms.trainable().get(i).name(), slopes.get(i));
      }
      trainable.addAll(terms.trainable());
      gradients.addAll(slopes);
      start.putAll(NetworkVariables.of(network).initialValues(1));
    }

    Function build() {
      Adam.DEFAULT.update(builder, trainable, gradients, graph.constant(0.01f));
      return builder.build();
    }

    Map<Variable, HostTensor> values() {
      Map<Variable, HostTensor> values = new LinkedHashMap<>(start);
      values.putAll(Adam.DEFAULT.initialState(trainable));
      return values;
    }
  }

  @ParameterizedTest
  @MethodSource("parts")
  void everyCellTrainsAStepAlikeOrIsRefused(Part part) {
    Posterior posterior = PosteriorProvider.registry().create(part.posterior());
    for (Provider<? extends Prior> provider : PriorProvider.registry().providers()) {
      cells(part, posterior, provider.name());
    }
  }

  private static void cells(Part part, Posterior posterior, String prior) {
    ParameterFactory weights =
        ParameterFactory.variational(posterior, PriorProvider.registry().create(prior));
    Step step = new Step();
    for (KlMode mode : KlMode.values()) {
      String cell = prior + "-" + mode;
      Layer network = part.layer().build(cell, weights);
      if (part.estimator() == Estimator.FLIPOUT && DEPENDENT.contains(part.posterior())) {
        refused(part, network, mode, "flipout needs", cell);
      } else if (mode == KlMode.CLOSED_FORM && !CLOSED_FORM.contains(prior)) {
        refused(part, network, mode, "no closed form", cell);
      } else {
        step.add(network, terms(step.graph, part, network, mode), cell);
      }
    }
    if (!step.trainable.isEmpty()) {
      agree(part, step);
    }
  }

  private static void refused(Part part, Layer network, KlMode mode, String reason, String cell) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> terms(new GraphBuilder(), part, network, mode),
                cell)
            .getMessage();
    assertTrue(message.contains(reason), cell + ": " + message);
    assertTrue(message.contains(cell + "/"), cell + ": " + message);
  }

  private static ObjectiveTerms<Tensor> terms(
      GraphBuilder graph, Part part, Layer network, KlMode mode) {
    Tensor x = graph.input(EXAMPLES, part.layer().input());
    Likelihood<Tensor> likelihood = y -> y.subtract(0.5).square().mean();
    return new VariationalObjective(2, part.estimator(), mode, 50, NoiseSource.PORTABLE)
        .build(network, x, likelihood, graph.constant(1));
  }

  private static void agree(Part part, Step step) {
    Function function = step.build();
    Map<String, HostTensor> input = Map.of(EXAMPLES, examples(part.layer().input()));
    Map<String, HostTensor> expected = null;
    for (Map.Entry<String, Backend> engine : BACKENDS.entrySet()) {
      Map<String, HostTensor> actual = run(engine.getValue(), step, function, input);
      if (expected == null) {
        expected = actual;
      } else {
        assertAlike(expected, actual, engine.getKey());
      }
    }
  }

  private static Map<String, HostTensor> run(
      Backend backend, Step step, Function function, Map<String, HostTensor> input) {
    try (Session session = backend.openSession()) {
      session.setAll(step.values());
      Map<String, HostTensor> outputs = session.compile(function).run(input, new NoiseSeed(4, 0));
      session
          .getAll(step.trainable)
          .forEach(
              (variable, value) ->
                  assertNotEquals(step.start.get(variable), value, variable.name()));
      return outputs;
    }
  }

  private static void assertAlike(
      Map<String, HostTensor> expected, Map<String, HostTensor> actual, String what) {
    for (String name : expected.keySet()) {
      float[] right = expected.get(name).data();
      float[] tested = actual.get(name).data();
      double largest = 0;
      for (float value : right) {
        assertTrue(Float.isFinite(value), what + ": " + name);
        largest = Math.max(largest, Math.abs(value));
      }
      double tolerance = name.contains(": ") ? GRADIENT : LOSS;
      for (int i = 0; i < right.length; i++) {
        assertEquals(right[i], tested[i], tolerance * largest, what + ": " + name + " " + i);
      }
    }
  }

  private static HostTensor examples(Shape shape) {
    HostTensor examples = HostTensor.zeros(shape);
    PortableNoise.fillNormal(
        new NoiseAddress(2, 0, EXAMPLES, 0).key(), 0, examples.data(), 0, examples.data().length);
    return examples;
  }
}
