package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.optimizer.Adam;
import org.bcnn.optimizer.AdamW;
import org.bcnn.optimizer.GradientClipping;
import org.bcnn.optimizer.Optimizer;
import org.bcnn.optimizer.OptimizerProvider;
import org.bcnn.optimizer.Sgd;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each optimiser against its published formula, worked out in plain Java, over 12 steps on a
 * quadratic loss {@code ½ Σ c w²} with a learning rate that changes, on the reference in double
 * precision and on the engines in float32.
 */
class OptimizersTest {
  private static final Variable WEIGHT = new Variable("dense/weight/mu", Shape.of(3));
  private static final Variable BIAS = new Variable("dense/bias", Shape.of(2));
  private static final List<Variable> BOTH = List.of(WEIGHT, BIAS);
  private static final double[] START = {1, -2, 0.5, 3, -1};
  private static final double[] CURVATURE = {1, 4, 0.5, 2, 8};
  private static final int STEPS = 12;

  /** Moves the five numbers, of which the first three are weights. */
  @FunctionalInterface
  private interface Formula {
    void step(int t, double[] w, double[] g, double rate);
  }

  private static double rate(int t) {
    return 0.1 / (1 + 0.2 * t);
  }

  private static double[][] expected(Formula formula) {
    double[][] path = new double[STEPS][];
    double[] w = START.clone();
    for (int t = 1; t <= STEPS; t++) {
      double[] g = new double[w.length];
      for (int i = 0; i < w.length; i++) {
        g[i] = CURVATURE[i] * w[i];
      }
      formula.step(t, w, g, rate(t));
      path[t - 1] = w.clone();
    }
    return path;
  }

  private static Function function(Optimizer optimizer) {
    GraphBuilder graph = new GraphBuilder();
    Tensor loss = null;
    int from = 0;
    for (Variable variable : BOTH) {
      double[] curvature = Arrays.copyOfRange(CURVATURE, from, from + variable.shape().size());
      from += curvature.length;
      Tensor part =
          graph
              .read(variable)
              .square()
              .multiply(graph.constant(OneBackend.tensor(variable.shape(), curvature)))
              .sum()
              .multiply(0.5);
      loss = loss == null ? part : loss.add(part);
    }
    Function.Builder function = graph.function("step").output("loss", loss);
    optimizer.minimize(function, loss, BOTH, graph.input("rate", Shape.scalar()));
    return function.build();
  }

  private static void assertFollows(Optimizer optimizer, Formula formula, String backend) {
    double[][] expected = expected(formula);
    Function function = function(optimizer);
    List<Variable> state = optimizer.state(BOTH);
    if (backend.equals("reference")) {
      Exact exact = new Exact().set(WEIGHT, 1, -2, 0.5).set(BIAS, 3, -1).zero(state);
      for (int t = 1; t <= STEPS; t++) {
        exact.input("rate", Shape.scalar(), rate(t));
        exact.run(function);
        // Constants of the graph are float32.
        assertNear(expected[t - 1], exact.get(WEIGHT), exact.get(BIAS), 3e-7, "step " + t);
      }
    } else {
      try (OneBackend one = new OneBackend(backend)) {
        one.set(WEIGHT, 1, -2, 0.5).set(BIAS, 3, -1).zero(state);
        Executable step = one.compile(function);
        for (int t = 1; t <= STEPS; t++) {
          HostTensor rate = HostTensor.scalar((float) rate(t));
          step.run(Map.of("rate", rate), new NoiseSeed(1, t));
          // Twelve steps' roundings of numbers up to 3.
          assertNear(
              expected[t - 1], one.get(WEIGHT), one.get(BIAS), 3e-6, backend + ", step " + t);
        }
        step.close();
      }
    }
  }

  private static void assertNear(
      double[] expected, double[] weight, double[] bias, double delta, String message) {
    assertArrayEquals(
        expected, new double[] {weight[0], weight[1], weight[2], bias[0], bias[1]}, delta, message);
  }

  /** Loshchilov and Hutter's algorithm 2, line by line, with decay for weights alone. */
  private static Formula adam(Op.Adam rule, double decay) {
    double[] m = new double[START.length];
    double[] v = new double[START.length];
    return (t, w, g, rate) -> {
      for (int i = 0; i < w.length; i++) {
        m[i] = rule.beta1() * m[i] + (1 - rule.beta1()) * g[i];
        v[i] = rule.beta2() * v[i] + (1 - rule.beta2()) * g[i] * g[i];
        double first = m[i] / (1 - Math.pow(rule.beta1(), t));
        double second = v[i] / (1 - Math.pow(rule.beta2(), t));
        double lambda = i < 3 ? decay : 0;
        w[i] -= rate * (first / (Math.sqrt(second) + rule.epsilon()) + lambda * w[i]);
      }
    };
  }

  /** {@code v ← μ v + g}, {@code w ← w − η v}; Nesterov: {@code w ← w − η (g + μ v)}. */
  private static Formula sgd(double momentum, boolean nesterov) {
    double[] v = new double[START.length];
    return (t, w, g, rate) -> {
      for (int i = 0; i < w.length; i++) {
        v[i] = momentum * v[i] + g[i];
        w[i] -= rate * (nesterov ? g[i] + momentum * v[i] : v[i]);
      }
    };
  }

  private static Formula clipped(Formula formula, double limit) {
    return (t, w, g, rate) -> {
      double squares = 0;
      for (double each : g) {
        squares += each * each;
      }
      double scale = Math.sqrt(squares) > limit ? limit / Math.sqrt(squares) : 1;
      double[] shorter = new double[g.length];
      for (int i = 0; i < g.length; i++) {
        shorter[i] = g[i] * scale;
      }
      formula.step(t, w, shorter, rate);
    };
  }

  @ParameterizedTest
  @CsvSource({"reference, 1e-8", "tf, 1e-8", "djl, 1e-8", "reference, 0.1", "tf, 0.1", "djl, 0.1"})
  void adamFollowsThePaper(String backend, double epsilon) {
    Op.Adam rule = new Op.Adam(0.8, 0.95, epsilon);
    assertFollows(new Adam("adam", rule), adam(rule, 0), backend);
  }

  @ParameterizedTest
  @CsvSource({"reference", "tf", "djl"})
  void adamWFollowsThePaper(String backend) {
    Op.Adam rule = new Op.Adam(0.9, 0.999, 1e-8);
    assertFollows(new AdamW(new Adam("adamw", rule), 0.3), adam(rule, 0.3), backend);
  }

  @ParameterizedTest
  @CsvSource({
    "reference, 0, false",
    "tf, 0, false",
    "djl, 0, false",
    "reference, 0.7, false",
    "tf, 0.7, false",
    "djl, 0.7, false",
    "reference, 0.7, true",
    "tf, 0.7, true",
    "djl, 0.7, true"
  })
  void sgdFollowsTheFormula(String backend, double momentum, boolean nesterov) {
    assertFollows(new Sgd("sgd", momentum, nesterov), sgd(momentum, nesterov), backend);
  }

  /** The first gradients have a norm of 14, the last less than 2. */
  @ParameterizedTest
  @CsvSource({
    "reference, sgd:momentum=0.5",
    "tf, sgd:momentum=0.5",
    "djl, sgd:momentum=0.5",
    "reference, adam",
    "tf, adam",
    "djl, adam",
    "reference, adamw:decay=0.2",
    "tf, adamw:decay=0.2",
    "djl, adamw:decay=0.2"
  })
  void clippingIsOfTheNormOfAllTogether(String backend, String spec) {
    Op.Adam rule = Adam.DEFAULT.rule();
    Formula formula =
        switch (spec) {
          case "adam" -> adam(rule, 0);
          case "adamw:decay=0.2" -> adam(rule, 0.2);
          default -> sgd(0.5, false);
        };
    String separator = spec.contains(":") ? "," : ":";
    Optimizer optimizer = OptimizerProvider.registry().create(spec + separator + "clip-norm=2");
    assertFollows(optimizer, clipped(formula, 2), backend);
  }

  /** Shorter gradients pass as they are, and gradients of 0 do not divide by 0. */
  @Test
  void shortGradientsAreNotClipped() {
    Optimizer clipping = new GradientClipping(new Sgd("sgd", 0, false), 100);
    Exact exact = new Exact().set(WEIGHT, 1, -2, 0.5).set(BIAS, 3, -1);
    exact.input("rate", Shape.scalar(), 0.125);
    exact.run(function(clipping));
    assertArrayEquals(new double[] {0.875, -1, 0.46875}, exact.get(WEIGHT));
    exact.set(WEIGHT, 0, 0, 0).set(BIAS, 0, 0);
    exact.run(function(clipping));
    assertArrayEquals(new double[] {0, 0, 0}, exact.get(WEIGHT));
  }

  @Test
  void clippingKeepsTheStateOfItsOptimiser() {
    Optimizer momentum = new Sgd("sgd", 0.9, false);
    assertEquals(momentum.state(BOTH), new GradientClipping(momentum, 1).state(BOTH));
    assertEquals(
        List.of("sgd/dense/weight/mu/velocity", "sgd/dense/bias/velocity"),
        momentum.state(BOTH).stream().map(Variable::name).toList());
    assertEquals(List.of(), new Sgd("sgd", 0, false).state(BOTH));
  }

  /** Only the weights given change: two optimisers share a function with two losses. */
  @Test
  void onlyTheGivenVariablesChange() {
    for (String spec : List.of("adamw:decay=0.5", "sgd:momentum=0.9", "adam:clip-norm=1")) {
      GraphBuilder graph = new GraphBuilder();
      Tensor loss = graph.read(WEIGHT).sum().multiply(graph.read(BIAS).sum());
      Optimizer optimizer = OptimizerProvider.registry().create(spec);
      Function.Builder function = graph.function("step");
      optimizer.minimize(function, loss, List.of(BIAS), graph.constant(0.1f));
      Function built = function.build();
      assertEquals(false, built.updates().containsKey(WEIGHT), spec);
      Exact exact = new Exact().set(WEIGHT, 1, -2, 0.5).set(BIAS, 3, -1);
      exact.zero(optimizer.state(List.of(BIAS))).run(built);
      assertArrayEquals(new double[] {1, -2, 0.5}, exact.get(WEIGHT), spec);
    }
  }
}
