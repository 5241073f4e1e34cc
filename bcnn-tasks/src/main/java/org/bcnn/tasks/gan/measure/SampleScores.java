package org.bcnn.tasks.gan.measure;

import java.util.Objects;

/**
 * How good generated images are, compared with the real images that were trained on, as the field
 * does, and what that is worth: the distance of real test images from those trained on, which as
 * many generated images do not come below but by chance or by copying, and that of noise.
 *
 * @param network the name of the network that features and classes are of; scores of networks with
 *     other names do not compare
 * @param images how many images were generated
 * @param frechet the {@link FrechetDistance} between generated images and training images
 * @param manifolds precision, recall, density and coverage of generated images among training
 *     images
 * @param classHistogram the classes of generated images
 * @param modesCovered the number of classes with enough of the generated images
 * @param frechetTrainTest the Fréchet distance between test images and training images
 * @param frechetNoise the Fréchet distance between images of uniform noise, as many as there are
 *     test images, and training images
 */
public record SampleScores(
    String network,
    int images,
    double frechet,
    PrecisionRecall manifolds,
    ClassHistogram classHistogram,
    int modesCovered,
    double frechetTrainTest,
    double frechetNoise) {
  /** Checks that nothing is null. */
  public SampleScores {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(manifolds, "manifolds");
    Objects.requireNonNull(classHistogram, "classHistogram");
  }

  /**
   * Returns the precision.
   *
   * @return the share of generated images that are like a training image
   */
  public double precision() {
    return manifolds.precision();
  }

  /**
   * Returns the recall.
   *
   * @return the share of training images that are like a generated one
   */
  public double recall() {
    return manifolds.recall();
  }
}
