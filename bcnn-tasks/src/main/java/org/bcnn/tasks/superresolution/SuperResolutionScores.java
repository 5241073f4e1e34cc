package org.bcnn.tasks.superresolution;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.bcnn.tasks.image.Plane;

/**
 * How good the reconstruction of a picture is, and how good is what it says of its own uncertainty.
 * All is of the luma, of levels from 0 to 1, inside a border; all but two figures of {@link
 * Fidelity} are of the reconstruction before it is rounded.
 *
 * @param fidelity how near the mean is to the truth
 * @param nll the negative log-likelihood of the truth under the predictive Gaussian, in nats per
 *     pixel, as a density of levels from 0 to 1; for levels from 0 to 255, add ln 255
 * @param coverage90 the share of pixels within the central interval that should hold 90 % of them
 * @param rankCorrelation Spearman's rank correlation of the absolute error and the predicted
 *     standard deviation; NaN if either is the same in all pixels
 * @param ause the area between the sparsification curve and that of the oracle ({@link
 *     SparsificationCurve#ause})
 * @param epistemicDeviation the mean over pixels of the epistemic standard deviation
 * @param aleatoricDeviation the mean over pixels of the aleatoric standard deviation
 */
public record SuperResolutionScores(
    Fidelity fidelity,
    double nll,
    double coverage90,
    double rankCorrelation,
    double ause,
    double epistemicDeviation,
    double aleatoricDeviation) {

  /** The standard normal deviate that is exceeded with a probability of 5 %. */
  private static final double NORMAL_95 = 1.6448536269514722;

  /**
   * Compares a prediction with the truth.
   *
   * @param prediction what is predicted of each pixel
   * @param truth {@code [height, width]}, levels from 0 to 1
   * @param border how many pixels along each edge are left out, by custom the factor
   * @return the scores
   * @throws IllegalArgumentException if the two differ in size, have fewer than 11x11 pixels inside
   *     the border, or a predictive variance is 0, which says that an error is impossible
   */
  public static SuperResolutionScores of(PixelPrediction prediction, Plane truth, int border) {
    // This checks sizes, too.
    Fidelity fidelity = Fidelity.of(prediction.mean(), truth, border);
    PixelPrediction inside = prediction.inside(border);
    double[] deviations = inside.deviation().levels();
    double[] errors = errors(inside, truth, border);
    return new SuperResolutionScores(
        fidelity,
        nll(errors, deviations, inside.mean().width()),
        coverage(errors, deviations),
        RankCorrelation.spearman(errors, deviations),
        SparsificationCurve.of(deviations, errors).ause(),
        meanRoot(inside.epistemic()),
        meanRoot(inside.aleatoric()));
  }

  /**
   * Makes the sparsification curve of a prediction by its standard deviation.
   *
   * @param prediction what is predicted of each pixel
   * @param truth {@code [height, width]}, levels from 0 to 1
   * @param border how many pixels along each edge are left out
   * @return the curve, of root mean square errors in levels from 0 to 1
   * @throws IllegalArgumentException if the two differ in size, or nothing is inside the border
   */
  public static SparsificationCurve sparsification(
      PixelPrediction prediction, Plane truth, int border) {
    PixelPrediction inside = prediction.inside(border);
    return SparsificationCurve.of(inside.deviation().levels(), errors(inside, truth, border));
  }

  /**
   * Averages scores, one by one, as publications do over the pictures of a set: the PSNR of a set
   * is the mean of PSNRs.
   *
   * @param scores of each picture, at least one
   * @return their means
   * @throws IllegalArgumentException if there are none
   */
  public static SuperResolutionScores mean(List<SuperResolutionScores> scores) {
    if (scores.isEmpty()) {
      throw new IllegalArgumentException("there are no scores to average");
    }
    return new SuperResolutionScores(
        Fidelity.mean(scores.stream().map(SuperResolutionScores::fidelity).toList()),
        mean(scores, SuperResolutionScores::nll),
        mean(scores, SuperResolutionScores::coverage90),
        mean(scores, SuperResolutionScores::rankCorrelation),
        mean(scores, SuperResolutionScores::ause),
        mean(scores, SuperResolutionScores::epistemicDeviation),
        mean(scores, SuperResolutionScores::aleatoricDeviation));
  }

  private static double mean(
      List<SuperResolutionScores> scores, ToDoubleFunction<SuperResolutionScores> score) {
    return scores.stream().mapToDouble(score).sum() / scores.size();
  }

  /** Absolute errors of what is inside the border. */
  static double[] errors(PixelPrediction inside, Plane truth, int border) {
    Plane wanted = PixelPrediction.inside(truth, border);
    Plane mean = inside.mean();
    if (mean.height() != wanted.height() || mean.width() != wanted.width()) {
      throw new IllegalArgumentException(
          "the prediction and the truth differ in size: " + mean + " and " + wanted);
    }
    double[] errors = new double[mean.levels().length];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = Math.abs(mean.levels()[i] - wanted.levels()[i]);
    }
    return errors;
  }

  private static double nll(double[] errors, double[] deviations, int width) {
    double sum = 0;
    for (int i = 0; i < errors.length; i++) {
      if (!(deviations[i] > 0)) {
        throw new IllegalArgumentException(
            String.format(
                "the predictive variance of the pixel in row %d and column %d inside the border is "
                    + "0; a prediction needs epistemic or aleatoric variance to be scored",
                i / width, i % width));
      }
      double standardised = errors[i] / deviations[i];
      sum += 0.5 * standardised * standardised + Math.log(deviations[i]);
    }
    return sum / errors.length + 0.5 * Math.log(2 * Math.PI);
  }

  private static double coverage(double[] errors, double[] deviations) {
    int covered = 0;
    for (int i = 0; i < errors.length; i++) {
      covered += errors[i] <= NORMAL_95 * deviations[i] ? 1 : 0;
    }
    return (double) covered / errors.length;
  }

  private static double meanRoot(Plane variance) {
    double sum = 0;
    for (double level : variance.levels()) {
      sum += Math.sqrt(level);
    }
    return sum / variance.levels().length;
  }
}
