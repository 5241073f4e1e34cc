package org.bcnn.layer;

import java.util.List;
import org.bcnn.graph.Tensor;

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

  @Override
  public Tensor apply(Tensor x, ForwardPass pass) {
    return affine.apply(x, pass, Tensor::matMul, bias -> bias);
  }

  @Override
  public List<Parameter> parameters() {
    return affine.parameters();
  }
}
