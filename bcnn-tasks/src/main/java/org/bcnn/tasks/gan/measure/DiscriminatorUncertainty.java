package org.bcnn.tasks.gan.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.uncertainty.Detection;
import org.bcnn.uncertainty.PredictiveDistribution;
import org.bcnn.uncertainty.UncertaintyScore;

/**
 * What a discriminator says of a set of images, and how sure it is. With p̂ the probability of
 * being real that a draw of its weights gives an image, p̄ the mean of p̂ over draws and h the
 * entropy of a coin, the uncertainty of an image is {@code h(p̄)} in total, of which the aleatoric
 * part is the mean of {@code h(p̂)} over draws, and the epistemic part the rest, the mutual
 * information of outcome and weights.
 *
 * @param name the name of the set
 * @param images how many images it has
 * @param draws S, the number of draws of the weights
 * @param realProbability the mean of p̄ over images
 * @param predictiveEntropy the mean total uncertainty, nats an image
 * @param expectedEntropy its aleatoric part, nats an image
 * @param mutualInformation its epistemic part, nats an image; 0 without distributions over weights
 * @param probabilityAuroc the area under the receiver operating characteristic by which a low p̄
 *     tells this set from the real one ({@link Detection}); ½ for the real one itself
 * @param mutualInformationAuroc the same by a high mutual information; ½ where all have none
 */
public record DiscriminatorUncertainty(
    String name,
    int images,
    int draws,
    double realProbability,
    double predictiveEntropy,
    double expectedEntropy,
    double mutualInformation,
    double probabilityAuroc,
    double mutualInformationAuroc) {
  /** The name of the set of real images. */
  public static final String REAL = "real";

  /**
   * Asks about several sets of images, by the same draws.
   *
   * @param predictor asks the discriminator
   * @param real real images, best such as it was not trained on
   * @param others the other sets by name, in the order wanted, such as generated images and some
   *     out of distribution
   * @param at where in the addressed noise the draws are
   * @return the uncertainty of the real set, named {@value #REAL}, and then of each of the others
   * @throws IllegalArgumentException if a set is empty, or cannot be brought to the images that the
   *     discriminator takes
   */
  public static List<DiscriminatorUncertainty> of(
      DiscriminatorPredictor predictor,
      LabelledImages real,
      Map<String, LabelledImages> others,
      NoiseSeed at) {
    DiscriminatorPrediction ofReal = predictor.predict(real, at);
    List<DiscriminatorUncertainty> all = new ArrayList<>();
    all.add(of(REAL, ofReal, ofReal));
    others.forEach((name, images) -> all.add(of(name, predictor.predict(images, at), ofReal)));
    return List.copyOf(all);
  }

  /**
   * Scores answers.
   *
   * @param name the name of the set
   * @param set the answers for its images, at least one
   * @param real those for real images, at least one
   * @return the uncertainty
   * @throws IllegalArgumentException if there are no images of either
   */
  public static DiscriminatorUncertainty of(
      String name, DiscriminatorPrediction set, DiscriminatorPrediction real) {
    if (set.real().examples() < 1 || real.real().examples() < 1) {
      throw new IllegalArgumentException(
          String.format(
              "the uncertainty about the set %s needs images of it and real ones, got %d and %d",
              name, set.real().examples(), real.real().examples()));
    }
    PredictiveDistribution outcomes = set.real();
    return new DiscriminatorUncertainty(
        name,
        outcomes.examples(),
        outcomes.draws(),
        mean(outcomes, i -> outcomes.mean(i, DiscriminatorPrediction.REAL)),
        mean(outcomes, outcomes::predictiveEntropy),
        mean(outcomes, outcomes::expectedEntropy),
        mean(outcomes, outcomes::mutualInformation),
        Detection.of(generatedProbabilities(real), generatedProbabilities(set)).auroc(),
        UncertaintyScore.MUTUAL_INFORMATION.detection(real.real(), outcomes).auroc());
  }

  /** High where p̄ is low, and exact where that is nearly 1. */
  private static double[] generatedProbabilities(DiscriminatorPrediction prediction) {
    PredictiveDistribution outcomes = prediction.real();
    return IntStream.range(0, outcomes.examples())
        .mapToDouble(i -> outcomes.mean(i, DiscriminatorPrediction.GENERATED))
        .toArray();
  }

  private static double mean(PredictiveDistribution outcomes, IntToDoubleFunction score) {
    return IntStream.range(0, outcomes.examples()).mapToDouble(score).average().orElseThrow();
  }
}
