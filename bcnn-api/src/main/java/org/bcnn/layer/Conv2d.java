package org.bcnn.layer;

import java.util.List;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.Shape;

/**
 * A two-dimensional convolution, {@code [batch, inputChannels, height, width]} to {@code [batch,
 * outputChannels, height', width']}; {@link ConvGeometry} gives the output extents.
 */
public final class Conv2d implements Layer {
  private final Affine affine;
  private final ConvGeometry geometry;

  /**
   * Makes a layer from its weights.
   *
   * @param name the layer's name
   * @param geometry stride, padding, dilation and groups
   * @param weight the filters {@code [outputChannels, inputChannels / groups, kernelHeight,
   *     kernelWidth]}
   * @param bias the biases {@code [outputChannels]}, or null for none
   * @throws IllegalArgumentException if shapes and groups do not fit
   */
  public Conv2d(String name, ConvGeometry geometry, Parameter weight, Parameter bias) {
    LayerChecks.rank4(name, weight.shape());
    LayerChecks.divisible(name, "outputChannels", weight.shape().dim(0), geometry.groups());
    LayerChecks.bias(name, bias, weight.shape().dim(0));
    this.affine = new Affine(name, weight, bias);
    this.geometry = geometry;
  }

  /**
   * Makes a layer and its weights.
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
  public static Conv2d create(
      String name,
      int inputChannels,
      int outputChannels,
      int kernelHeight,
      int kernelWidth,
      ConvGeometry geometry,
      boolean bias,
      ParameterFactory weights) {
    LayerChecks.check(name, inputChannels, outputChannels, kernelHeight, kernelWidth, geometry);
    int groupChannels = inputChannels / geometry.groups();
    return new Conv2d(
        name,
        geometry,
        weights.create(
            name + "/weight",
            Shape.of(outputChannels, groupChannels, kernelHeight, kernelWidth),
            groupChannels * kernelHeight * kernelWidth),
        bias ? weights.create(name + "/bias", Shape.of(outputChannels), 0) : null);
  }

  @Override
  public Tensor apply(Tensor x, ForwardPass pass) {
    return affine.apply(
        x,
        pass,
        (images, filters) -> pass.graph().conv2d(images, filters, geometry),
        bias -> bias.reshape(1, bias.shape().dim(0), 1, 1));
  }

  @Override
  public List<Parameter> parameters() {
    return affine.parameters();
  }
}
