package org.bcnn.it.tck;

import static org.bcnn.it.tck.OperationCase.Derivatives.SECOND;

import java.util.ArrayList;
import java.util.List;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.Padding;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/** Matrix products, convolutions and both adjoints of every convolution. */
final class ProductCases {
  private static final int BATCH = 2;

  /** A convolution: the images' channels and extents, the filters', and how they move. */
  private record Convolution(
      String what, int batch, int[] image, int outputs, int[] kernel, ConvGeometry geometry) {
    Shape images() {
      return Shape.of(batch, image[0], image[1], image[2]);
    }

    Shape filter() {
      return Shape.of(outputs, image[0] / geometry.groups(), kernel[0], kernel[1]);
    }

    Shape result() {
      Padding padding = geometry.padding();
      int height = image[1] + padding.top() + padding.bottom();
      int width = image[2] + padding.left() + padding.right();
      return Shape.of(
          batch,
          outputs,
          (height - geometry.dilationHeight() * (kernel[0] - 1) - 1) / geometry.strideHeight() + 1,
          (width - geometry.dilationWidth() * (kernel[1] - 1) - 1) / geometry.strideWidth() + 1);
    }
  }

  private ProductCases() {}

  static List<OperationCase> all() {
    List<OperationCase> cases = new ArrayList<>();
    for (boolean left : new boolean[] {false, true}) {
      for (boolean right : new boolean[] {false, true}) {
        cases.add(matMul(left, right, 2, 3, 4));
        cases.add(matMul(left, right, 1, 5, 1));
      }
    }
    for (Convolution convolution : convolutions()) {
      cases.add(forward(convolution));
      cases.add(inputGradient(convolution));
      cases.add(filterGradient(convolution));
    }
    return cases;
  }

  private static OperationCase matMul(boolean left, boolean right, int m, int k, int n) {
    HostTensor a = left ? Values.signed("left", k, m) : Values.signed("left", m, k);
    HostTensor b = right ? Values.signed("right", n, k) : Values.signed("right", k, n);
    return OperationCase.of(
        "B-106",
        "matMul of "
            + a.shape()
            + (left ? " transposed" : "")
            + " and "
            + b.shape()
            + (right ? " transposed" : ""),
        Tolerances.ACCUMULATED,
        SECOND,
        (graph, x) -> graph.matMul(x.get(0), x.get(1), left, right),
        a,
        b);
  }

  private static List<Convolution> convolutions() {
    ConvGeometry plain = ConvGeometry.DEFAULT;
    Padding uneven = new Padding(1, 2, 3, 0);
    List<Convolution> all = new ArrayList<>();
    all.add(of("no padding", 3, 6, 5, 4, 3, 2, plain));
    all.add(of("a kernel of 1x1", 3, 4, 5, 2, 1, 1, plain));
    all.add(of("a kernel as large as the image", 2, 4, 3, 5, 4, 3, plain));
    all.add(of("even kernel", 2, 6, 7, 3, 2, 4, plain));
    all.add(of("equal padding", 2, 5, 6, 3, 3, 5, plain.withPadding(new Padding(1, 1, 2, 2))));
    all.add(of("uneven padding", 2, 5, 4, 3, 3, 4, plain.withPadding(uneven)));
    all.add(
        of("padding of one side", 2, 4, 5, 3, 2, 2, plain.withPadding(new Padding(0, 0, 0, 1))));
    all.add(
        of(
            "padding wider than the kernel",
            1,
            3,
            4,
            2,
            2,
            2,
            plain.withPadding(new Padding(3, 0, 1, 4))));
    all.add(of("stride 2, last row unused", 3, 6, 7, 2, 3, 2, plain.withStride(2)));
    all.add(of("uneven stride", 2, 7, 8, 3, 2, 3, new ConvGeometry(3, 2, Padding.NONE, 1, 1, 1)));
    all.add(
        of("stride 2, uneven padding", 2, 6, 5, 3, 3, 3, plain.withStride(2).withPadding(uneven)));
    all.add(of("stride beyond the kernel", 2, 7, 7, 3, 2, 1, plain.withStride(3)));
    all.add(of("dilation 2", 2, 7, 6, 3, 3, 2, plain.withDilation(2)));
    all.add(of("uneven dilation", 2, 8, 7, 3, 2, 3, new ConvGeometry(1, 1, uneven, 3, 2, 1)));
    all.add(of("dilation and stride", 2, 9, 8, 3, 3, 2, plain.withDilation(2).withStride(2)));
    all.add(of("two groups", 4, 5, 6, 6, 3, 2, plain.withGroups(2)));
    all.add(of("a group a channel", 3, 5, 4, 3, 2, 3, plain.withGroups(3)));
    all.add(of("a group a channel, two outputs each", 3, 5, 4, 6, 3, 2, plain.withGroups(3)));
    all.add(of("groups of unequal in and out", 6, 4, 5, 4, 2, 3, plain.withGroups(2)));
    all.add(of("everything at once", 4, 8, 9, 6, 2, 3, new ConvGeometry(2, 3, uneven, 2, 1, 2)));
    all.add(
        new Convolution(
            "batch 1",
            1,
            new int[] {2, 5, 6},
            3,
            new int[] {3, 2},
            plain.withPadding(Padding.all(1))));
    return all;
  }

  private static Convolution of(
      String what,
      int channels,
      int height,
      int width,
      int outputs,
      int kh,
      int kw,
      ConvGeometry g) {
    int[] image = {channels, height, width};
    return new Convolution(what, BATCH, image, outputs, new int[] {kh, kw}, g);
  }

  private static OperationCase forward(Convolution c) {
    return OperationCase.of(
        "B-110",
        "conv2d, " + c.what(),
        Tolerances.ACCUMULATED,
        SECOND,
        (graph, x) -> graph.conv2d(x.get(0), x.get(1), c.geometry()),
        Values.signed("images", c.images().toArray()),
        Values.signed("filter", c.filter().toArray()));
  }

  private static OperationCase inputGradient(Convolution c) {
    return OperationCase.of(
        "B-111",
        "conv2dInputGradient, " + c.what(),
        Tolerances.ACCUMULATED,
        SECOND,
        (graph, x) -> graph.conv2dInputGradient(c.images(), x.get(0), x.get(1), c.geometry()),
        Values.signed("filter", c.filter().toArray()),
        Values.signed("output gradient", c.result().toArray()));
  }

  private static OperationCase filterGradient(Convolution c) {
    return OperationCase.of(
        "B-112",
        "conv2dFilterGradient, " + c.what(),
        Tolerances.ACCUMULATED,
        SECOND,
        (graph, x) -> graph.conv2dFilterGradient(x.get(0), c.filter(), x.get(1), c.geometry()),
        Values.signed("images", c.images().toArray()),
        Values.signed("output gradient", c.result().toArray()));
  }
}
