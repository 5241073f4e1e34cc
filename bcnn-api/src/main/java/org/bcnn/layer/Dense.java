package org.bcnn.layer;

import java.util.List;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.Shape;

/** A fully connected layer, {@code [batch, inputs]} to {@code [batch, outputs]}. */
public final class Dense implements Layer {
  private final Affine affine;

  /**
   * Makes a layer from its weights.
   *
   * @param name the layer's name
   * @param weight the weights {@code [inputs, outputs]}
   * @param bias the biases {@code [outputs]}, or null for none
   */
  public Dense(String name, Parameter weight, Parameter bias) {
    this.affine = new Affine(name, weight, bias);
  }

  /**
   * Makes a layer and its weights.
   *
   * @param name the layer's name
   * @param inputs the number of inputs
   * @param outputs the number of outputs
   * @param bias whether there are biases
   * @param weights makes the weights {@code name/weight} and {@code name/bias}
   * @return the layer
   */
  public static Dense create(
      String name, int inputs, int outputs, boolean bias, ParameterFactory weights) {
    return new Dense(
        name,
        weights.create(name + "/weight", Shape.of(inputs, outputs), inputs),
        bias ? weights.create(name + "/bias", Shape.of(outputs), 0) : null);
  }

  @Override
  public Tensor apply(Tensor x, ForwardPass pass) {
    return affine.apply(x, pass, Tensor::matMul, bias -> bias);
  }

  @Override
  public List<Parameter> parameters() {
    return affine.parameters();
  }
}
