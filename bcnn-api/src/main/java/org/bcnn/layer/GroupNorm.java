package org.bcnn.layer;

import java.util.List;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.Shape;

/**
 * Group normalisation (Wu and He 2018) of {@code [batch, channels, height, width]}, to the same
 * shape: {@code scale · (x − mean) / √(variance + 1e-5) + shift}, with mean and (biased) variance
 * over the channels of a group and the pixels, for each example by itself, and a scale and a shift
 * for each channel. It has no moments to record, so training and prediction are alike, and batches
 * may be small.
 *
 * <p>Scale (1 at first) and shift (0 at first) are plain values in a Bayesian network too: there
 * are few, which every example informs, so that a posterior over them would be narrow; and a prior
 * around 0 would draw the scale to undo the normalisation.
 */
public final class GroupNorm implements Layer {
  private final String name;
  private final int channels;
  private final int groups;
  private final ScaleAndShift scaleAndShift;

  private GroupNorm(String name, int channels, int groups) {
    LayerChecks.positive(name, "channels", channels);
    LayerChecks.positive(name, "groups", groups);
    LayerChecks.divisible(name, "channels", channels, groups);
    this.name = name;
    this.channels = channels;
    this.groups = groups;
    this.scaleAndShift = ScaleAndShift.create(name, Shape.of(channels));
  }

  /**
   * Makes a layer.
   *
   * @param name the layer's name, whose variables are {@code name/scale} and {@code name/shift}
   * @param channels the number of channels, divisible by the groups
   * @param groups the number of groups of neighbouring channels; 1 normalises all channels
   *     together, as many as channels each by itself (instance normalisation)
   * @return the layer
   * @throws IllegalArgumentException if the channels do not divide into the groups
   */
  public static GroupNorm create(String name, int channels, int groups) {
    return new GroupNorm(name, channels, groups);
  }

  /**
   * Builds the computation.
   *
   * @throws IllegalArgumentException if the input does not have rank 4 and these channels, or a
   *     group has but one value
   */
  @Override
  public Tensor apply(Tensor x, ForwardPass pass) {
    Shape shape = x.shape();
    if (shape.rank() != 4 || shape.dim(1) != channels) {
      throw new IllegalArgumentException(
          name + ": needs [batch, " + channels + ", height, width], got " + shape);
    }
    int batch = shape.dim(0);
    int count = channels / groups * shape.dim(2) * shape.dim(3);
    if (count == 1) {
      throw new IllegalArgumentException(
          name
              + ": a group of "
              + shape
              + " has one value, which has no variance: use fewer groups");
    }
    return pass.graph()
        .within(
            name,
            () -> {
              Tensor grouped = x.reshape(batch, groups, count);
              Tensor normalised = Moments.of(grouped, 2).normalise(grouped, Moments.EPSILON);
              return scaleAndShift.apply(normalised.reshape(shape), Shape.of(1, channels, 1, 1));
            });
  }

  @Override
  public List<Parameter> parameters() {
    return scaleAndShift.parameters();
  }
}
