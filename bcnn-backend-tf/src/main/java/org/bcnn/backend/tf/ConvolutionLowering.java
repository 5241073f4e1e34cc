package org.bcnn.backend.tf;

import java.util.ArrayList;
import java.util.List;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.Node;
import org.bcnn.graph.Op;
import org.bcnn.tensor.Shape;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/**
 * Lowers convolution and its gradients, NHWC by HWIO. The engine's gradients of dilated and of
 * grouped convolution are wrong or missing: dilated filters are made dense by inserting zeros,
 * groups are sliced.
 */
final class ConvolutionLowering {
  private static final int CHANNELS = 3;
  private static final int BLOCK = 16;

  private interface GroupKernel {
    Output<?> apply(Output<?> first, Output<?> second);
  }

  private final LoweringContext context;
  private final GraphWriter graph;
  private final ChannelHalves halves;

  ConvolutionLowering(LoweringContext context) {
    this.context = context;
    this.graph = context.graph();
    this.halves = new ChannelHalves(graph);
  }

  Value forward(Op.Conv2d op, Node node) {
    ConvGeometry geometry = op.geometry();
    Shape images = node.operand(0).shape();
    Window window = Window.of(geometry, images, node.operand(1).shape());
    Output<?> result =
        grouped(
            geometry.groups(),
            context.operand(node, 0).as(Layout.IMAGES),
            context.operand(node, 1).as(Layout.FILTERS),
            (x, filter) -> forward(window, window.pad(graph, x, 0), filter, node, geometry));
    return context.result(node, Layout.IMAGES, result);
  }

  private Output<?> forward(
      Window window, Output<?> x, Output<?> filter, Node node, ConvGeometry geometry) {
    int[] extents = denseExtents(node.operand(1).shape(), geometry);
    if (context.halvesChannels()
        && !isDilated(geometry)
        && ChannelHalves.paysForward(window, extents)) {
      int[] result = Layout.IMAGES.store(node.output().shape());
      result[CHANNELS] = extents[CHANNELS];
      return halves.forward(window, x, filter, extents, result);
    }
    return graph
        .op("Conv2D")
        .in(x, filter)
        .withList("strides", window.strides())
        .with("padding", window.mode())
        .withList("dilations", 1, geometry.dilationHeight(), geometry.dilationWidth(), 1)
        .output();
  }

  Value inputGradient(Op.Conv2dInputGradient op, Node node) {
    ConvGeometry geometry = op.geometry();
    Shape filters = node.operand(0).shape();
    Window window = Window.of(geometry, op.inputShape(), filters);
    int[] extents = window.paddedExtents(op.inputShape(), geometry.groups());
    Output<?> result =
        grouped(
            geometry.groups(),
            context.operand(node, 0).as(Layout.FILTERS),
            context.operand(node, 1).as(Layout.IMAGES),
            (filter, gradient) ->
                inputGradient(
                    window,
                    extents,
                    dense(filter, filters, geometry),
                    gradient,
                    denseExtents(filters, geometry)));
    return context.result(node, Layout.IMAGES, result);
  }

  private Output<?> inputGradient(
      Window window, int[] extents, Output<?> filter, Output<?> gradient, int[] filterExtents) {
    if (context.halvesChannels() && ChannelHalves.paysInputGradient(window, filterExtents)) {
      return window.crop(graph, halves.inputGradient(window, extents, filter, gradient), extents);
    }
    // With oneDNN the strided gradient from one channel to one channel is wrong; from two it is
    // not.
    boolean single = window.isStrided() && filterExtents[CHANNELS] == 1 && extents[CHANNELS] == 1;
    int missing = missingChannels(extents[CHANNELS]);
    int[] wider = extents.clone();
    wider[CHANNELS] += missing;
    Output<?> result =
        graph
            .op("Conv2DBackpropInput")
            .in(
                graph.ints(wider),
                withZeroChannels(
                    withZeroChannels(filter, CHANNELS, single ? 1 : 0), CHANNELS - 1, missing),
                withZeroChannels(gradient, CHANNELS, single ? 1 : 0))
            .withList("strides", window.strides())
            .with("padding", window.mode())
            .output();
    if (missing > 0) {
      result = graph.apply("Slice", result, graph.ints(new int[4]), graph.ints(extents));
    }
    return window.crop(graph, result, extents);
  }

  /**
   * With oneDNN on a processor with AVX-512, the gradient in the inputs is wrong, and memory behind
   * it may be overwritten, where they fill an odd number of blocks of 16 channels, from three
   * blocks on. Returns how many channels are missing to an even number.
   */
  private static int missingChannels(int channels) {
    int blocks = (channels + BLOCK - 1) / BLOCK;
    return blocks >= 3 && blocks % 2 == 1 ? (blocks + 1) * BLOCK - channels : 0;
  }

  private Output<?> withZeroChannels(Output<?> value, int axis, int count) {
    int[] after = new int[4];
    after[axis] = count;
    return count == 0
        ? value
        : graph.apply("PadV2", value, graph.pairs(new int[4], after), graph.scalar(0f));
  }

  Value filterGradient(Op.Conv2dFilterGradient op, Node node) {
    ConvGeometry geometry = op.geometry();
    Window window = Window.of(geometry, node.operand(0).shape(), op.filterShape());
    int[] extents = denseExtents(op.filterShape(), geometry);
    Output<?> result =
        grouped(
            geometry.groups(),
            context.operand(node, 0).as(Layout.IMAGES),
            context.operand(node, 1).as(Layout.IMAGES),
            (x, gradient) ->
                sparse(
                    graph
                        .op("Conv2DBackpropFilter")
                        .in(
                            used(window, window.pad(graph, x, 0), node, geometry, extents),
                            graph.ints(extents),
                            gradient)
                        .withList("strides", window.strides())
                        .with("padding", window.mode())
                        .output(),
                    extents,
                    geometry));
    return context.result(node, Layout.FILTERS, result);
  }

  /**
   * Returns padded images without the last rows and columns where a stride larger than the filter
   * ends before them: with oneDNN the gradient in the filters overwrites memory otherwise.
   *
   * @param filter the extents of the filter, HWIO
   */
  private Output<?> used(
      Window window, Output<?> padded, Node node, ConvGeometry geometry, int[] filter) {
    if (filter[0] >= geometry.strideHeight() && filter[1] >= geometry.strideWidth()) {
      return padded;
    }
    Shape gradient = node.operand(1).shape();
    int[] extents = window.paddedExtents(node.operand(0).shape(), geometry.groups());
    int height = (gradient.dim(2) - 1) * geometry.strideHeight() + filter[0];
    int width = (gradient.dim(3) - 1) * geometry.strideWidth() + filter[1];
    extents[1] = Math.min(extents[1], height);
    extents[2] = Math.min(extents[2], width);
    return graph.apply("Slice", padded, graph.ints(new int[4]), graph.ints(extents));
  }

  /** Applies a kernel to each group's channels; of images and filters alike they are axis 3. */
  private Output<?> grouped(int groups, Output<?> first, Output<?> second, GroupKernel kernel) {
    if (groups == 1) {
      return kernel.apply(first, second);
    }
    Operation firsts = split(first, groups);
    Operation seconds = split(second, groups);
    List<Output<?>> results = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      results.add(kernel.apply(firsts.output(i), seconds.output(i)));
    }
    return graph.op("ConcatV2").inList(results).in(graph.scalar(CHANNELS)).output();
  }

  private Operation split(Output<?> value, int groups) {
    return graph
        .op("Split")
        .in(graph.scalar(CHANNELS), value)
        .with("num_split", (long) groups)
        .operation();
  }

  private static boolean isDilated(ConvGeometry geometry) {
    return geometry.dilationHeight() > 1 || geometry.dilationWidth() > 1;
  }

  /** The extents, HWIO, of one group's filters with zeros inserted. */
  private static int[] denseExtents(Shape filters, ConvGeometry geometry) {
    return new int[] {
      (filters.dim(2) - 1) * geometry.dilationHeight() + 1,
      (filters.dim(3) - 1) * geometry.dilationWidth() + 1,
      filters.dim(1),
      filters.dim(0) / geometry.groups()
    };
  }

  /** Inserts the zeros that dilation stands for. */
  private Output<?> dense(Output<?> filter, Shape filters, ConvGeometry geometry) {
    if (!isDilated(geometry)) {
      return filter;
    }
    int[] extents = denseExtents(filters, geometry);
    int height = filters.dim(2);
    int width = filters.dim(3);
    int down = geometry.dilationHeight();
    int across = geometry.dilationWidth();
    Output<?> apart =
        graph.apply("Reshape", filter, graph.ints(height, 1, width, 1, extents[2], extents[3]));
    Output<?> filled =
        graph.apply(
            "Pad", apart, graph.pairs(new int[6], new int[] {0, down - 1, 0, across - 1, 0, 0}));
    Output<?> joined =
        graph.apply(
            "Reshape", filled, graph.ints(height * down, width * across, extents[2], extents[3]));
    return graph.apply("Slice", joined, graph.ints(new int[4]), graph.ints(extents));
  }

  /** Keeps the elements between which {@link #dense} would insert zeros. */
  private Output<?> sparse(Output<?> filter, int[] extents, ConvGeometry geometry) {
    if (!isDilated(geometry)) {
      return filter;
    }
    return graph.apply(
        "StridedSlice",
        filter,
        graph.ints(0, 0, 0, 0),
        graph.ints(extents),
        graph.ints(geometry.dilationHeight(), geometry.dilationWidth(), 1, 1));
  }
}
