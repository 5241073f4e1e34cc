package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.BatchNorm;
import org.bcnn.layer.BatchNorm2d;
import org.bcnn.layer.BatchNormSettings;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.Layer;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.layer.Sequential;
import org.bcnn.objective.ObjectiveTerms;
import org.bcnn.objective.VariationalObjective;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;

/** What batch normalisation records, and what it makes of that. */
class BatchNormTest {
  private static final Shape ROWS = Shape.of(5, 3);

  private final GraphBuilder graph = new GraphBuilder();
  private final Exact exact = new Exact();

  private static ForwardPass prediction(GraphBuilder graph, int draw) {
    return ForwardPass.prediction(
        graph, Estimator.LOCAL_REPARAMETERISATION, draw, NoiseSource.PORTABLE);
  }

  private static double mean(double[] x, int feature) {
    double sum = 0;
    for (int i = feature; i < x.length; i += 3) {
      sum += x[i];
    }
    return sum / ROWS.dim(0);
  }

  /** With Bessel's correction. */
  private static double variance(double[] x, int feature) {
    double sum = 0;
    for (int i = feature; i < x.length; i += 3) {
      sum += Math.pow(x[i] - mean(x, feature), 2);
    }
    return sum / (ROWS.dim(0) - 1);
  }

  private Function training(Layer network, Tensor x, int draws) {
    ObjectiveTerms<Tensor> terms =
        new VariationalObjective(
                draws,
                Estimator.LOCAL_REPARAMETERISATION,
                KlMode.AUTOMATIC,
                100,
                NoiseSource.PORTABLE)
            .build(network, x, y -> y.square().mean(), graph.constant(1));
    assertEquals(
        network.buffers().stream().map(b -> b.variable()).toList(),
        List.copyOf(terms.buffers().keySet()));
    Function.Builder function = graph.function("step").output("loss", terms.loss());
    terms.updateBuffers(function);
    return function.build();
  }

  /** Three steps on three batches: {@code recorded ← 0.75 recorded + 0.25 batch}. */
  @Test
  void recordsMomentsOfTrainingBatches() {
    BatchNorm layer = BatchNorm.create("norm", 3, new BatchNormSettings(0.25, 1e-5));
    exact.initialise(layer, 1);
    Tensor x = graph.input("x", ROWS);
    Function step = training(layer, x, 1);
    Variable mean = new Variable("norm/running-mean", Shape.of(3));
    Variable variance = new Variable("norm/running-variance", Shape.of(3));
    double[] expectedMean = {0, 0, 0};
    double[] expectedVariance = {1, 1, 1};
    for (int batch = 0; batch < 3; batch++) {
      assertArrayEquals(expectedMean, exact.get(mean), 1e-12);
      assertArrayEquals(expectedVariance, exact.get(variance), 1e-7);
      double[] data = Networks.normal("batch" + batch, ROWS.size());
      exact.input("x", ROWS, data).run(step);
      for (int f = 0; f < 3; f++) {
        expectedMean[f] = 0.75 * expectedMean[f] + 0.25 * mean(data, f);
        expectedVariance[f] = 0.75 * expectedVariance[f] + 0.25 * variance(data, f);
      }
    }
  }

  /** Prediction normalises every example by what was recorded, alone or in a batch. */
  @Test
  void predictionUsesRecordedMoments() {
    BatchNorm layer = BatchNorm.create("norm", 3);
    exact.initialise(layer, 1);
    exact.set(layer.buffers().get(0).variable(), 1, -2, 0.5);
    exact.set(layer.buffers().get(1).variable(), 4, 0.25, 2);
    for (int batch : new int[] {5, 1}) {
      Shape shape = Shape.of(batch, 3);
      double[] data = Networks.normal("data", shape.size());
      exact.input("x" + batch, shape, data);
      ForwardPass pass = prediction(graph, 0);
      Tensor output = layer.apply(graph.input("x" + batch, shape), pass);
      assertTrue(pass.recorded().isEmpty());
      double[] means = {1, -2, 0.5};
      double[] deviations = {4, 0.25, 2};
      double[] expected = new double[data.length];
      for (int i = 0; i < data.length; i++) {
        expected[i] = (data[i] - means[i % 3]) / Math.sqrt(deviations[i % 3] + 1e-5);
      }
      assertArrayEquals(expected, exact.values(output), 1e-7);
    }
  }

  /**
   * After many steps on one batch, prediction of it is what training makes of it, but for n − 1.
   */
  @Test
  void recordedMomentsConvergeToTheBatch() {
    BatchNorm2d layer = BatchNorm2d.create("norm", 4);
    exact.initialise(layer, 1);
    Shape images = Shape.of(6, 4, 3, 5);
    Tensor x = graph.input("x", images);
    exact.input("x", images, Networks.normal("x", images.size()));
    Function step = training(layer, x, 1);
    for (int i = 0; i < 300; i++) {
      exact.run(step);
    }
    double[] trained = exact.values(layer.apply(x, Networks.pass(graph, Estimator.MEAN, 0)));
    double[] predicted = exact.values(layer.apply(x, prediction(graph, 0)));
    double bessel = Math.sqrt(89.0 / 90);
    assertArrayEquals(Arrays.stream(trained).map(y -> y * bessel).toArray(), predicted, 1e-5);
  }

  /** Each draw is normalised by its own moments; the average over the draws is recorded. */
  @Test
  void drawsAreNormalisedAloneAndRecordedTogether() {
    Layer first = Networks.dense("dense", 3, 3, Networks.variational());
    Layer norm = BatchNorm.create("norm", 3);
    Layer network = new Sequential(List.of(first, norm));
    exact.initialise(network, 1);
    Tensor x = graph.input("x", ROWS);
    exact.input("x", ROWS, Networks.normal("x", ROWS.size()));
    Function step = training(network, x, 3);
    double[] mean = new double[3];
    double[] variance = new double[3];
    List<double[]> hidden = new ArrayList<>();
    for (int draw = 0; draw < 3; draw++) {
      ForwardPass pass = Networks.pass(graph, Estimator.LOCAL_REPARAMETERISATION, draw);
      double[] values = exact.values(first.apply(x, pass));
      hidden.add(values);
      for (int f = 0; f < 3; f++) {
        mean[f] += 0.1 * mean(values, f) / 3;
        variance[f] += (0.9 + 0.1 * variance(values, f)) / 3;
      }
      double[] y =
          exact.values(
              network.apply(x, Networks.pass(graph, Estimator.LOCAL_REPARAMETERISATION, draw)));
      for (int f = 0; f < 3; f++) {
        assertEquals(0, mean(y, f), 1e-12);
        assertEquals(1, variance(y, f) * 4 / 5, 1e-3);
      }
    }
    assertFalse(Arrays.equals(hidden.get(0), hidden.get(1)));
    exact.run(step);
    assertArrayEquals(mean, exact.get(norm.buffers().get(0).variable()), 1e-7);
    assertArrayEquals(variance, exact.get(norm.buffers().get(1).variable()), 1e-7);
  }

  /** A layer that is applied twice in a pass records the average of both. */
  @Test
  void usesOfALayerAreRecordedTogether() {
    Layer norm = BatchNorm.create("norm", 3);
    Layer twice = Layer.of(List.of(norm), (x, p) -> norm.apply(x, p).add(norm.apply(x.exp(), p)));
    exact.initialise(norm, 1);
    Tensor x = graph.input("x", ROWS);
    double[] data = Networks.normal("x", ROWS.size());
    double[] other = Arrays.stream(data).map(Math::exp).toArray();
    exact.input("x", ROWS, data).run(training(twice, x, 1));
    double[] expected = new double[3];
    for (int f = 0; f < 3; f++) {
      expected[f] = 0.1 * (mean(data, f) + mean(other, f)) / 2;
    }
    assertArrayEquals(expected, exact.get(norm.buffers().get(0).variable()), 1e-7);
  }

  @Test
  void movingMomentsAreKeptAndNotTrained() {
    NetworkVariables variables = NetworkVariables.of(BatchNorm2d.create("norm", 4));
    assertEquals(
        List.of("norm/scale", "norm/shift"),
        variables.trainable().stream().map(Variable::name).toList());
    assertEquals(
        List.of("norm/running-mean", "norm/running-variance"),
        variables.buffers().stream().map(Variable::name).toList());
    assertEquals(
        Map.of(
            "norm/scale",
            1f,
            "norm/shift",
            0f,
            "norm/running-mean",
            0f,
            "norm/running-variance",
            1f),
        variables.initialValues(7).entrySet().stream()
            .collect(
                java.util.stream.Collectors.toMap(
                    entry -> entry.getKey().name(), entry -> entry.getValue().data()[3])));
  }
}
