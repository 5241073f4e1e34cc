package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.Gradients;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.Layer;
import org.bcnn.layer.OutputPadding;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.PortableNoise;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Flipout (Wen et al. 2018), against weights that the test draws for each example by itself. */
class FlipoutTest {
  static Stream<AffineCase> cases() {
    return AffineCase.all();
  }

  private final GraphBuilder graph = new GraphBuilder();
  private final Exact exact = new Exact();

  private Tensor output(AffineCase of, Layer layer, Estimator estimator) {
    exact.initialise(layer, 9);
    exact.input("x", of.input(), Networks.normal("x", of.input().size()));
    return layer.apply(graph.input("x", of.input()), Networks.pass(graph, estimator, 2));
  }

  private NoiseAddress address(String path) {
    return new NoiseAddress(exact.seed.seed(), exact.seed.step(), path, 2);
  }

  private float[] signs(String path, int count) {
    float[] signs = new float[count];
    PortableNoise.fillSigns(address(path).key(), 0, signs, 0, count);
    return signs;
  }

  /** {@code σ ε} of the weights or biases. */
  private double[] deviation(List<Variable> muAndRho, String path) {
    double[] rho = exact.get(muAndRho.get(1));
    float[] epsilon = new float[rho.length];
    PortableNoise.fillNormal(address(path).key(), 0, epsilon, 0, epsilon.length);
    double[] deviation = new double[rho.length];
    for (int i = 0; i < rho.length; i++) {
      deviation[i] = Math.log1p(Math.exp(rho[i])) * epsilon[i];
    }
    return deviation;
  }

  /**
   * What each example sees: the weights {@code μ + Δ r sᵀ}, r and s signs of its input and output
   * channels, applied to that example alone. The mean has no sign.
   */
  private double[] expected(AffineCase of, Layer layer) {
    List<Variable> w = layer.parameters().get(0).variables();
    double[] delta = deviation(w, AffineCase.NAME + "/weight");
    double[] biasMean = new double[of.outputs()];
    double[] biasDelta = new double[of.outputs()];
    if (of.bias()) {
      List<Variable> b = layer.parameters().get(1).variables();
      biasMean = exact.get(b.get(0));
      biasDelta = deviation(b, AffineCase.NAME + "/bias");
    }
    float[] in = signs(AffineCase.NAME + "/in", of.batch() * of.inputs());
    float[] out = signs(AffineCase.NAME + "/out", of.batch() * of.outputs());
    AffineCase one = of.withBatch(1);
    double[][] rows = new double[of.batch()][];
    for (int n = 0; n < of.batch(); n++) {
      double[] weights = exact.get(w.get(0)).clone();
      for (int e = 0; e < weights.length; e++) {
        weights[e] +=
            delta[e] * in[n * of.inputs() + of.inputOf(e)] * out[n * of.outputs() + of.outputOf(e)];
      }
      double[] biases = biasMean.clone();
      for (int o = 0; o < biases.length; o++) {
        biases[o] += biasDelta[o] * out[n * of.outputs() + o];
      }
      rows[n] = one.apply(of.example(exact.inputs.get("x").data(), n), weights, biases);
    }
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyExampleHasWeightsOfItsOwn(AffineCase of) {
    Layer layer = of.layer(Networks.variational());
    for (int step = 0; step < 3; step++) {
      double[] actual = exact.values(output(of, layer, Estimator.FLIPOUT));
      assertArrayEquals(expected(of, layer), actual, 1e-12);
      exact.seed = exact.seed.next();
    }
  }

  /** With σ = 0 whatever the signs do is seen: nothing, if the mean does not pass through them. */
  @ParameterizedTest
  @MethodSource("cases")
  void meanDoesNotPassThroughTheSigns(AffineCase of) {
    Layer layer = of.layer(Networks.variational());
    Tensor flipped = output(of, layer, Estimator.FLIPOUT);
    Tensor mean = output(of, layer, Estimator.MEAN);
    layer.parameters().forEach(parameter -> exact.set(parameter.variables().get(1), -2000));
    assertArrayEquals(exact.values(mean), exact.values(flipped), 1e-15);
  }

  /** Weights, and biases, of one tensor draw share their noise; signs are of the activations. */
  @Test
  void noiseIsOneDrawOfWeightsAndSignsOfChannels() {
    AffineCase of =
        AffineCase.all().filter(c -> c.kind() == AffineCase.Kind.CONVOLUTION).toList().get(3);
    Tensor output = output(of, of.layer(Networks.variational()), Estimator.FLIPOUT);
    Map<String, Shape> expected =
        Map.of(
            "layer/weight", of.weight(),
            "layer/bias", Shape.of(of.outputs()),
            "layer/in", Shape.of(of.batch(), of.inputs(), 1, 1),
            "layer/out", Shape.of(of.batch(), of.outputs(), 1, 1));
    var noise = graph.function("f").output("y", output).build().noise();
    assertEquals(4, noise.size());
    noise.forEach(op -> assertEquals(expected.get(op.path()), op.shape(), op.path()));
  }

  /**
   * The covariance of two examples with the same input, over 400 draws, in standard deviations of
   * its estimate: 0 under flipout, while shared weights give the variance itself, 20. A score of
   * flipout's five exceeds 4.5 with probability 4e-5 (its distribution has heavier tails than the
   * normal's; the central limit makes that small).
   */
  @Test
  void examplesAreUncorrelated() {
    AffineCase of = AffineCase.dense(Shape.of(2, 4), Shape.of(4, 5), true);
    double[] image = Networks.normal("image", 4);
    double[] twice = new double[8];
    for (int i = 0; i < 8; i++) {
      twice[i] = image[i % 4];
    }
    Layer layer = of.layer(Networks.variational());
    for (Estimator estimator : List.of(Estimator.FLIPOUT, Estimator.WEIGHT_SAMPLING)) {
      Tensor output = output(of, layer, estimator);
      Tensor mean = output(of, layer, Estimator.MEAN);
      exact.input("x", of.input(), twice);
      double[] centre = exact.values(mean);
      int draws = 400;
      double[] products = new double[5];
      double[] squares = new double[5];
      for (int draw = 0; draw < draws; draw++) {
        exact.seed = exact.seed.next();
        double[] y = exact.values(output);
        for (int o = 0; o < 5; o++) {
          products[o] += (y[o] - centre[o]) * (y[5 + o] - centre[5 + o]);
          squares[o] += (y[o] - centre[o]) * (y[o] - centre[o]);
        }
      }
      for (int o = 0; o < 5; o++) {
        double score = products[o] / squares[o] * Math.sqrt(draws);
        if (estimator == Estimator.FLIPOUT) {
          assertTrue(Math.abs(score) < 4.5, "score " + score);
        } else {
          assertEquals(20, score, 1e-9);
        }
      }
    }
  }

  /**
   * The purpose of flipout: on a batch of 64 the variance of the gradient of the means, summed over
   * them, is well below that of one draw of the weights for all: 3 to 10 % here. Over 100 draws
   * each of the two sums is known to some 20 %, so 40 % are five standard deviations away, a
   * probability below 1e-6.
   */
  @ParameterizedTest
  @MethodSource("wide")
  void gradientsVaryLessThanUnderWeightSampling(AffineCase of) {
    double flipout = gradientVariance(of, Estimator.FLIPOUT);
    double sampling = gradientVariance(of, Estimator.WEIGHT_SAMPLING);
    assertTrue(flipout < 0.4 * sampling, flipout + " against " + sampling);
  }

  static Stream<AffineCase> wide() {
    Shape images = Shape.of(64, 4, 3, 2);
    ConvGeometry groups = ConvGeometry.DEFAULT.withGroups(2);
    return Stream.of(
        AffineCase.dense(Shape.of(64, 4), Shape.of(4, 5), true),
        AffineCase.convolution(images, Shape.of(6, 2, 2, 2), groups, true),
        AffineCase.transposed(images, Shape.of(4, 3, 2, 1), groups, OutputPadding.NONE, true));
  }

  private double gradientVariance(AffineCase of, Estimator estimator) {
    Layer layer = of.layer(Networks.variational());
    Tensor output = output(of, layer, estimator);
    Tensor loss = output.softplus().sum().multiply(1.0 / of.batch());
    Variable means = layer.parameters().get(0).variables().get(0);
    Tensor gradient = Gradients.of(loss, List.of(graph.read(means))).get(0);
    int draws = 100;
    double[] sum = new double[means.shape().size()];
    double[] squares = new double[sum.length];
    for (int draw = 0; draw < draws; draw++) {
      exact.seed = exact.seed.next();
      double[] values = exact.values(gradient);
      for (int i = 0; i < values.length; i++) {
        sum[i] += values[i];
        squares[i] += values[i] * values[i];
      }
    }
    double variance = 0;
    for (int i = 0; i < sum.length; i++) {
      variance += squares[i] / draws - sum[i] * sum[i] / draws / draws;
    }
    return variance;
  }
}
