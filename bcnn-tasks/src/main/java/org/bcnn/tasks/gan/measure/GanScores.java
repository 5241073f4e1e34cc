package org.bcnn.tasks.gan.measure;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bcnn.tasks.classification.Evaluation;

/**
 * All that is measured of a trained game.
 *
 * @param samples of the images of the averaged generator
 * @param diversity how much the weights of a Bayesian generator decide of an image
 * @param discriminator what the discriminator makes of real images (of the test part), generated
 *     ones and those of other data sets
 * @param classification the scores of a discriminator with labels on the test images
 * @param supervisedTwin the same of the network that was trained on the images with labels alone
 */
public record GanScores(
    SampleScores samples,
    Optional<WeightDiversity> diversity,
    List<DiscriminatorUncertainty> discriminator,
    Optional<Evaluation> classification,
    Optional<Evaluation> supervisedTwin) {
  /** Copies the list. */
  public GanScores {
    Objects.requireNonNull(samples, "samples");
    discriminator = List.copyOf(discriminator);
  }
}
