package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Dropout;
import org.bcnn.layer.Dropout2d;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.layer.Layer;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.layer.Sequential;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.PortableNoise;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DropoutTest {
  private final GraphBuilder graph = new GraphBuilder();
  private final Exact exact = new Exact();

  private float[] uniform(String path, int draw, int count) {
    float[] values = new float[count];
    NoiseAddress address = new NoiseAddress(exact.seed.seed(), exact.seed.step(), path, draw);
    PortableNoise.fillUniform(address.key(), 0, values, 0, count);
    return values;
  }

  private Tensor output(Layer layer, Shape shape, Estimator estimator, int draw) {
    exact.input("x", shape, Networks.normal("x", shape.size()));
    return layer.apply(graph.input("x", shape), Networks.pass(graph, estimator, draw));
  }

  /** Active in every pass that samples, whatever else the estimator does; a mask for each draw. */
  @ParameterizedTest
  @EnumSource(Estimator.class)
  void dropsElementsWherePassesSample(Estimator estimator) {
    Shape shape = Shape.of(5, 7);
    double[] x = Networks.normal("x", 35);
    for (int draw = 0; draw < 2; draw++) {
      double[] expected = x.clone();
      if (estimator != Estimator.MEAN) {
        float[] u = uniform("drop/dropout", draw, 35);
        for (int i = 0; i < 35; i++) {
          expected[i] = u[i] < 0.3f ? 0 : x[i] / 0.7;
        }
      }
      double[] actual = exact.values(output(new Dropout("drop", 0.3), shape, estimator, draw));
      assertArrayEquals(expected, actual, 1e-6);
    }
  }

  @Test
  void dropsWholeChannels() {
    Shape shape = Shape.of(3, 5, 2, 4);
    double[] x = Networks.normal("x", shape.size());
    float[] u = uniform("drop/dropout", 1, 15);
    double[] expected = new double[x.length];
    int dropped = 0;
    for (int i = 0; i < x.length; i++) {
      expected[i] = u[i / 8] < 0.5f ? 0 : 2 * x[i];
      dropped += u[i / 8] < 0.5f ? 1 : 0;
    }
    assertTrue(dropped > 0 && dropped < x.length);
    Tensor output =
        output(new Dropout2d("drop", 0.5), shape, Estimator.LOCAL_REPARAMETERISATION, 1);
    assertArrayEquals(expected, exact.values(output), 1e-12);
  }

  /**
   * The share of zeros among 40,000 elements, and the mean of ones, which stays. The score of the
   * binomial count exceeds 5 with probability 6e-7.
   */
  @Test
  void rateIsTheProbabilityOfZeroAndTheMeanStays() {
    Shape shape = Shape.of(200, 200);
    Layer layer = new Dropout("drop", 0.2);
    exact.input("ones", shape, 1);
    Tensor output =
        layer.apply(graph.input("ones", shape), Networks.pass(graph, Estimator.WEIGHT_SAMPLING, 0));
    double[] values = exact.values(output);
    double zeros = Arrays.stream(values).filter(v -> v == 0).count();
    double score = (zeros - 8000) / Math.sqrt(40_000 * 0.2 * 0.8);
    assertTrue(Math.abs(score) < 5, "score " + score);
    assertEquals(1, Arrays.stream(values).average().orElseThrow(), 5 * 0.5 / 200);
  }

  @Test
  void rateOfZeroAddsNothing() {
    Tensor x = graph.input("x", Shape.of(2, 3));
    ForwardPass pass = Networks.pass(graph, Estimator.LOCAL_REPARAMETERISATION, 0);
    assertSame(x, new Dropout("drop", 0).apply(x, pass));
  }

  /** A name may be that of the layer before, whose noise is another; a layer may be used twice. */
  @Test
  void masksAreIndependentOfOtherNoise() {
    Layer dense = Networks.dense("same", 3, 3, Networks.variational());
    Layer drop = new Dropout("same", 0.5);
    Layer network = new Sequential(List.of(dense, drop, dense, drop));
    Tensor output =
        network.apply(
            graph.input("x", Shape.of(4, 3)),
            Networks.pass(graph, Estimator.LOCAL_REPARAMETERISATION, 0));
    Function function = graph.function("f").output("y", output).build();
    assertEquals(
        List.of("same", "same#2", "same/dropout", "same/dropout#2"),
        function.noise().stream().map(op -> op.path()).sorted().toList());
  }

  /**
   * Monte Carlo dropout (Gal and Ghahramani 2016): predictions of a network of plain weights differ
   * from draw to draw, and do not at the mean.
   */
  @Test
  void predictionWithDropoutIsDrawn() {
    ParameterFactory plain = ParameterFactory.deterministic(1);
    Layer network =
        new Sequential(
            List.of(
                Networks.dense("first", 3, 6, plain),
                Activation.RELU,
                new Dropout("drop", 0.5),
                Networks.dense("second", 6, 2, plain)));
    exact.initialise(network, 1);
    Shape shape = Shape.of(4, 3);
    exact.input("x", shape, Networks.normal("x", 12));
    for (Estimator estimator : Estimator.values()) {
      double[][] draws = new double[2][];
      for (int draw = 0; draw < 2; draw++) {
        ForwardPass pass = ForwardPass.prediction(graph, estimator, draw, NoiseSource.PORTABLE);
        draws[draw] = exact.values(network.apply(graph.input("x", shape), pass));
      }
      if (estimator == Estimator.MEAN) {
        assertArrayEquals(draws[0], draws[1]);
      } else {
        assertFalse(Arrays.equals(draws[0], draws[1]), estimator.toString());
      }
    }
  }
}
