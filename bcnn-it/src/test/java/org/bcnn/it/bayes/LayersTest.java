package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.Gradients;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Padding;
import org.bcnn.graph.PoolGeometry;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Activation;
import org.bcnn.layer.AvgPool2d;
import org.bcnn.layer.BatchNorm;
import org.bcnn.layer.BatchNorm2d;
import org.bcnn.layer.Conv2d;
import org.bcnn.layer.ConvTranspose2d;
import org.bcnn.layer.DepthToSpace;
import org.bcnn.layer.Dropout;
import org.bcnn.layer.Dropout2d;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.GlobalAvgPool2d;
import org.bcnn.layer.GroupNorm;
import org.bcnn.layer.Identity;
import org.bcnn.layer.Layer;
import org.bcnn.layer.LayerNorm;
import org.bcnn.layer.LeakyRelu;
import org.bcnn.layer.OutputPadding;
import org.bcnn.layer.Residual;
import org.bcnn.layer.Sequential;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers that compose operations: their values against loops, their gradients against slopes. */
class LayersTest {
  private static final Shape IMAGES = Shape.of(3, 4, 2, 5);

  private final GraphBuilder graph = new GraphBuilder();
  private final Exact exact = new Exact();

  /** The layer applied to normal data, which is a variable, so that it can be moved. */
  private Tensor output(Layer layer, Shape shape, Estimator estimator) {
    exact.initialise(layer, 4);
    Variable x = data(shape);
    exact.set(x, x(shape));
    return layer.apply(graph.read(x), Networks.pass(graph, estimator, 0));
  }

  private static Variable data(Shape shape) {
    return new Variable("x" + shape, shape);
  }

  private double[] values(Layer layer, double... x) {
    Variable variable = data(Shape.of(x.length));
    exact.set(variable, x);
    return exact.values(layer.apply(graph.read(variable), Networks.pass(graph, Estimator.MEAN, 0)));
  }

  private static double[] x(Shape shape) {
    return Networks.normal("x", shape.size());
  }

  private static DoubleUnaryOperator formula(Activation activation) {
    return switch (activation) {
      case SOFTPLUS -> x -> x > 30 ? x : Math.log1p(Math.exp(x));
      case RELU -> x -> x > 0 ? x : 0;
      case LEAKY_RELU -> x -> x > 0 ? x : (float) 0.01 * x;
      case ELU -> x -> x > 0 ? x : Math.expm1(x);
      case TANH -> Math::tanh;
      case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
    };
  }

  @Test
  void activationsAreTheirFormulas() {
    double[] points = {-1000, -30, -2, -0.25, 0, 0.5, 3, 50, 1000};
    for (Activation activation : Activation.values()) {
      double[] expected = Arrays.stream(points).map(formula(activation)).toArray();
      assertArrayEquals(expected, values(activation, points), 1e-12, activation.name());
    }
    assertArrayEquals(new double[] {-0.5, 0, 3}, values(new LeakyRelu(0.25), -2, 0, 3));
    assertArrayEquals(new double[] {0, 0, 3}, values(new LeakyRelu(0), -2, 0, 3), 1e-12);
  }

  /** Slopes far out and at the kinks, where the left one or the right one is as good. */
  @Test
  void activationsHaveFiniteGradients() {
    Variable x = new Variable("x", Shape.of(5));
    exact.set(x, -1000, -2, 0, 3, 1000);
    for (Activation activation : Activation.values()) {
      Tensor sum = activation.apply(graph.read(x), Networks.pass(graph, Estimator.MEAN, 0)).sum();
      double[] gradient = exact.values(Gradients.of(sum, List.of(graph.read(x))).get(0));
      double[] expected =
          switch (activation) {
            case SOFTPLUS, SIGMOID, TANH -> gradient;
            case RELU -> new double[] {0, 0, 0, 1, 1};
            case LEAKY_RELU -> new double[] {(float) 0.01, (float) 0.01, (float) 0.01, 1, 1};
            case ELU -> new double[] {0, Math.exp(-2), 1, 1, 1};
          };
      assertArrayEquals(expected, gradient, 1e-12, activation.name());
      for (double element : gradient) {
        assertEquals(0.5, element, 0.5, activation.name());
      }
    }
  }

  private static int at(Shape shape, int... index) {
    int position = 0;
    for (int axis = 0; axis < index.length; axis++) {
      position = position * shape.dim(axis) + index[axis];
    }
    return position;
  }

  @Test
  void averagePoolingCountsPaddingAsZeros() {
    Shape shape = Shape.of(2, 3, 4, 5);
    PoolGeometry windows = new PoolGeometry(3, 2, 2, 1, new Padding(1, 0, 0, 1));
    double[] x = x(shape);
    double[] expected = new double[2 * 3 * 2 * 5];
    Shape pooled = Shape.of(2, 3, 2, 5);
    for (int n = 0; n < 2; n++) {
      for (int c = 0; c < 3; c++) {
        for (int row = 0; row < 2; row++) {
          for (int column = 0; column < 5; column++) {
            double sum = 0;
            for (int r = 2 * row - 1; r < 2 * row + 2; r++) {
              for (int k = column; k < column + 2; k++) {
                sum += r >= 0 && r < 4 && k < 5 ? x[at(shape, n, c, r, k)] : 0;
              }
            }
            expected[at(pooled, n, c, row, column)] = sum / 6;
          }
        }
      }
    }
    Tensor output = output(new AvgPool2d(windows), shape, Estimator.MEAN);
    assertEquals(pooled, output.shape());
    assertArrayEquals(expected, exact.values(output), 1e-12);
  }

  @Test
  void globalAveragePoolingLeavesChannels() {
    double[] x = x(IMAGES);
    double[] expected = new double[12];
    for (int i = 0; i < x.length; i++) {
      expected[i / 10] += x[i] / 10;
    }
    Tensor output = output(new GlobalAvgPool2d(), IMAGES, Estimator.MEAN);
    assertEquals(Shape.of(3, 4), output.shape());
    assertArrayEquals(expected, exact.values(output), 1e-12);
  }

  @Test
  void depthToSpaceShufflesChannelsToPixels() {
    Shape shape = Shape.of(2, 12, 3, 2);
    Shape large = Shape.of(2, 3, 6, 4);
    double[] x = x(shape);
    double[] expected = new double[x.length];
    for (int n = 0; n < 2; n++) {
      for (int c = 0; c < 3; c++) {
        for (int row = 0; row < 6; row++) {
          for (int column = 0; column < 4; column++) {
            int from = c * 4 + row % 2 * 2 + column % 2;
            expected[at(large, n, c, row, column)] = x[at(shape, n, from, row / 2, column / 2)];
          }
        }
      }
    }
    Tensor output = output(new DepthToSpace(2), shape, Estimator.MEAN);
    assertEquals(large, output.shape());
    assertArrayEquals(expected, exact.values(output));
  }

  /** Normalises the groups that {@code group} tells elements apart by, to mean 0 and variance 1. */
  private static double[] normalised(
      double[] x, int groups, java.util.function.IntUnaryOperator group) {
    double[] count = new double[groups];
    double[] mean = new double[groups];
    double[] variance = new double[groups];
    for (int i = 0; i < x.length; i++) {
      count[group.applyAsInt(i)]++;
      mean[group.applyAsInt(i)] += x[i];
    }
    for (int g = 0; g < groups; g++) {
      mean[g] /= count[g];
    }
    for (int i = 0; i < x.length; i++) {
      int g = group.applyAsInt(i);
      variance[g] += (x[i] - mean[g]) * (x[i] - mean[g]) / count[g];
    }
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int g = group.applyAsInt(i);
      y[i] = (x[i] - mean[g]) / Math.sqrt(variance[g] + (float) 1e-5);
    }
    return y;
  }

  /** Sets scale and shift of a normalisation to numbers of their own, and applies them. */
  private double[] scaled(
      Layer layer, double[] normalised, java.util.function.IntUnaryOperator element) {
    Variable scale = layer.parameters().get(0).variables().get(0);
    Variable shift = layer.parameters().get(1).variables().get(0);
    assertArrayEquals(filled(scale, 1), exact.get(scale));
    assertArrayEquals(filled(shift, 0), exact.get(shift));
    exact.set(scale, Networks.normal("scale", scale.shape().size()));
    exact.set(shift, Networks.normal("shift", shift.shape().size()));
    double[] y = new double[normalised.length];
    for (int i = 0; i < y.length; i++) {
      int e = element.applyAsInt(i);
      y[i] = normalised[i] * exact.get(scale)[e] + exact.get(shift)[e];
    }
    return y;
  }

  private static double[] filled(Variable variable, double value) {
    double[] values = new double[variable.shape().size()];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void batchNormalisationIsByFeature() {
    Shape shape = Shape.of(5, 3);
    BatchNorm layer = BatchNorm.create("norm", 3);
    Tensor output = output(layer, shape, Estimator.MEAN);
    double[] expected = scaled(layer, normalised(x(shape), 3, i -> i % 3), i -> i % 3);
    assertArrayEquals(expected, exact.values(output), 1e-12);
  }

  @Test
  void batchNormalisationIsByChannel() {
    BatchNorm2d layer = BatchNorm2d.create("norm", 4);
    Tensor output = output(layer, IMAGES, Estimator.MEAN);
    double[] expected = scaled(layer, normalised(x(IMAGES), 4, i -> i / 10 % 4), i -> i / 10 % 4);
    assertArrayEquals(expected, exact.values(output), 1e-12);
  }

  @Test
  void layerNormalisationIsByExample() {
    Shape shape = Shape.of(3, 7);
    Layer vectors = LayerNorm.create("norm", 7);
    Tensor output = output(vectors, shape, Estimator.MEAN);
    double[] expected = scaled(vectors, normalised(x(shape), 3, i -> i / 7), i -> i % 7);
    assertArrayEquals(expected, exact.values(output), 1e-12);

    Layer images = LayerNorm.create("images", 4, 2, 5);
    Tensor second = output(images, IMAGES, Estimator.MEAN);
    expected = scaled(images, normalised(x(IMAGES), 3, i -> i / 40), i -> i % 40);
    assertArrayEquals(expected, exact.values(second), 1e-12);
  }

  @Test
  void groupNormalisationIsByExampleAndGroup() {
    for (int groups : new int[] {1, 2, 4}) {
      Layer layer = GroupNorm.create("norm" + groups, 4, groups);
      Tensor output = output(layer, IMAGES, Estimator.MEAN);
      double[] expected =
          scaled(layer, normalised(x(IMAGES), 3 * groups, i -> i / (40 / groups)), i -> i / 10 % 4);
      assertArrayEquals(expected, exact.values(output), 1e-12);
    }
  }

  @Test
  void residualBlockAddsItsInput() {
    Layer block = new Residual(Activation.TANH);
    double[] x = x(IMAGES);
    double[] expected = Arrays.stream(x).map(v -> v + Math.tanh(v)).toArray();
    assertArrayEquals(expected, exact.values(output(block, IMAGES, Estimator.MEAN)), 1e-12);
    Tensor value = graph.read(data(IMAGES));
    assertSame(value, new Identity().apply(value, Networks.pass(graph, Estimator.MEAN, 0)));
  }

  /** Layers with the shape of their input. */
  record Composed(Layer layer, Shape input) {}

  static Stream<Composed> composed() {
    Shape rows = Shape.of(4, 3);
    PoolGeometry windows = new PoolGeometry(2, 3, 1, 2, new Padding(1, 0, 0, 2));
    ConvGeometry geometry = new ConvGeometry(2, 3, new Padding(1, 0, 2, 1), 1, 2, 2);
    Layer body =
        new Sequential(
            List.of(
                Conv2d.create(
                    "body", 4, 6, 2, 1, ConvGeometry.DEFAULT, false, Networks.variational()),
                BatchNorm2d.create("norm", 6)));
    Layer projection =
        Conv2d.create("shortcut", 4, 6, 2, 1, ConvGeometry.DEFAULT, false, Networks.variational());
    Stream<Composed> activations =
        Arrays.stream(Activation.values()).map(each -> new Composed(each, rows));
    return Stream.concat(
        activations,
        Stream.of(
            new Composed(new LeakyRelu(0.2), rows),
            new Composed(new AvgPool2d(windows), IMAGES),
            new Composed(new GlobalAvgPool2d(), IMAGES),
            new Composed(new DepthToSpace(2), IMAGES),
            new Composed(BatchNorm.create("norm", 3), rows),
            new Composed(BatchNorm2d.create("norm", 4), IMAGES),
            new Composed(LayerNorm.create("norm", 3), rows),
            new Composed(LayerNorm.create("norm", 4, 2, 5), IMAGES),
            new Composed(GroupNorm.create("norm", 4, 2), IMAGES),
            new Composed(new Dropout("drop", 0.4), rows),
            new Composed(new Dropout2d("drop", 0.4), IMAGES),
            new Composed(new Residual(body, projection), IMAGES),
            new Composed(
                ConvTranspose2d.create(
                    "up",
                    4,
                    6,
                    3,
                    2,
                    geometry,
                    new OutputPadding(1, 1),
                    true,
                    Networks.variational()),
                IMAGES)));
  }

  /**
   * Central differences, in the input and in every variable, at fixed noise. Gradients of means
   * divide by their count in float32, so terms that cancel in a normalisation leave some 1e-6.
   */
  @ParameterizedTest
  @MethodSource("composed")
  void gradientsAreSlopes(Composed of) {
    for (Estimator estimator : List.of(Estimator.LOCAL_REPARAMETERISATION, Estimator.FLIPOUT)) {
      Tensor output = output(of.layer(), of.input(), estimator);
      float[] direction = new float[output.shape().size()];
      double[] normal = Networks.normal("direction", direction.length);
      for (int i = 0; i < direction.length; i++) {
        direction[i] = (float) normal[i];
      }
      // A square too, since a sum of normalised values does not depend on its input.
      Tensor along = graph.constant(HostTensor.of(output.shape(), direction));
      Tensor loss = output.multiply(along).sum().add(output.square().multiply(along).sum());
      List<Variable> variables = new ArrayList<>(Networks.variables(of.layer()));
      variables.add(data(of.input()));
      List<double[]> gradients = exact.values(Gradients.of(loss, Networks.reads(graph, variables)));
      for (int v = 0; v < variables.size(); v++) {
        for (int i = 0; i < variables.get(v).shape().size(); i += i < 12 ? 1 : 7) {
          double slope = exact.slope(loss, variables.get(v), i, 1e-5);
          double scale = 1 + Math.abs(slope);
          assertEquals(slope, gradients.get(v)[i], 3e-6 * scale, variables.get(v).name() + " " + i);
        }
      }
    }
  }
}
