package org.bcnn.backend.tf;

import org.tensorflow.Operation;
import org.tensorflow.Output;

/**
 * Convolutions of few channels as two groups whose results are added, which is the same sum in
 * another order. oneDNN has two kernels for processors with AVX-512; left alone it takes the one
 * for many channels, and for groups the other, which is two to five times faster for up to 16
 * channels a group.
 */
final class ChannelHalves {
  private static final int CHANNELS = 3;
  private static final int LEAST = 3;
  private static final int MOST = 32;

  private final GraphWriter graph;

  ChannelHalves(GraphWriter graph) {
    this.graph = graph;
  }

  /** Says whether it pays to halve the inputs of a forward convolution, filters HWIO. */
  static boolean paysForward(Window window, int[] filter) {
    return pays(window, filter);
  }

  /** Says whether it pays to halve the outputs for the gradient in the inputs, filters HWIO. */
  static boolean paysInputGradient(Window window, int[] filter) {
    return pays(window, filter) && filter[3] % 2 == 0;
  }

  private static boolean pays(Window window, int[] filter) {
    return !window.isStrided() && filter[0] * filter[1] > 1 && isFew(filter[2]) && isFew(filter[3]);
  }

  /** With a single channel a group, oneDNN's grouped kernels are wrong. */
  private static boolean isFew(int channels) {
    return channels >= LEAST && channels <= MOST;
  }

  /**
   * Convolves.
   *
   * @param images NHWC, padded as the window's mode needs it
   * @param filter HWIO
   * @param extents the filter's
   * @param result the extents of the result, NHWC
   */
  Output<?> forward(
      Window window, Output<?> images, Output<?> filter, int[] extents, int[] result) {
    int half = (extents[2] + 1) / 2;
    int missing = 2 * half - extents[2];
    Output<?> groups =
        graph.apply(
            "Reshape",
            padded(filter, 2, missing),
            graph.ints(extents[0], extents[1], 2, half, extents[3]));
    Output<?> side =
        graph.apply(
            "Reshape",
            graph.apply("Transpose", groups, graph.ints(0, 1, 3, 2, 4)),
            graph.ints(extents[0], extents[1], half, 2 * extents[3]));
    Output<?> both =
        graph
            .op("Conv2D")
            .in(padded(images, CHANNELS, missing), side)
            .withList("strides", window.strides())
            .with("padding", window.mode())
            .output();
    Output<?> halves =
        graph.apply("Reshape", both, graph.ints(result[0] * result[1] * result[2], 2, result[3]));
    return graph.apply("Reshape", graph.apply("Sum", halves, graph.ints(1)), graph.ints(result));
  }

  /** Not by the engine's Pad: it fuses that into the convolution, and forgets the channels. */
  private Output<?> padded(Output<?> value, int axis, int missing) {
    int[] after = new int[4];
    after[axis] = missing;
    return missing == 0
        ? value
        : graph.apply("PadV2", value, graph.pairs(new int[4], after), graph.scalar(0f));
  }

  /**
   * Computes the gradient in the images.
   *
   * @param extents the extents of the images, NHWC
   */
  Output<?> inputGradient(Window window, int[] extents, Output<?> filter, Output<?> gradient) {
    Output<?> both =
        graph
            .op("Conv2DBackpropInput")
            .in(
                graph.ints(extents[0], extents[1], extents[2], 2 * extents[CHANNELS]),
                filter,
                gradient)
            .withList("strides", window.strides())
            .with("padding", window.mode())
            .output();
    Operation halves =
        graph.op("Split").in(graph.scalar(CHANNELS), both).with("num_split", 2L).operation();
    return graph.apply("AddV2", halves.output(0), halves.output(1));
  }
}
