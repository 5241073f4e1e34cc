package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.Gradients;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.Layer;
import org.bcnn.layer.OutputPadding;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every estimator's gradient of an expected loss is unbiased. The layer has one weight and one bias
 * and is applied to two inputs, so that the expectation is an integral over two weights, which the
 * test takes numerically, and differentiates by differences: it knows nothing of
 * reparameterisation.
 */
class EstimatorGradientsTest {
  private static final double[] INPUTS = {0.8, -1.3};
  private static final int DRAWS = 4000;

  private final GraphBuilder graph = new GraphBuilder();
  private final Exact exact = new Exact();

  static Stream<Arguments> cases() {
    Shape one = Shape.of(1, 1, 1, 1);
    ConvGeometry plain = ConvGeometry.DEFAULT;
    return Stream.of(
            AffineCase.dense(Shape.of(2, 1), Shape.of(1, 1), true),
            AffineCase.convolution(Shape.of(1, 1, 1, 2), one, plain, true),
            AffineCase.transposed(Shape.of(2, 1, 1, 1), one, plain, OutputPadding.NONE, true))
        .flatMap(
            layer ->
                Stream.of(
                        Estimator.LOCAL_REPARAMETERISATION,
                        Estimator.WEIGHT_SAMPLING,
                        Estimator.FLIPOUT)
                    .map(estimator -> Arguments.of(layer, estimator)));
  }

  /** {@code tanh²(y) + softplus(1.5 y)}, neither linear nor quadratic nor even. */
  private static Tensor loss(Tensor y) {
    return y.tanh().square().add(y.multiply(1.5).softplus()).mean();
  }

  private static double loss(double y) {
    double tanh = Math.tanh(y);
    return tanh * tanh + Math.log1p(Math.exp(1.5 * y));
  }

  /**
   * The expectation for means and ρ of weight and bias, by the trapezoidal rule on ±8 standard
   * deviations, whose error falls exponentially with the number of nodes: below 1e-12 here.
   */
  private static double expectedLoss(double[] p) {
    int nodes = 161;
    double step = 0.1;
    double total = 0;
    for (int i = 0; i < nodes; i++) {
      double first = (i - nodes / 2) * step;
      double weight = p[0] + Math.log1p(Math.exp(p[1])) * first;
      for (int j = 0; j < nodes; j++) {
        double second = (j - nodes / 2) * step;
        double bias = p[2] + Math.log1p(Math.exp(p[3])) * second;
        double density = Math.exp(-0.5 * (first * first + second * second)) / (2 * Math.PI);
        for (double x : INPUTS) {
          total += density * loss(weight * x + bias) * step * step / INPUTS.length;
        }
      }
    }
    return total;
  }

  private static double slope(double[] at, int element) {
    double[] above = at.clone();
    double[] below = at.clone();
    above[element] += 1e-4;
    below[element] -= 1e-4;
    return (expectedLoss(above) - expectedLoss(below)) / 2e-4;
  }

  /**
   * The mean over 4,000 draws of the gradients of both means and both ρ. One of the 36 scores
   * exceeds 4.5 with probability 2.5e-4. That a wrong gradient would be seen is asserted too: the
   * standard error is a small part of the gradient.
   */
  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreUnbiased(AffineCase of, Estimator estimator) {
    Layer layer = of.layer(Networks.variational());
    exact.initialise(layer, 1);
    exact.input("x", of.input(), INPUTS);
    List<Variable> variables = Networks.variables(layer);
    double[] at = {0.4, 0.2, -0.3, -0.1};
    for (int v = 0; v < 4; v++) {
      exact.set(variables.get(v), at[v]);
    }
    Tensor output = layer.apply(graph.input("x", of.input()), Networks.pass(graph, estimator, 0));
    List<Tensor> gradients =
        new ArrayList<>(Gradients.of(loss(output), Networks.reads(graph, variables)));
    double[] sum = new double[4];
    double[] squares = new double[4];
    for (int draw = 0; draw < DRAWS; draw++) {
      exact.seed = exact.seed.next();
      List<double[]> values = exact.values(gradients);
      for (int v = 0; v < 4; v++) {
        sum[v] += values.get(v)[0];
        squares[v] += values.get(v)[0] * values.get(v)[0];
      }
    }
    for (int v = 0; v < 4; v++) {
      double mean = sum[v] / DRAWS;
      double error = Math.sqrt((squares[v] / DRAWS - mean * mean) / DRAWS);
      double expected = slope(at, v);
      String what = variables.get(v).name() + ": " + mean + " for " + expected + " ± " + error;
      assertTrue(error < 0.1 * Math.abs(expected), what);
      assertTrue(Math.abs(mean - expected) < 4.5 * error, what);
    }
  }
}
