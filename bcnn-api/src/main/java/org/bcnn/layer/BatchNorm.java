package org.bcnn.layer;

import java.util.List;
import org.bcnn.graph.Tensor;

/**
 * Batch normalisation (Ioffe and Szegedy 2015) of {@code [batch, features]}, to the same shape:
 * {@code scale · (x − mean) / √(variance + ε) + shift}, a scale and a shift for each feature.
 *
 * <p>Where a pass takes {@link BatchStatistics#OF_BATCH} (training), mean and variance are those of
 * the batch, over the examples; the variance is the biased one, divided by the count. The layer
 * also records them: each such pass moves the running mean and the running variance, which has
 * Bessel's correction (is divided by the count less 1), towards those of the batch. Where a pass
 * takes {@link BatchStatistics#RECORDED} (prediction), they are what was recorded.
 *
 * <p>Under several posterior draws, each draw of a training step is normalised by the moments of
 * its own activations, and what is recorded is the average over the draws. In prediction all draws
 * are normalised by the same recorded moments, so that what distinguishes draws is their weights
 * and noise, and an example's prediction does not depend on the others of its batch.
 *
 * <p>Scale (1 at first) and shift (0 at first) are plain values in a Bayesian network too: there
 * are few, which every example informs, so that a posterior over them would be narrow; and a prior
 * around 0 would draw the scale to undo the normalisation.
 */
public final class BatchNorm implements Layer {
  private final BatchNormalisation normalisation;

  private BatchNorm(BatchNormalisation normalisation) {
    this.normalisation = normalisation;
  }

  /**
   * Makes a layer with the {@linkplain BatchNormSettings#DEFAULT default settings}.
   *
   * @param name the layer's name, whose variables are {@code name/scale}, {@code name/shift},
   *     {@code name/running-mean} and {@code name/running-variance}
   * @param features the number of features
   * @return the layer
   */
  public static BatchNorm create(String name, int features) {
    return create(name, features, BatchNormSettings.DEFAULT);
  }

  /**
   * Makes a layer.
   *
   * @param name the layer's name, whose variables are {@code name/scale}, {@code name/shift},
   *     {@code name/running-mean} and {@code name/running-variance}
   * @param features the number of features
   * @param settings momentum and epsilon
   * @return the layer
   */
  public static BatchNorm create(String name, int features, BatchNormSettings settings) {
    return new BatchNorm(new BatchNormalisation(name, features, settings));
  }

  /**
   * Builds the computation.
   *
   * @throws IllegalArgumentException if the input does not have this rank and these features, or if
   *     moments of the batch are asked for and there is but one value for each feature
   */
  @Override
  public Tensor apply(Tensor x, ForwardPass pass) {
    return normalisation.apply(x, pass, 0);
  }

  @Override
  public List<Parameter> parameters() {
    return normalisation.parameters();
  }

  @Override
  public List<Buffer> buffers() {
    return normalisation.buffers();
  }
}
