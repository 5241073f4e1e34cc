package org.bcnn.tasks.superresolution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A picture that stands for others of its set.
 *
 * @param set the name of the set
 * @param why what it is an example of, such as {@code "the most gain"}
 * @param scores its scores
 * @param reconstruction what is made of it
 */
public record PictureExample(
    String set, String why, PictureScores scores, Reconstruction reconstruction) {
  /** Checks that nothing is null. */
  public PictureExample {
    Objects.requireNonNull(set, "set");
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(scores, "scores");
    Objects.requireNonNull(reconstruction, "reconstruction");
  }

  /**
   * Takes the pictures with the most, the median and the least gain over bicubic interpolation.
   *
   * @param evaluator what scored them
   * @param pictures the set
   * @param scores their scores
   * @return one to three, no picture twice
   */
  public static List<PictureExample> extremes(
      SuperResolutionEvaluator evaluator, PictureSet pictures, SetScores scores) {
    List<Integer> falling = byFallingGain(scores);
    Map<Integer, String> chosen = new LinkedHashMap<>();
    chosen.put(falling.get(0), "the most gain");
    chosen.putIfAbsent(falling.get(falling.size() / 2), "the median gain");
    chosen.putIfAbsent(falling.get(falling.size() - 1), "the least gain");
    List<PictureExample> examples = new ArrayList<>();
    chosen.forEach((place, why) -> examples.add(example(evaluator, pictures, scores, place, why)));
    return examples;
  }

  /**
   * Takes the picture with the median gain over bicubic interpolation.
   *
   * @param evaluator what scored them
   * @param pictures the set
   * @param scores their scores
   * @return the example
   */
  public static PictureExample median(
      SuperResolutionEvaluator evaluator, PictureSet pictures, SetScores scores) {
    List<Integer> falling = byFallingGain(scores);
    return example(evaluator, pictures, scores, falling.get(falling.size() / 2), "the median gain");
  }

  private static List<Integer> byFallingGain(SetScores scores) {
    return IntStream.range(0, scores.pictures().size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -scores.pictures().get(i).gain()))
        .toList();
  }

  private static PictureExample example(
      SuperResolutionEvaluator evaluator,
      PictureSet pictures,
      SetScores scores,
      int place,
      String why) {
    return new PictureExample(
        scores.set(), why, scores.pictures().get(place), evaluator.reconstruct(pictures, place));
  }
}
