package org.bcnn.tasks.classification;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.uncertainty.ConfusionMatrix;
import org.bcnn.uncertainty.Logits;
import org.bcnn.uncertainty.Normalisation;
import org.bcnn.uncertainty.PredictiveDistribution;
import org.bcnn.uncertainty.RejectionCurve;
import org.bcnn.uncertainty.ReliabilityDiagram;

/**
 * How a classifier does on a data set, and how far its uncertainty can be trusted.
 *
 * @param evaluation the scores, by softmax
 * @param softplus the scores by softplus-normalised probabilities
 * @param reliability accuracy against confidence
 * @param confusion labels against predicted classes
 * @param rejection accuracy when the predictions of the highest entropy are refused
 * @param outOfDistribution how well other data sets are told from this one, by their names
 * @param images what is predicted of each image of this data set
 * @param others what is predicted of each image of the other data sets, by their names
 * @param corruptions how it does on corrupted images; empty if that was not asked for
 */
public record DetailedEvaluation(
    Evaluation evaluation,
    Evaluation softplus,
    ReliabilityDiagram reliability,
    ConfusionMatrix confusion,
    RejectionCurve rejection,
    Map<String, OutOfDistribution> outOfDistribution,
    ImageScores images,
    Map<String, ImageScores> others,
    List<CorruptionScores> corruptions) {
  /** Copies the maps, whose order is kept, and the list. */
  public DetailedEvaluation {
    outOfDistribution = Collections.unmodifiableMap(new LinkedHashMap<>(outOfDistribution));
    others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    corruptions = List.copyOf(corruptions);
  }

  /**
   * Scores predictions.
   *
   * @param logits the predictions
   * @param images the images they are for
   * @param others predictions for images of other kinds, by the names of these
   * @return the scores
   * @throws IllegalArgumentException if the labels are not those of the predictions
   */
  public static DetailedEvaluation of(
      Logits logits, LabelledImages images, Map<String, Logits> others) {
    ImageScores inside = ImageScores.of(logits);
    Map<String, ImageScores> outside = new LinkedHashMap<>();
    Map<String, OutOfDistribution> compared = new LinkedHashMap<>();
    others.forEach(
        (name, other) -> {
          outside.put(name, ImageScores.of(other));
          compared.put(name, OutOfDistribution.of(inside, outside.get(name)));
        });
    PredictiveDistribution softmax = logits.distribution(Normalisation.SOFTMAX);
    int[] labels = Evaluation.labels(images);
    return new DetailedEvaluation(
        Evaluation.of(softmax, images),
        Evaluation.of(logits.distribution(Normalisation.SOFTPLUS), images),
        ReliabilityDiagram.of(softmax, labels),
        ConfusionMatrix.of(softmax, labels),
        RejectionCurve.byEntropy(softmax, labels),
        compared,
        inside,
        outside,
        List.of());
  }

  /**
   * Returns this with scores under corruption.
   *
   * @param scores the scores
   * @return the same otherwise
   */
  public DetailedEvaluation withCorruptions(List<CorruptionScores> scores) {
    return new DetailedEvaluation(
        evaluation,
        softplus,
        reliability,
        confusion,
        rejection,
        outOfDistribution,
        images,
        others,
        scores);
  }
}
