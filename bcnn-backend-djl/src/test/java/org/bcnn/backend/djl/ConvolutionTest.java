package org.bcnn.backend.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Executable;
import org.bcnn.backend.Session;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Padding;
import org.bcnn.graph.Tensor;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.PortableNoise;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Convolutions of channels that do and do not fill oneDNN's blocks, against plain loops in double
 * precision, with memory that held NaN before.
 */
class ConvolutionTest {
  private static final int BATCH = 4;
  private static final int SIZE = 8;

  /** A sum of 48 x 25 products of normal deviates has a deviation of 35: this is 3e-6 of it. */
  private static final double TOLERANCE = 1e-4;

  private static float[] normal(String path, int size) {
    float[] values = new float[size];
    PortableNoise.fillNormal(new NoiseAddress(1, 0, path, 0).key(), 0, values, 0, size);
    return values;
  }

  /** Leaves freed memory full of NaN, where the next tensors will be. */
  private static void soilMemory(Backend backend) {
    HostTensor nan = HostTensor.full(Shape.of(1 << 16), Float.NaN);
    Functions.apply(
        backend, nan, x -> x.graph().concat(0, java.util.List.of(x.add(1), x.add(2), x.add(3))));
  }

  @ParameterizedTest(name = "{0} to {1} channels, {2}x{2}, stride {3}, dilation {4}, groups {5}")
  @CsvSource({
    "1, 6, 5, 1, 1, 1",
    "6, 16, 5, 1, 1, 1",
    "3, 64, 3, 2, 1, 1",
    "12, 20, 3, 1, 1, 1",
    "16, 4, 3, 2, 1, 1",
    "17, 9, 3, 1, 2, 1",
    "20, 16, 3, 2, 1, 1",
    "48, 48, 5, 1, 1, 1",
    "40, 16, 1, 2, 1, 1",
    "20, 40, 3, 1, 1, 2",
    "6, 3, 3, 2, 1, 3"
  })
  void isRightForAnyChannels(
      int channels, int filters, int kernel, int stride, int dilation, int groups) {
    ConvGeometry geometry =
        ConvGeometry.DEFAULT
            .withStride(stride)
            .withDilation(dilation)
            .withGroups(groups)
            .withPadding(new Padding(1, 0, 1, 1));
    GraphBuilder graph = new GraphBuilder();
    Tensor x = graph.input("x", Shape.of(BATCH, channels, SIZE, SIZE));
    Tensor w = graph.input("w", Shape.of(filters, channels / groups, kernel, kernel));
    Tensor y = graph.conv2d(x, w, geometry);
    Tensor g = graph.input("g", y.shape());
    HostTensor images = HostTensor.of(x.shape(), normal("x", x.shape().size()));
    HostTensor weights = HostTensor.of(w.shape(), normal("w", w.shape().size()));
    HostTensor gradient = HostTensor.of(y.shape(), normal("g", y.shape().size()));
    Loops expected = new Loops(images, weights, gradient, geometry);
    try (Backend backend = new DjlProvider().open(new BackendOptions(2));
        Session session = backend.openSession();
        Executable executable =
            session.compile(
                graph
                    .function("convolution")
                    .output("y", y)
                    .output("x", graph.conv2dInputGradient(x.shape(), w, g, geometry))
                    .output("w", graph.conv2dFilterGradient(x, w.shape(), g, geometry))
                    .build())) {
      for (int round = 0; round < 3; round++) {
        soilMemory(backend);
        Map<String, HostTensor> found =
            executable.run(Map.of("x", images, "w", weights, "g", gradient), Functions.SEED);
        compare("y", expected.outputs, found.get("y"));
        compare("x", expected.imageGradient, found.get("x"));
        compare("w", expected.filterGradient, found.get("w"));
      }
    }
  }

  private static void compare(String what, double[] expected, HostTensor found) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found.data()[i], TOLERANCE, what + " at " + i);
    }
  }

  /** Images that are a transposed view: libtorch would take another order of memory from them. */
  @Test
  void followsTheShapeAndNotTheMemory() {
    Shape shape = Shape.of(2, 5, 4, 3);
    HostTensor channelsLast = HostTensor.of(shape, normal("x", shape.size()));
    ConvGeometry geometry = ConvGeometry.DEFAULT.withStride(2);
    try (Backend backend = new DjlProvider().open(new BackendOptions(2))) {
      HostTensor filterGradient =
          Functions.apply(
              backend,
              channelsLast,
              x -> {
                Tensor images = x.transpose(0, 3, 1, 2);
                Tensor ones = x.graph().constant(HostTensor.full(Shape.of(2, 2, 3, 2), 1));
                return x.graph().conv2dFilterGradient(images, Shape.of(2, 3, 1, 1), ones, geometry);
              });
      for (int channel = 0; channel < 3; channel++) {
        double sum = 0;
        for (int image = 0; image < 2; image++) {
          for (int row = 0; row < 5; row += 2) {
            for (int column = 0; column < 4; column += 2) {
              sum += channelsLast.data()[((image * 5 + row) * 4 + column) * 3 + channel];
            }
          }
        }
        assertEquals(sum, filterGradient.data()[channel], 1e-5);
        assertEquals(sum, filterGradient.data()[3 + channel], 1e-5);
      }
    }
  }

  /** A convolution and both gradients, term by term. */
  private static final class Loops {
    private final double[] outputs;
    private final double[] imageGradient;
    private final double[] filterGradient;

    Loops(HostTensor images, HostTensor filters, HostTensor gradient, ConvGeometry geometry) {
      outputs = new double[gradient.shape().size()];
      imageGradient = new double[images.shape().size()];
      filterGradient = new double[filters.shape().size()];
      Shape out = gradient.shape();
      Shape w = filters.shape();
      int perGroup = out.dim(1) / geometry.groups();
      for (int n = 0; n < out.dim(0); n++) {
        for (int o = 0; o < out.dim(1); o++) {
          for (int c = 0; c < w.dim(1); c++) {
            int channel = o / perGroup * w.dim(1) + c;
            for (int row = 0; row < out.dim(2); row++) {
              for (int column = 0; column < out.dim(3); column++) {
                int at = ((n * out.dim(1) + o) * out.dim(2) + row) * out.dim(3) + column;
                window(images, filters, gradient, geometry, n, channel, o, c, row, column, at);
              }
            }
          }
        }
      }
    }

    private void window(
        HostTensor images,
        HostTensor filters,
        HostTensor gradient,
        ConvGeometry geometry,
        int n,
        int channel,
        int o,
        int c,
        int row,
        int column,
        int at) {
      Shape w = filters.shape();
      Shape x = images.shape();
      for (int i = 0; i < w.dim(2); i++) {
        for (int j = 0; j < w.dim(3); j++) {
          int y =
              row * geometry.strideHeight()
                  + i * geometry.dilationHeight()
                  - geometry.padding().top();
          int z =
              column * geometry.strideWidth()
                  + j * geometry.dilationWidth()
                  - geometry.padding().left();
          if (y >= 0 && z >= 0 && y < x.dim(2) && z < x.dim(3)) {
            int from = ((n * x.dim(1) + channel) * x.dim(2) + y) * x.dim(3) + z;
            int by = ((o * w.dim(1) + c) * w.dim(2) + i) * w.dim(3) + j;
            outputs[at] += (double) images.data()[from] * filters.data()[by];
            imageGradient[from] += (double) gradient.data()[at] * filters.data()[by];
            filterGradient[by] += (double) gradient.data()[at] * images.data()[from];
          }
        }
      }
    }
  }
}
