package org.bcnn.layer;

import java.util.List;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.Shape;

/**
 * Layer normalisation (Ba, Kiros and Hinton 2016), {@code [batch, ...]} to the same shape: {@code
 * scale · (x − mean) / √(variance + 1e-5) + shift}, with mean and (biased) variance over all
 * elements of an example, and a scale and a shift for each element.
 *
 * <p>Scale (1 at first) and shift (0 at first) are plain values in a Bayesian network too: every
 * example informs them, so that a posterior over them would be narrow; and a prior around 0 would
 * draw the scale to undo the normalisation.
 */
public final class LayerNorm implements Layer {
  private final String name;
  private final Shape example;
  private final ScaleAndShift scaleAndShift;

  private LayerNorm(String name, Shape example) {
    if (example.size() < 2) {
      throw new IllegalArgumentException(
          name + ": an example of shape " + example + " has one value, which has no variance");
    }
    this.name = name;
    this.example = example;
    this.scaleAndShift = ScaleAndShift.create(name, example);
  }

  /**
   * Makes a layer.
   *
   * @param name the layer's name, whose variables are {@code name/scale} and {@code name/shift}
   * @param extents the extents of one example: its features, or channels, height and width
   * @return the layer
   * @throws IllegalArgumentException if an example has but one value
   */
  public static LayerNorm create(String name, int... extents) {
    return new LayerNorm(name, Shape.of(extents));
  }

  /**
   * Builds the computation.
   *
   * @throws IllegalArgumentException if the examples have another shape
   */
  @Override
  public Tensor apply(Tensor x, ForwardPass pass) {
    int rank = x.shape().rank();
    int batch = rank == 0 ? 1 : x.shape().dim(0);
    int[] spread = new int[example.rank() + 1];
    System.arraycopy(example.toArray(), 0, spread, 1, example.rank());
    spread[0] = batch;
    if (!x.shape().equals(Shape.of(spread))) {
      throw new IllegalArgumentException(
          name + ": needs examples of shape " + example + ", got a batch " + x.shape());
    }
    spread[0] = 1;
    return pass.graph()
        .within(
            name,
            () -> {
              Tensor flat = x.reshape(batch, example.size());
              Tensor normalised = Moments.of(flat, 1).normalise(flat, Moments.EPSILON);
              return scaleAndShift.apply(normalised.reshape(x.shape()), Shape.of(spread));
            });
  }

  @Override
  public List<Parameter> parameters() {
    return scaleAndShift.parameters();
  }
}
