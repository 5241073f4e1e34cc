package org.bcnn.tasks.report.page;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bcnn.tasks.classification.ImageScore;
import org.bcnn.uncertainty.Detection;

/** Says in a sentence which score to tell another kind of images by. Stateless. */
final class Recommendation {
  /** Areas that are closer than this are as good as each other. */
  private static final double AS_GOOD = 0.002;

  /** Less than this is hardly better than chance. */
  private static final double USEFUL = 0.6;

  private Recommendation() {}

  static String of(String inside, String data, Map<ImageScore, Detection> detections) {
    double most = detections.values().stream().mapToDouble(Detection::auroc).max().orElseThrow();
    List<ImageScore> best =
        detections.entrySet().stream()
            .filter(entry -> entry.getValue().auroc() >= most - AS_GOOD)
            .map(Map.Entry::getKey)
            .toList();
    if (most < USEFUL) {
      return String.format(
          "No score tells %s from %s reliably: the best AUROC is %s, hardly better than chance.",
          data, inside, Numbers.plain(most));
    }
    ImageScore first = best.get(0);
    String sentence =
        String.format(
            "To tell %s from %s, use the %s: AUROC %s, and %s of %s pass where 95 %% of %s do.",
            data,
            inside,
            ScoreWords.of(first),
            Numbers.plain(detections.get(first).auroc()),
            Numbers.percent(detections.get(first).falsePositiveRate95()),
            data,
            inside);
    String others = best.stream().skip(1).map(ScoreWords::of).collect(Collectors.joining(", "));
    return others.isEmpty()
        ? sentence
        : sentence + " As good, within " + AS_GOOD + " of AUROC: " + others + ".";
  }
}
