package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.List;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.it.tck.reference.DoubleTensor;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.models.NoiseModel;
import org.bcnn.models.SuperResolutionDescription;
import org.bcnn.models.SuperResolutionModels;
import org.bcnn.models.SuperResolver;
import org.bcnn.models.WeightsDescription;
import org.bcnn.tasks.image.Plane;
import org.bcnn.tasks.superresolution.Degradation;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What ESPCN computes, against loops, in double precision. */
class SuperResolverTest {
  private final GraphBuilder graph = new GraphBuilder();
  private final Exact exact = new Exact();

  private SuperResolver start(
      String model, int factor, int channels, double width, NoiseModel noise) {
    SuperResolver resolver =
        SuperResolutionModels.build(
            new SuperResolutionDescription(model, factor, channels, Activation.TANH, width, noise),
            WeightsDescription.deterministic(1));
    resolver
        .variables()
        .initialValues(4)
        .forEach((variable, value) -> exact.variables.put(variable, DoubleTensor.of(value)));
    // Biases start at 0, which would hide a bias that is left out.
    exact.variables.replaceAll(
        (variable, value) ->
            variable.name().endsWith("/bias")
                ? new DoubleTensor(
                    value.shape(), Networks.normal(variable.name(), value.shape().size()))
                : value);
    return resolver;
  }

  private Tensor output(SuperResolver resolver, Tensor images) {
    ForwardPass pass = ForwardPass.prediction(graph, Estimator.MEAN, 0, NoiseSource.PORTABLE);
    return resolver.network().apply(images, pass);
  }

  private Tensor images(Shape shape, double... values) {
    exact.input("images", shape, values);
    return graph.input("images", shape);
  }

  /**
   * One hidden channel, in whose kernels only the centre is not 0, so that each pixel goes its own
   * way: x to tanh(2x + 0.5), to tanh(−that), to tanh(3 · that − 1), to 4 numbers a · that + b.
   * Pixel (i, j) of a block is the number 2i + j.
   */
  @Test
  void aNetworkOfOnePixelAtATimeIsAsByHand() {
    SuperResolver resolver = start("espcn", 2, 1, 1e-9, NoiseModel.LEARNED);
    centre("conv1", 5, 2);
    bias("conv1", 0.5);
    centre("conv2", 3, -1);
    bias("conv2", 0);
    centre("conv3", 3, 3);
    bias("conv3", -1);
    centre("conv4", 3, 1, 10, 100, 1000);
    bias("conv4", 0.25, 0.5, 0.75, 1);
    double[] x = {-0.5, 0.125, 0.75, 0, 0.25, -1};
    double[] h = new double[6];
    for (int i = 0; i < 6; i++) {
      h[i] = Math.tanh(3 * Math.tanh(-Math.tanh(2 * x[i] + 0.5)) - 1);
    }
    double[] expected = {
      h[0] + 0.25, 10 * h[0] + 0.5, h[1] + 0.25, 10 * h[1] + 0.5, h[2] + 0.25, 10 * h[2] + 0.5,
      100 * h[0] + 0.75, 1000 * h[0] + 1, 100 * h[1] + 0.75, 1000 * h[1] + 1, 100 * h[2] + 0.75,
          1000 * h[2] + 1,
      h[3] + 0.25, 10 * h[3] + 0.5, h[4] + 0.25, 10 * h[4] + 0.5, h[5] + 0.25, 10 * h[5] + 0.5,
      100 * h[3] + 0.75, 1000 * h[3] + 1, 100 * h[4] + 0.75, 1000 * h[4] + 1, 100 * h[5] + 0.75,
          1000 * h[5] + 1
    };
    Tensor output = output(resolver, images(Shape.of(1, 1, 2, 3), x));
    assertEquals(Shape.of(1, 1, 4, 6), output.shape());
    assertArrayEquals(expected, exact.values(output), 1e-12);
  }

  private void centre(String layer, int kernel, double... values) {
    double[] weight = new double[values.length * kernel * kernel];
    for (int i = 0; i < values.length; i++) {
      weight[i * kernel * kernel + kernel * kernel / 2] = values[i];
    }
    exact.set(new Variable(layer + "/weight", Shape.of(values.length, 1, kernel, kernel)), weight);
  }

  private void bias(String layer, double... values) {
    exact.set(new Variable(layer + "/bias", Shape.of(values.length)), values);
  }

  /** Two images of two channels, against convolutions and a pixel shuffle written as loops. */
  @ParameterizedTest
  @CsvSource({
    "espcn, 2, LEARNED",
    "espcn, 3, PREDICTED",
    "espcn:skip=nearest, 3, LEARNED",
    "espcn:skip=nearest, 2, PREDICTED",
    "espcn:skip=bicubic, 2, LEARNED",
    "espcn:skip=bicubic, 3, PREDICTED",
    "espcn:skip=bicubic, 4, LEARNED"
  })
  void theNetworkIsAsByLoops(String model, int factor, NoiseModel noise) {
    SuperResolver resolver = start(model, factor, 2, 0.05, noise);
    Shape shape = resolver.inputShape(2, 4, 3);
    double[] x = Networks.normal("x", shape.size());
    Tensor output = output(resolver, images(shape, x));
    int outputs = resolver.description().outputChannels();
    double[][][] expected = new double[2 * outputs][4 * factor][3 * factor];
    for (int image = 0; image < 2; image++) {
      double[][][] small = map(Arrays.copyOfRange(x, image * 24, image * 24 + 24), 2, 4, 3);
      double[][][] hidden = tanh(convolve("conv1", small));
      hidden = tanh(convolve("conv2", hidden));
      hidden = tanh(convolve("conv3", hidden));
      double[][][] features = convolve("conv4", hidden);
      for (int channel = 0; channel < outputs; channel++) {
        for (int row = 0; row < 4 * factor; row++) {
          for (int column = 0; column < 3 * factor; column++) {
            int feature = (channel * factor + row % factor) * factor + column % factor;
            double value = features[feature][row / factor][column / factor];
            if (!model.equals("espcn") && channel >= 2) {
              value += 2 * Math.log(0.1);
            } else if (model.endsWith("nearest")) {
              value += small[channel][row / factor][column / factor];
            } else if (model.endsWith("bicubic")) {
              value += bicubic(small[channel], factor)[row][column];
            }
            expected[image * outputs + channel][row][column] = value;
          }
        }
      }
    }
    // Fixed filters and log variances are constants of the graph, which are float32.
    boolean exactly =
        model.equals("espcn")
            || (model.equals("espcn:skip=nearest") && noise == NoiseModel.LEARNED);
    double tolerance = exactly ? 1e-12 : 1e-6;
    assertArrayEquals(flat(expected), exact.values(output), tolerance);
  }

  /** What enlarges pictures where results are compared: written for any size, axis by axis. */
  private static double[][] bicubic(double[][] x, int factor) {
    Plane plane =
        new Plane(
            x.length, x[0].length, Arrays.stream(x).flatMapToDouble(Arrays::stream).toArray());
    Plane large = new Degradation(factor).enlarge(plane);
    double[][] rows = new double[large.height()][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] =
          Arrays.copyOfRange(large.levels(), row * large.width(), (row + 1) * large.width());
    }
    return rows;
  }

  private double[][][] convolve(String layer, double[][][] x) {
    DoubleTensor weight =
        exact.variables.entrySet().stream()
            .filter(entry -> entry.getKey().name().equals(layer + "/weight"))
            .findFirst()
            .orElseThrow()
            .getValue();
    int outputs = weight.shape().dim(0);
    int inputs = weight.shape().dim(1);
    int kernel = weight.shape().dim(2);
    double[] bias = exact.get(new Variable(layer + "/bias", Shape.of(outputs)));
    int height = x[0].length;
    int width = x[0][0].length;
    double[][][] y = new double[outputs][height][width];
    for (int out = 0; out < outputs; out++) {
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
          double sum = bias[out];
          for (int in = 0; in < inputs; in++) {
            for (int i = 0; i < kernel; i++) {
              for (int j = 0; j < kernel; j++) {
                int fromRow = row + i - kernel / 2;
                int fromColumn = column + j - kernel / 2;
                if (fromRow >= 0 && fromRow < height && fromColumn >= 0 && fromColumn < width) {
                  sum +=
                      weight.data()[((out * inputs + in) * kernel + i) * kernel + j]
                          * x[in][fromRow][fromColumn];
                }
              }
            }
          }
          y[out][row][column] = sum;
        }
      }
    }
    return y;
  }

  private static double[][][] tanh(double[][][] x) {
    for (double[][] map : x) {
      for (double[] row : map) {
        Arrays.setAll(row, i -> Math.tanh(row[i]));
      }
    }
    return x;
  }

  private static double[][][] map(double[] values, int channels, int height, int width) {
    double[][][] map = new double[channels][height][width];
    for (int i = 0; i < values.length; i++) {
      map[i / (height * width)][i / width % height][i % width] = values[i];
    }
    return map;
  }

  private static double[] flat(double[][][] map) {
    return Arrays.stream(map).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).toArray();
  }

  /**
   * A pixel in the middle changes outputs up to exactly the receptive radius away, in height and in
   * width: an image with so much around a tile gives the tile that the whole image gives.
   */
  @ParameterizedTest
  @CsvSource({"espcn, 2", "espcn:skip=nearest, 3", "espcn:skip=bicubic, 3"})
  void thePixelsThatAnOutputSeesAreWithinTheRadius(String model, int factor) {
    SuperResolver resolver = start(model, factor, 1, 0.03, NoiseModel.LEARNED);
    int radius = resolver.receptiveRadius();
    int size = 2 * radius + 5;
    int middle = radius + 2;
    Shape shape = resolver.inputShape(1, size, size);
    double[] x = Networks.normal("x", shape.size());
    Tensor output = output(resolver, images(shape, x));
    double[] before = exact.values(output);
    x[middle * size + middle] += 1;
    exact.input("images", shape, x);
    double[] after = exact.values(output);
    int furthest = 0;
    for (int i = 0; i < before.length; i++) {
      if (before[i] != after[i]) {
        int row = i / (factor * size) / factor;
        int column = i % (factor * size) / factor;
        furthest = Math.max(furthest, Math.max(Math.abs(row - middle), Math.abs(column - middle)));
      }
    }
    assertEquals(radius, furthest);
  }

  /** Nats summed over the pixels of an image and averaged over images, by the density's formula. */
  @ParameterizedTest
  @EnumSource(NoiseModel.class)
  void theLikelihoodIsThatOfGaussianPixels(NoiseModel noise) {
    SuperResolver resolver = start("espcn", 2, 1, 0.05, noise);
    Shape large = resolver.targetShape(2, 3, 2);
    Tensor targets = graph.input("targets", large);
    double[] y = Networks.normal("y", large.size());
    exact.input("targets", large, y);
    resolver.logDeviation().ifPresent(parameter -> exact.set(parameter.variables().get(0), -0.75));
    Shape small = resolver.inputShape(2, 3, 2);
    Tensor output = output(resolver, images(small, Networks.normal("x", small.size())));
    List<double[]> values =
        exact.values(
            List.of(
                resolver.mean(output),
                resolver.noiseVariance(output),
                resolver.likelihood(targets).negativeLogLikelihood(output),
                output));
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      double mean = values.get(0)[i];
      double variance = values.get(1)[i];
      sum +=
          0.5 * Math.log(2 * Math.PI * variance) + (y[i] - mean) * (y[i] - mean) / (2 * variance);
    }
    // The constants of a graph are float32, log(2π)/2 is one of them.
    assertEquals(sum / 2, values.get(2)[0], 1e-7 * Math.abs(sum));
    double[] variances = values.get(1);
    if (noise == NoiseModel.LEARNED) {
      assertArrayEquals(values.get(3), values.get(0));
      for (double variance : variances) {
        assertEquals(Math.exp(-1.5), variance, 1e-12);
      }
    } else {
      // [batch, mean and log variance, 6, 4]: within the bounds by far, the log variance itself.
      for (int i = 0; i < variances.length; i++) {
        int at = i / 24 * 48 + i % 24;
        assertEquals(values.get(3)[at], values.get(0)[i]);
        assertEquals(values.get(3)[at + 24], Math.log(variances[i]), 1e-5);
      }
      assertNotEquals(variances[0], variances[1]);
    }
  }
}
