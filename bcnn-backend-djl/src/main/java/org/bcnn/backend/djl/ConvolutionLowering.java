package org.bcnn.backend.djl;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.Node;
import org.bcnn.graph.Op;
import org.bcnn.graph.Padding;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.Shape;

/**
 * Lowers convolutions and their gradients, so that they are right with oneDNN as libtorch 2.7.1
 * brings it.
 *
 * <p>oneDNN computes on blocks of 8 or 16 channels. Where the channels that are summed over do not
 * fill their last block, the rest of it may hold whatever the memory held before, and does on some
 * machines. So sums here run over fewer channels than a block, which are not blocked, or over a
 * multiple of 16; others get channels of zeros. The gradient of the images was seen wrong for three
 * blocks of their channels, and whenever the sum was over a part of a block; it is a forward
 * convolution then. Groups are separate convolutions.
 *
 * <p>libtorch pads alike on opposite sides; where the padding differs, the images get an explicit
 * border first.
 */
final class ConvolutionLowering {
  /** The smallest block, and a multiple of every block. */
  private static final int SMALL_BLOCK = 8;

  private static final int LARGE_BLOCK = 16;

  private final Emitter out;

  ConvolutionLowering(Emitter out) {
    this.out = out;
  }

  void forward(Op.Conv2d op, Node node) {
    ConvGeometry geometry = op.geometry();
    Tensor filters = node.operand(1);
    int groups = geometry.groups();
    int channels = filters.shape().dim(1);
    String images = padded(node.operand(0), geometry);
    out.defineFresh(
        node.output(),
        joined(
            1,
            groups,
            group ->
                convolve(
                    part(images, 1, group, channels, groups),
                    part(out.name(filters), 0, group, filters.shape().dim(0) / groups, groups),
                    channels,
                    settings(geometry))));
  }

  void filterGradient(Op.Conv2dFilterGradient op, Node node) {
    ConvGeometry geometry = op.geometry();
    int groups = geometry.groups();
    int[] shape = op.filterShape().toArray();
    shape[0] /= groups;
    String images = padded(node.operand(0), geometry);
    String gradient = contiguous(node.operand(1));
    // Only the shape of the filters matters.
    String filters = out.assignOnce("torch.zeros(" + Literals.list(shape) + device() + ")");
    out.defineFresh(
        node.output(),
        joined(
            0,
            groups,
            group ->
                backward(
                    part(gradient, 1, group, shape[0], groups),
                    part(images, 1, group, shape[1], groups),
                    filters,
                    settings(geometry),
                    false)));
  }

  void inputGradient(Op.Conv2dInputGradient op, Node node) {
    ConvGeometry geometry = op.geometry();
    Tensor filters = node.operand(0);
    int groups = geometry.groups();
    int outputs = filters.shape().dim(0) / groups;
    String gradient = contiguous(node.operand(1));
    boolean direct =
        isEven(geometry.padding())
            && outputs % LARGE_BLOCK == 0
            && filters.shape().dim(1) <= 2 * LARGE_BLOCK;
    out.defineFresh(
        node.output(),
        joined(
            1,
            groups,
            group -> {
              String part = part(gradient, 1, group, outputs, groups);
              String weights = part(out.name(filters), 0, group, outputs, groups);
              return direct
                  ? directInputGradient(op, part, weights)
                  : inputGradientByConvolution(op, node, part, weights, outputs);
            }));
  }

  private String directInputGradient(Op.Conv2dInputGradient op, String gradient, String filters) {
    int[] shape = op.inputShape().toArray();
    shape[1] /= op.geometry().groups();
    // Only the shape of the images matters.
    String images = out.assign("torch.empty(" + Literals.list(shape) + device() + ")");
    return backward(gradient, images, filters, settings(op.geometry()), true);
  }

  /**
   * The forward convolution, with flipped filters that have inputs and outputs exchanged, of the
   * output gradient with zeros between its elements for the stride and around it for the filters'
   * extent; what the forward padding added is taken off again.
   */
  private String inputGradientByConvolution(
      Op.Conv2dInputGradient op, Node node, String gradient, String filters, int outputs) {
    ConvGeometry geometry = op.geometry();
    Padding padding = geometry.padding();
    Shape input = op.inputShape();
    Shape kernel = node.operand(0).shape();
    Shape output = node.operand(1).shape();
    int reachHeight = geometry.dilationHeight() * (kernel.dim(2) - 1);
    int reachWidth = geometry.dilationWidth() * (kernel.dim(3) - 1);
    int height = (output.dim(2) - 1) * geometry.strideHeight() + 1;
    int width = (output.dim(3) - 1) * geometry.strideWidth() + 1;
    String spread = gradient;
    if (height != output.dim(2) || width != output.dim(3)) {
      spread =
          out.assign(
              "torch.new_zeros(%s, %s)"
                  .formatted(gradient, Literals.list(output.dim(0), outputs, height, width)));
      String rows =
          "torch.slice(%s, 2, 0, %d, %d)".formatted(spread, height, geometry.strideHeight());
      String cells = "torch.slice(%s, 3, 0, %d, %d)".formatted(rows, width, geometry.strideWidth());
      out.assign("torch.copy_(" + cells + ", " + gradient + ", False)");
    }
    // A negative border takes off.
    int top = reachHeight - padding.top();
    int left = reachWidth - padding.left();
    int bottom = input.dim(2) + reachHeight - height - top;
    int right = input.dim(3) + reachWidth - width - left;
    String bordered =
        out.assign(
            "torch.constant_pad_nd(%s, %s, 0.0)"
                .formatted(spread, Literals.list(left, right, top, bottom)));
    String flipped =
        out.assignOnce(
            "torch.contiguous(torch.flip(torch.permute(%s, [1, 0, 2, 3]), [2, 3]))"
                .formatted(filters));
    return convolve(
        bordered,
        flipped,
        outputs,
        "[1, 1], [0, 0], " + Literals.list(geometry.dilationHeight(), geometry.dilationWidth()));
  }

  /** Convolves images of that many channels without groups. */
  private String convolve(String images, String filters, int channels, String settings) {
    int missing = channels < SMALL_BLOCK ? 0 : Math.floorMod(-channels, LARGE_BLOCK);
    return "torch.conv2d(%s, %s, None, %s, 1)"
        .formatted(moreChannels(images, missing), moreChannels(filters, missing), settings);
  }

  private String moreChannels(String name, int missing) {
    return missing == 0
        ? name
        : out.assignOnce(
            "torch.constant_pad_nd(%s, %s, 0.0)"
                .formatted(name, Literals.list(0, 0, 0, 0, 0, missing)));
  }

  /** Asks for one gradient of a convolution without groups. */
  private String backward(
      String gradient, String images, String filters, String settings, boolean ofImages) {
    String imageGradient = out.newName();
    String filterGradient = out.newName();
    out.statement(
        "%s, %s, %s = torch.convolution_backward(%s, %s, %s, None, %s, False, [0, 0], 1, [%s, %s, False])"
            .formatted(
                imageGradient,
                filterGradient,
                out.newName(),
                gradient,
                images,
                filters,
                settings,
                Literals.bool(ofImages),
                Literals.bool(!ofImages)));
    return ofImages ? imageGradient : filterGradient;
  }

  private String joined(int axis, int groups, IntFunction<String> convolution) {
    if (groups == 1) {
      return convolution.apply(0);
    }
    List<String> parts = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      parts.add(out.assign(convolution.apply(group)));
    }
    return "torch.cat([" + String.join(", ", parts) + "], " + axis + ")";
  }

  private String part(String name, int axis, int group, int extent, int groups) {
    return groups == 1
        ? name
        : out.assignOnce(
            "torch.contiguous(torch.narrow(%s, %d, %d, %d))"
                .formatted(name, axis, group * extent, extent));
  }

  private String device() {
    return out.computesOnHost() ? "" : ", device=" + out.device();
  }

  /** Returns a tensor in row-major order: libtorch would follow any other, with other kernels. */
  private String contiguous(Tensor tensor) {
    return out.assignOnce("torch.contiguous(" + out.name(tensor) + ")");
  }

  private String padded(Tensor images, ConvGeometry geometry) {
    String name = contiguous(images);
    return isEven(geometry.padding()) ? name : Borders.add(out, name, geometry.padding(), 0);
  }

  private static boolean isEven(Padding padding) {
    return padding.top() == padding.bottom() && padding.left() == padding.right();
  }

  /** Writes stride, padding and dilation. */
  private static String settings(ConvGeometry geometry) {
    Padding padding = geometry.padding();
    return Literals.list(geometry.strideHeight(), geometry.strideWidth())
        + ", "
        + (isEven(padding) ? Literals.list(padding.top(), padding.left()) : Literals.list(0, 0))
        + ", "
        + Literals.list(geometry.dilationHeight(), geometry.dilationWidth());
  }
}
