package org.bcnn.layer;

import java.util.List;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.Padding;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.Shape;

/**
 * A two-dimensional transposed convolution, the adjoint of {@link Conv2d} in its images (Dumoulin
 * and Visin 2016): {@code [batch, inputChannels, height, width]} to {@code [batch, outputChannels,
 * height', width']}, with
 *
 * <p>{@code height' = stride · (height − 1) + dilation · (kernel − 1) + 1 − paddingTop −
 * paddingBottom + outputPadding}
 *
 * <p>and the same for the width: padding, that of the convolution it is the adjoint of, takes rows
 * and columns away.
 */
public final class ConvTranspose2d implements Layer {
  private final String name;
  private final Affine affine;
  private final ConvGeometry geometry;
  private final OutputPadding outputPadding;
  private final Shape filters;

  /**
   * Makes a layer from its weights.
   *
   * @param name the layer's name
   * @param geometry stride, padding, dilation and groups
   * @param outputPadding rows and columns added to the output, fewer than the stride
   * @param weight the filters {@code [inputChannels, outputChannels / groups, kernelHeight,
   *     kernelWidth]}
   * @param bias the biases {@code [outputChannels]}, or null for none
   * @throws IllegalArgumentException if shapes, groups, stride and output padding do not fit
   */
  public ConvTranspose2d(
      String name,
      ConvGeometry geometry,
      OutputPadding outputPadding,
      Parameter weight,
      Parameter bias) {
    this.filters = weight.shape();
    LayerChecks.rank4(name, filters);
    LayerChecks.divisible(name, "inputChannels", filters.dim(0), geometry.groups());
    if (outputPadding.bottom() >= geometry.strideHeight()
        || outputPadding.right() >= geometry.strideWidth()) {
      throw new IllegalArgumentException(
          String.format(
              "%s: output padding must be smaller than the stride, got bottom %d, right %d and"
                  + " stride %dx%d",
              name,
              outputPadding.bottom(),
              outputPadding.right(),
              geometry.strideHeight(),
              geometry.strideWidth()));
    }
    this.name = name;
    this.affine = new Affine(name, weight, bias);
    this.geometry = geometry;
    this.outputPadding = outputPadding;
    LayerChecks.bias(name, bias, outputChannels());
  }

  /**
   * Makes a layer and its weights, without output padding.
   *
   * @param name the layer's name
   * @param inputChannels channels of the input, divisible by the groups
   * @param outputChannels channels of the output, divisible by the groups
   * @param kernelHeight the height of the filters
   * @param kernelWidth the width of the filters
   * @param geometry stride, padding, dilation and groups
   * @param bias whether there are biases
   * @param weights makes the weights {@code name/weight} and {@code name/bias}
   * @return the layer
   * @throws IllegalArgumentException if a channel count or a kernel extent makes no sense
   */
  public static ConvTranspose2d create(
      String name,
      int inputChannels,
      int outputChannels,
      int kernelHeight,
      int kernelWidth,
      ConvGeometry geometry,
      boolean bias,
      ParameterFactory weights) {
    return create(
        name,
        inputChannels,
        outputChannels,
        kernelHeight,
        kernelWidth,
        geometry,
        OutputPadding.NONE,
        bias,
        weights);
  }

  /**
   * Makes a layer and its weights. Their fan-in, the number of inputs that an output sums over, is
   * that of an average output away from the border, {@code inputChannels / groups · kernelHeight ·
   * kernelWidth / (strideHeight · strideWidth)}, rounded, at least 1: with a stride, each output
   * meets only the part of the filter that falls on inputs.
   *
   * @param name the layer's name
   * @param inputChannels channels of the input, divisible by the groups
   * @param outputChannels channels of the output, divisible by the groups
   * @param kernelHeight the height of the filters
   * @param kernelWidth the width of the filters
   * @param geometry stride, padding, dilation and groups
   * @param outputPadding rows and columns added to the output, fewer than the stride
   * @param bias whether there are biases
   * @param weights makes the weights {@code name/weight} and {@code name/bias}
   * @return the layer
   * @throws IllegalArgumentException if a channel count, a kernel extent or the output padding
   *     makes no sense
   */
  public static ConvTranspose2d create(
      String name,
      int inputChannels,
      int outputChannels,
      int kernelHeight,
      int kernelWidth,
      ConvGeometry geometry,
      OutputPadding outputPadding,
      boolean bias,
      ParameterFactory weights) {
    LayerChecks.check(name, inputChannels, outputChannels, kernelHeight, kernelWidth, geometry);
    Shape filters =
        Shape.of(inputChannels, outputChannels / geometry.groups(), kernelHeight, kernelWidth);
    return new ConvTranspose2d(
        name,
        geometry,
        outputPadding,
        weights.create(name + "/weight", filters, fanIn(filters, geometry)),
        bias ? weights.create(name + "/bias", Shape.of(outputChannels), 0) : null);
  }

  private static int fanIn(Shape filters, ConvGeometry geometry) {
    int channels = filters.dim(0) / geometry.groups();
    double taps =
        (double) filters.dim(2)
            * filters.dim(3)
            / ((double) geometry.strideHeight() * geometry.strideWidth());
    return (int) Math.max(1, Math.round(channels * taps));
  }

  private int outputChannels() {
    return filters.dim(1) * geometry.groups();
  }

  /**
   * Builds the computation.
   *
   * @throws IllegalArgumentException if the input does not have rank 4 and the filters' channels,
   *     or if padding would leave nothing of the output
   */
  @Override
  public Tensor apply(Tensor x, ForwardPass pass) {
    Shape output = outputShape(x.shape());
    return affine.apply(
        x,
        pass,
        (images, weight) -> pass.graph().conv2dInputGradient(output, weight, images, geometry),
        bias -> bias.reshape(1, bias.shape().dim(0), 1, 1));
  }

  private Shape outputShape(Shape input) {
    if (input.rank() != 4 || input.dim(1) != filters.dim(0)) {
      throw new IllegalArgumentException(
          name + ": needs [batch, " + filters.dim(0) + ", height, width], got " + input);
    }
    Padding padding = geometry.padding();
    int height =
        extent(
            "height",
            (long) geometry.strideHeight() * (input.dim(2) - 1)
                + (long) geometry.dilationHeight() * (filters.dim(2) - 1)
                - padding.top()
                - padding.bottom()
                + outputPadding.bottom(),
            input);
    int width =
        extent(
            "width",
            (long) geometry.strideWidth() * (input.dim(3) - 1)
                + (long) geometry.dilationWidth() * (filters.dim(3) - 1)
                - padding.left()
                - padding.right()
                + outputPadding.right(),
            input);
    return Shape.of(input.dim(0), outputChannels(), height, width);
  }

  private int extent(String what, long lessOne, Shape input) {
    if (lessOne < 0 || lessOne >= Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          String.format(
              "%s: the output of an input %s would have %s %d, with filters %s and %s",
              name, input, what, lessOne + 1, filters, geometry));
    }
    return (int) lessOne + 1;
  }

  @Override
  public List<Parameter> parameters() {
    return affine.parameters();
  }
}
