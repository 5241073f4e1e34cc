package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.classification.CorruptionScores;
import org.bcnn.tasks.classification.DetailedEvaluation;
import org.bcnn.tasks.report.Metrics;
import org.bcnn.tasks.report.Words;

/** Prints the scores of a run. */
final class Scores {
  private Scores() {}

  static void print(PrintWriter out, String data, int examples, Metrics metrics) {
    Map<String, Object> values = metrics.values();
    out.printf("%s, %,d test images, %s draws:%n", data, examples, values.get("evalDraws"));
    out.printf("  accuracy             %.2f %%%n", 100 * number(values, "accuracy"));
    out.printf("  NLL                  %.4f nats an example%n", number(values, "nll"));
    out.printf("  calibration error    %.4f%n", number(values, "ece"));
    out.printf("  Brier score          %.4f%n", number(values, "brier"));
    out.printf("  epistemic variance   %.4f%n", number(values, "epistemic"));
    out.printf("  aleatoric variance   %.4f%n", number(values, "aleatoric"));
    out.printf("  predictive entropy   %.4f nats%n", number(values, "predictiveEntropy"));
    out.printf("  mutual information   %.4f nats%n", number(values, "mutualInformation"));
    if (values.get("klNats") != null) {
      out.printf("  KL                   %.1f nats%n", number(values, "klNats"));
    }
  }

  static void printDetails(PrintWriter out, DetailedEvaluation evaluation, double targetAccuracy) {
    out.println(refusal(evaluation, targetAccuracy));
    evaluation
        .outOfDistribution()
        .forEach(
            (name, scores) -> {
              out.printf(
                  "told from %,d images of %s by:   AUROC   FPR@95%n", scores.images(), name);
              scores
                  .byName()
                  .forEach(
                      (score, detection) ->
                          out.printf(
                              "  %-32s %.4f  %.4f%n",
                              Words.of(score), detection.auroc(), detection.falsePositiveRate95()));
            });
    printCorruptions(out, evaluation.corruptions());
  }

  private static void printCorruptions(PrintWriter out, List<CorruptionScores> corruptions) {
    if (corruptions.isEmpty()) {
      return;
    }
    out.printf(
        "%-26s accuracy     NLL     ECE  entropy  mutual information%n",
        String.format("corrupted, %,d images:", corruptions.get(0).images()));
    for (CorruptionScores each : corruptions) {
      String what =
          each.severity() == 0
              ? each.corruption()
              : String.format("%-9s %5s %s", each.corruption(), each.parameter(), each.unit());
      out.printf(
          "  %-24s %6.2f %% %7.4f %7.4f  %7.4f  %18.4f%n",
          what,
          100 * each.evaluation().calibration().accuracy(),
          each.evaluation().calibration().negativeLogLikelihood(),
          each.evaluation().calibration().expectedCalibrationError(),
          each.evaluation().predictiveEntropy(),
          each.evaluation().mutualInformation());
    }
  }

  private static String refusal(DetailedEvaluation evaluation, double targetAccuracy) {
    return evaluation
        .rejection()
        .forAccuracy(targetAccuracy)
        .map(
            point ->
                point.coverage() == 1
                    ? String.format(
                        "  %.4g %% are right without refusing any", 100 * targetAccuracy)
                    : String.format(
                        "  %.4g %% are right of the %.2f %% with an entropy of at most %.4f nats",
                        100 * targetAccuracy, 100 * point.coverage(), point.threshold()))
        .orElseGet(
            () ->
                String.format(
                    "  no threshold on the entropy leaves %.4g %% right", 100 * targetAccuracy));
  }

  private static double number(Map<String, Object> values, String name) {
    return values.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
