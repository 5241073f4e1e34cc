package org.bcnn.backend.djl;

import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.Node;
import org.bcnn.graph.Op;
import org.bcnn.graph.Padding;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.Shape;

/**
 * Lowers convolutions and their gradients. libtorch pads alike on opposite sides; where the padding
 * differs, the images get an explicit border first, and the gradient loses it again.
 */
final class ConvolutionLowering {
  private final Emitter out;

  ConvolutionLowering(Emitter out) {
    this.out = out;
  }

  void forward(Op.Conv2d op, Node node) {
    ConvGeometry geometry = op.geometry();
    String images = padded(node.operand(0), geometry);
    out.defineFresh(
        node.output(),
        "torch.conv2d(%s, %s, None, %s, %s, %s, %d)"
            .formatted(
                images,
                out.name(node.operand(1)),
                strides(geometry),
                padding(geometry),
                dilations(geometry),
                geometry.groups()));
  }

  void inputGradient(Op.Conv2dInputGradient op, Node node) {
    ConvGeometry geometry = op.geometry();
    Padding padding = geometry.padding();
    Shape shape = op.inputShape();
    Shape filters = node.operand(0).shape();
    Shape outputs = node.operand(1).shape();
    boolean even = isEven(padding);
    int height = shape.dim(2) + (even ? 0 : padding.top() + padding.bottom());
    int width = shape.dim(3) + (even ? 0 : padding.left() + padding.right());
    // Rows and columns that no window of the forward convolution reached.
    int restHeight =
        height
            - ((outputs.dim(2) - 1) * geometry.strideHeight()
                - (even ? 2 * padding.top() : 0)
                + geometry.dilationHeight() * (filters.dim(2) - 1)
                + 1);
    int restWidth =
        width
            - ((outputs.dim(3) - 1) * geometry.strideWidth()
                - (even ? 2 * padding.left() : 0)
                + geometry.dilationWidth() * (filters.dim(3) - 1)
                + 1);
    String gradient =
        out.assign(
            "torch.conv_transpose2d(%s, %s, None, %s, %s, %s, %d, %s)"
                .formatted(
                    out.name(node.operand(1)),
                    out.name(node.operand(0)),
                    strides(geometry),
                    padding(geometry),
                    Literals.list(restHeight, restWidth),
                    geometry.groups(),
                    dilations(geometry)));
    out.define(
        node.output(), Value.fresh(even ? gradient : Borders.strip(out, gradient, padding, shape)));
  }

  void filterGradient(Op.Conv2dFilterGradient op, Node node) {
    ConvGeometry geometry = op.geometry();
    String images = padded(node.operand(0), geometry);
    // Only the shape of the filters matters.
    String filters =
        out.assignOnce("torch.zeros(" + Literals.list(op.filterShape()) + device() + ")");
    String unused = out.newName();
    String gradient = out.newName();
    String unusedBias = out.newName();
    out.statement(
        "%s, %s, %s = torch.convolution_backward(%s, %s, %s, None, %s, %s, %s, False, [0, 0], %d, [False, True, False])"
            .formatted(
                unused,
                gradient,
                unusedBias,
                out.name(node.operand(1)),
                images,
                filters,
                strides(geometry),
                padding(geometry),
                dilations(geometry),
                geometry.groups()));
    out.define(node.output(), Value.fresh(gradient));
  }

  private String device() {
    return out.computesOnHost() ? "" : ", device=" + out.device();
  }

  private String padded(Tensor images, ConvGeometry geometry) {
    String name = out.name(images);
    return isEven(geometry.padding()) ? name : Borders.add(out, name, geometry.padding(), 0);
  }

  private static boolean isEven(Padding padding) {
    return padding.top() == padding.bottom() && padding.left() == padding.right();
  }

  private static String padding(ConvGeometry geometry) {
    Padding padding = geometry.padding();
    return isEven(padding) ? Literals.list(padding.top(), padding.left()) : Literals.list(0, 0);
  }

  private static String strides(ConvGeometry geometry) {
    return Literals.list(geometry.strideHeight(), geometry.strideWidth());
  }

  private static String dilations(ConvGeometry geometry) {
    return Literals.list(geometry.dilationHeight(), geometry.dilationWidth());
  }
}
