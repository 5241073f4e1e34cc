package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bcnn.graph.Function;
import org.bcnn.graph.Gradients;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.Layer;
import org.bcnn.objective.Likelihood;
import org.bcnn.optimizer.Adam;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdamTest {
  private static final Variable X = new Variable("x", Shape.of(3));
  private static final Variable Y = new Variable("y", Shape.of(2));
  private static final double[] CURVATURE = {1, 10, 0.5};

  private final GraphBuilder graph = new GraphBuilder();
  private final Tensor rate = graph.input("rate", Shape.scalar());

  /** Adam as the paper's algorithm 1 has it, with the moments corrected one by one. */
  private static final class Paper {
    private final double[] m;
    private final double[] v;
    private int t;

    Paper(int size) {
      m = new double[size];
      v = new double[size];
    }

    void step(double[] parameter, double[] gradient, double rate, Op.Adam rule) {
      t++;
      for (int i = 0; i < parameter.length; i++) {
        m[i] += (1 - rule.beta1()) * (gradient[i] - m[i]);
        v[i] += (1 - rule.beta2()) * (gradient[i] * gradient[i] - v[i]);
        double mean = m[i] / (1 - Math.pow(rule.beta1(), t));
        double square = v[i] / (1 - Math.pow(rule.beta2(), t));
        parameter[i] -= rate * mean / (Math.sqrt(square) + rule.epsilon());
      }
    }
  }

  private Tensor constant(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return graph.constant(HostTensor.of(Shape.of(values.length), floats));
  }

  /** {@code ½ Σ c x²}, whose gradient is c x. */
  private Tensor quadratic() {
    return graph.read(X).square().multiply(constant(CURVATURE)).sum().multiply(0.5);
  }

  private static Function train(Adam adam, Tensor loss, List<Variable> optimised, Tensor rate) {
    Function.Builder function = loss.graph().function("train").output("loss", loss);
    adam.minimize(function, loss, optimised, rate);
    return function.build();
  }

  /** A large epsilon shows where it enters: beside the corrected root, not the raw one. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-8, 0.1})
  void quadraticFollowsThePaper(double epsilon) {
    Adam adam = new Adam("adam", new Op.Adam(0.8, 0.95, epsilon));
    Function step = train(adam, quadratic(), List.of(X), rate);
    Exact exact = new Exact().set(X, 1, -2, 0.5).zero(adam.state(List.of(X)));
    double[] x = {1, -2, 0.5};
    Paper paper = new Paper(3);
    for (int t = 1; t <= 20; t++) {
      double learningRate = 0.1 / t;
      exact.input("rate", Shape.scalar(), learningRate);
      exact.run(step);
      double[] gradient = {x[0], 10 * x[1], 0.5 * x[2]};
      paper.step(x, gradient, learningRate, adam.rule());
      assertArrayEquals(x, exact.get(X), 1e-12, "step " + t);
    }
  }

  @Test
  void firstStepIsTheLearningRateAgainstTheSign() {
    Function step = train(Adam.DEFAULT, quadratic(), List.of(X), rate);
    Exact exact = new Exact().set(X, 1, -2, 0.5).zero(Adam.DEFAULT.state(List.of(X)));
    exact.input("rate", Shape.scalar(), 0.01);
    exact.run(step);
    assertArrayEquals(new double[] {0.99, -1.99, 0.49}, exact.get(X), 1e-8);
  }

  @Test
  void networkFollowsThePaper() {
    Layer network = Networks.convolutional(Networks.variational());
    List<Variable> variables = Networks.variables(network);
    Tensor labels = graph.input("labels", Shape.of(3, Networks.CLASSES));
    Tensor output =
        network.apply(
            graph.input("images", Networks.IMAGES),
            Networks.pass(graph, Estimator.LOCAL_REPARAMETERISATION, 0));
    Tensor loss = Likelihood.categorical(labels).negativeLogLikelihood(output);
    Function step = train(Adam.DEFAULT, loss, variables, rate);
    List<Tensor> gradients = Gradients.of(loss, Networks.reads(graph, variables));

    Exact exact = new Exact().initialise(network, 5).zero(Adam.DEFAULT.state(variables));
    exact.input("images", Networks.IMAGES, Networks.normal("images", Networks.IMAGES.size()));
    exact.input("labels", labels.shape(), Networks.oneHot(Networks.CLASSES, 2, 0, 1));
    exact.input("rate", Shape.scalar(), 0.01);
    List<double[]> expected = new ArrayList<>();
    List<Paper> papers = new ArrayList<>();
    for (Variable variable : variables) {
      expected.add(exact.get(variable).clone());
      papers.add(new Paper(variable.shape().size()));
    }
    for (int t = 1; t <= 20; t++) {
      List<double[]> gradient = exact.values(gradients);
      exact.run(step);
      exact.seed = exact.seed.next();
      for (int i = 0; i < variables.size(); i++) {
        papers.get(i).step(expected.get(i), gradient.get(i), 0.01, Adam.DEFAULT.rule());
        assertArrayEquals(expected.get(i), exact.get(variables.get(i)), 1e-10, "step " + t);
      }
    }
  }

  /** Two players with one loss: each optimiser moves its own variables and keeps its own state. */
  @Test
  void onlyTheGivenVariablesChange() {
    Tensor loss = graph.read(X).sum().multiply(graph.read(Y).sum());
    Adam first = new Adam("first", Adam.DEFAULT.rule());
    Adam second = new Adam("second", Adam.DEFAULT.rule());
    Exact exact =
        new Exact()
            .set(X, 1, 2, 3)
            .set(Y, 4, 5)
            .zero(first.state(List.of(X)))
            .zero(second.state(List.of(Y)));
    exact.input("rate", Shape.scalar(), 0.5);
    Function one = train(first, loss, List.of(X), rate);
    exact.run(one);
    assertArrayEquals(new double[] {0.5, 1.5, 2.5}, exact.get(X), 1e-7);
    assertArrayEquals(new double[] {4, 5}, exact.get(Y));
    Function two = train(second, loss.negate(), List.of(Y), rate);
    exact.run(two);
    assertArrayEquals(new double[] {0.5, 1.5, 2.5}, exact.get(X), 1e-7);
    assertArrayEquals(new double[] {4.5, 5.5}, exact.get(Y), 1e-7);
    Set<Variable> shared = new HashSet<>(one.updates().keySet());
    shared.retainAll(two.updates().keySet());
    assertEquals(Set.of(), shared);
  }

  @Test
  void bothPlayersMayMoveInOneFunction() {
    Tensor loss = graph.read(X).sum().multiply(graph.read(Y).sum());
    Adam first = new Adam("first", Adam.DEFAULT.rule());
    Adam second = new Adam("second", Adam.DEFAULT.rule());
    Function.Builder builder = graph.function("both");
    first.minimize(builder, loss, List.of(X), rate);
    second.minimize(builder, loss.negate(), List.of(Y), rate);
    Exact exact =
        new Exact()
            .set(X, 1, 2, 3)
            .set(Y, 4, 5)
            .zero(first.state(List.of(X)))
            .zero(second.state(List.of(Y)));
    exact.input("rate", Shape.scalar(), 0.5);
    exact.run(builder.build());
    assertArrayEquals(new double[] {0.5, 1.5, 2.5}, exact.get(X), 1e-7);
    assertArrayEquals(new double[] {4.5, 5.5}, exact.get(Y), 1e-7);
  }

  @Test
  void stateIsListedAndStartsAtZero() {
    Adam adam = new Adam("player", Adam.DEFAULT.rule());
    List<Variable> state = adam.state(List.of(X, Y));
    assertEquals(
        List.of("player/step", "player/x/m", "player/x/v", "player/y/m", "player/y/v"),
        state.stream().map(Variable::name).toList());
    Function step = train(adam, quadratic(), List.of(X), rate);
    Set<Variable> touched = new HashSet<>(step.variables());
    touched.remove(X);
    assertEquals(new HashSet<>(adam.state(List.of(X))), touched);
  }

  @Test
  void rateOfZeroMovesNothingButTheState() {
    Function step = train(Adam.DEFAULT, quadratic(), List.of(X), rate);
    Exact exact = new Exact().set(X, 1, -2, 0.5).zero(Adam.DEFAULT.state(List.of(X)));
    exact.input("rate", Shape.scalar(), 0);
    exact.run(step);
    assertArrayEquals(new double[] {1, -2, 0.5}, exact.get(X));
    assertArrayEquals(new double[] {1}, exact.get(new Variable("adam/step", Shape.scalar())));
    double[] moment = exact.get(new Variable("adam/x/m", X.shape()));
    assertFalse(Arrays.stream(moment).anyMatch(m -> m == 0));
  }

  /** A variable that the loss does not depend on has a gradient of zero and stays. */
  @Test
  void unusedVariableStays() {
    Function step = train(Adam.DEFAULT, quadratic(), List.of(X, Y), rate);
    Exact exact = new Exact().set(X, 1, 1, 1).set(Y, 4, 5).zero(Adam.DEFAULT.state(List.of(X, Y)));
    exact.input("rate", Shape.scalar(), 0.5);
    exact.run(step);
    assertArrayEquals(new double[] {4, 5}, exact.get(Y));
  }

  @Test
  void settingsMustBeThere() {
    assertThrows(NullPointerException.class, () -> new Adam(null, Adam.DEFAULT.rule()));
    assertThrows(NullPointerException.class, () -> new Adam("adam", null));
  }
}
