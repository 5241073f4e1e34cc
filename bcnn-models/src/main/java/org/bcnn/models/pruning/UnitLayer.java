package org.bcnn.models.pruning;

import org.bcnn.tensor.Shape;

/**
 * A layer of a chain.
 *
 * @param name its name
 * @param weight the shape of its weights, {@code [outputs, inputs, height, width]} of a convolution
 *     and {@code [inputs, outputs]} of a dense layer
 * @param block how many inputs in a row come from one unit of the layer before: the pixels of a
 *     channel where a dense layer follows a convolution, else 1
 */
record UnitLayer(String name, Shape weight, int block) {
  private static final int CONVOLUTION = 4;

  static boolean isConvolution(Shape weight) {
    return weight.rank() == CONVOLUTION;
  }

  static int outputs(Shape weight) {
    return weight.dim(isConvolution(weight) ? 0 : 1);
  }

  static int inputs(Shape weight) {
    return weight.dim(isConvolution(weight) ? 1 : 0);
  }

  int units() {
    return outputs(weight);
  }

  /** The unit that a weight leads to. */
  int output(int index) {
    return isConvolution(weight) ? index / (weight.size() / weight.dim(0)) : index % weight.dim(1);
  }

  /** The unit of the layer before that a weight comes from. */
  int input(int index) {
    int input =
        isConvolution(weight)
            ? index / (weight.dim(2) * weight.dim(3)) % weight.dim(1)
            : index / weight.dim(1);
    return input / block;
  }
}
