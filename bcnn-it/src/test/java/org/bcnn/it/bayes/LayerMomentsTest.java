package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bcnn.graph.Gradients;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.Dense;
import org.bcnn.layer.DeterministicParameter;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.Layer;
import org.bcnn.layer.Parameter;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.layer.VariationalParameter;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.posterior.WeightSite;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.PortableNoise;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each estimator does to the output of one layer, against loops of the test's own. */
class LayerMomentsTest {
  private static final String NAME = AffineCase.NAME;

  private static final List<Estimator> SAMPLING =
      List.of(Estimator.LOCAL_REPARAMETERISATION, Estimator.WEIGHT_SAMPLING, Estimator.FLIPOUT);

  static Stream<AffineCase> cases() {
    return AffineCase.all();
  }

  private final GraphBuilder graph = new GraphBuilder();
  private final Exact exact = new Exact();

  private Tensor output(AffineCase of, Layer layer, Estimator estimator, int draw) {
    exact.initialise(layer, 9);
    exact.input("x", of.input(), Networks.normal("x", of.input().size()));
    return layer.apply(graph.input("x", of.input()), Networks.pass(graph, estimator, draw));
  }

  private Tensor output(AffineCase of, Estimator estimator, int draw) {
    return output(of, of.layer(Networks.variational()), estimator, draw);
  }

  private double[] x() {
    return exact.inputs.get("x").data();
  }

  /** μ of the weights (index 0) or biases (1); zeros without biases. */
  private double[] mu(AffineCase of, int parameter) {
    List<Parameter> parameters = of.layer(Networks.variational()).parameters();
    return parameter < parameters.size()
        ? exact.get(parameters.get(parameter).variables().get(0))
        : new double[of.outputs()];
  }

  private double[] sigma(AffineCase of, int parameter) {
    List<Parameter> parameters = of.layer(Networks.variational()).parameters();
    if (parameter >= parameters.size()) {
      return new double[of.outputs()];
    }
    double[] rho = exact.get(parameters.get(parameter).variables().get(1));
    return Arrays.stream(rho).map(r -> Math.log1p(Math.exp(r))).toArray();
  }

  private static double[] square(double[] values) {
    return Arrays.stream(values).map(v -> v * v).toArray();
  }

  private double[] mean(AffineCase of) {
    return of.apply(x(), mu(of, 0), mu(of, 1));
  }

  private double[] variance(AffineCase of) {
    return of.apply(square(x()), square(sigma(of, 0)), square(sigma(of, 1)));
  }

  private float[] noise(String path, int draw, int count) {
    float[] noise = new float[count];
    NoiseAddress address = new NoiseAddress(exact.seed.seed(), exact.seed.step(), path, draw);
    PortableNoise.fillNormal(address.key(), 0, noise, 0, count);
    return noise;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void meanEstimatorAppliesTheMeans(AffineCase of) {
    Tensor output = output(of, Estimator.MEAN, 0);
    assertArrayEquals(mean(of), exact.values(output), 1e-12);
    assertTrue(graph.function("f").output("y", output).build().noise().isEmpty());
  }

  /** Bit for bit mean + deviation × noise, the noise of every output element its own. */
  @ParameterizedTest
  @MethodSource("cases")
  void localReparameterisationDrawsOutputs(AffineCase of) {
    for (int draw : new int[] {0, 3}) {
      double[] actual = exact.values(output(of, Estimator.LOCAL_REPARAMETERISATION, draw));
      double[] expected = mean(of);
      double[] variance = variance(of);
      float[] epsilon = noise(NAME, draw, expected.length);
      for (int i = 0; i < expected.length; i++) {
        expected[i] += Math.sqrt(variance[i] + 1e-16) * epsilon[i];
      }
      assertArrayEquals(expected, actual, 1e-9);
    }
  }

  /** One draw of weights and biases, the same for every example. */
  @ParameterizedTest
  @MethodSource("cases")
  void weightSamplingDrawsWeights(AffineCase of) {
    for (int draw : new int[] {0, 3}) {
      double[] actual = exact.values(output(of, Estimator.WEIGHT_SAMPLING, draw));
      double[] w = mu(of, 0).clone();
      double[] b = mu(of, 1).clone();
      addNoise(w, sigma(of, 0), noise(NAME + "/weight", draw, w.length));
      addNoise(b, sigma(of, 1), noise(NAME + "/bias", draw, b.length));
      assertArrayEquals(of.apply(x(), w, b), actual, 1e-12);
    }
  }

  private static void addNoise(double[] values, double[] sigma, float[] epsilon) {
    for (int i = 0; i < values.length; i++) {
      values[i] += sigma[i] * epsilon[i];
    }
  }

  /**
   * Mean and variance of every output element over 250 draws. Outputs are normal under every
   * estimator: one of the 6,840 scores exceeds 6 with a probability of 7e-6 (means, whose scores
   * are normal) or 4e-4 (variances, whose upper tail is a chi-square's).
   */
  @ParameterizedTest
  @MethodSource("cases")
  void estimatorsHaveTheSameMoments(AffineCase of) {
    int draws = 250;
    for (Estimator estimator : SAMPLING) {
      Tensor output = output(of, estimator, 0);
      double[] mean = mean(of);
      double[] variance = variance(of);
      double[] sum = new double[mean.length];
      double[] squares = new double[mean.length];
      for (int draw = 0; draw < draws; draw++) {
        exact.seed = exact.seed.next();
        double[] values = exact.values(output);
        for (int i = 0; i < values.length; i++) {
          double deviation = values[i] - mean[i];
          sum[i] += deviation;
          squares[i] += deviation * deviation;
        }
      }
      for (int i = 0; i < mean.length; i++) {
        if (variance[i] > 0) {
          double meanScore = sum[i] / Math.sqrt(draws * variance[i]);
          double varianceScore = (squares[i] / variance[i] - draws) / Math.sqrt(2.0 * draws);
          assertTrue(Math.abs(meanScore) < 6, estimator + ", mean score " + meanScore);
          assertTrue(Math.abs(varianceScore) < 6, estimator + ", variance " + varianceScore);
        }
      }
    }
  }

  /**
   * The same image twice: noise or signs of each example's own, or one draw of weights for both.
   */
  @Test
  void examplesShareWeightsButNotOutputNoise() {
    AffineCase of = AffineCase.dense(Shape.of(2, 4), Shape.of(4, 5), true);
    double[] image = Networks.normal("image", 4);
    double[] twice = {
      image[0], image[1], image[2], image[3], image[0], image[1], image[2], image[3]
    };
    for (Estimator estimator : Estimator.values()) {
      Tensor output = output(of, estimator, 0);
      exact.input("x", of.input(), twice);
      double[] y = exact.values(output);
      for (int i = 0; i < 5; i++) {
        if (estimator == Estimator.WEIGHT_SAMPLING || estimator == Estimator.MEAN) {
          assertEquals(y[i], y[i + 5]);
        } else {
          assertNotEquals(y[i], y[i + 5]);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void drawsAndStepsDiffer(AffineCase of) {
    for (Estimator estimator : SAMPLING) {
      double[] first = exact.values(output(of, estimator, 0));
      double[] second = exact.values(output(of, estimator, 1));
      assertFalse(Arrays.equals(first, second));
      exact.seed = exact.seed.next();
      double[] later = exact.values(output(of, estimator, 0));
      assertFalse(Arrays.equals(first, later));
    }
  }

  /** Plain weights from the same seed start at the means, and give what the means give. */
  @ParameterizedTest
  @MethodSource("cases")
  void deterministicTwinIsTheMean(AffineCase of) {
    double[] bayesian = exact.values(output(of, Estimator.MEAN, 0));
    Layer plain = of.layer(ParameterFactory.deterministic(1));
    for (Estimator estimator : Estimator.values()) {
      Tensor output = output(of, plain, estimator, 0);
      assertArrayEquals(bayesian, exact.values(output), estimator.toString());
      assertTrue(graph.function("f").output("y", output).build().noise().isEmpty());
    }
  }

  /** Either of weight and bias may be a distribution while the other is plain. */
  @Test
  void onlyTheBiasMayBeUncertain() {
    AffineCase of = AffineCase.dense(Shape.of(3, 4), Shape.of(4, 5), true);
    VariationalParameter bias =
        new VariationalParameter(
            new WeightSite(NAME + "/bias", Shape.of(5), 1),
            new MeanFieldGaussian(1, -1, 0.3),
            new GaussianPrior(0, 1));
    DeterministicParameter weight =
        new DeterministicParameter(NAME + "/weight", of.weight(), 0, 0.5);
    Layer layer = new Dense(NAME, weight, bias);
    double[] actual = exact.values(output(of, layer, Estimator.LOCAL_REPARAMETERISATION, 0));
    double[] w = exact.get(weight.variables().get(0));
    double[] expected = of.apply(x(), w, exact.get(bias.variables().get(0)));
    double[] rho = exact.get(bias.variables().get(1));
    float[] epsilon = noise(NAME, 0, expected.length);
    for (int i = 0; i < expected.length; i++) {
      expected[i] += Math.log1p(Math.exp(rho[i % 5])) * epsilon[i];
    }
    assertArrayEquals(expected, actual, 1e-9);
  }

  /** With σ = 0 every estimator gives the mean, and gradients stay finite. */
  @ParameterizedTest
  @MethodSource("cases")
  void vanishingSigmaLeavesTheMean(AffineCase of) {
    ParameterFactory sure =
        ParameterFactory.variational(new MeanFieldGaussian(1, -2000, 0), new GaussianPrior(0, 1));
    Layer layer = of.layer(sure);
    for (Estimator estimator : Estimator.values()) {
      Tensor output = output(of, layer, estimator, 0);
      assertArrayEquals(mean(of), exact.values(output), 1e-7);
      List<Tensor> gradients =
          Gradients.of(output.square().sum(), Networks.reads(graph, Networks.variables(layer)));
      for (double[] gradient : exact.values(gradients)) {
        assertTrue(Arrays.stream(gradient).allMatch(Double::isFinite), estimator.toString());
      }
    }
  }
}
