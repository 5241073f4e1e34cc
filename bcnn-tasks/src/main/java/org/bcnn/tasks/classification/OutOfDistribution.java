package org.bcnn.tasks.classification;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bcnn.uncertainty.Detection;
import org.bcnn.uncertainty.Logits;

/**
 * How well each score of uncertainty tells images of another kind from those of the test set.
 *
 * @param images how many images of the other kind there are
 * @param detections how well, by the score that tells
 */
public record OutOfDistribution(int images, Map<ImageScore, Detection> detections) {
  /** Copies the map. */
  public OutOfDistribution {
    detections = Collections.unmodifiableMap(new EnumMap<>(detections));
  }

  /**
   * Compares predictions.
   *
   * @param inside predictions for the test set
   * @param outside predictions for images of another kind
   * @return how well they are told apart
   * @throws IllegalArgumentException if there are none of either
   */
  public static OutOfDistribution of(Logits inside, Logits outside) {
    return of(ImageScores.of(inside), ImageScores.of(outside));
  }

  /**
   * Compares the scores of predictions.
   *
   * @param inside those of the test set
   * @param outside those of images of another kind
   * @return how well they are told apart
   * @throws IllegalArgumentException if there are none of either
   */
  public static OutOfDistribution of(ImageScores inside, ImageScores outside) {
    Map<ImageScore, Detection> detections = new EnumMap<>(ImageScore.class);
    for (ImageScore score : ImageScore.values()) {
      detections.put(score, Detection.of(inside.values(score), outside.values(score)));
    }
    return new OutOfDistribution(outside.images(), detections);
  }

  /**
   * Lists the scores.
   *
   * @return each by the name that files have for it, the one to prefer first
   */
  public Map<String, Detection> byName() {
    Map<String, Detection> named = new LinkedHashMap<>();
    detections.forEach((score, detection) -> named.put(score.key(), detection));
    return named;
  }
}
