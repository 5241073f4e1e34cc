package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.util.Map;
import org.bcnn.tasks.report.Metrics;

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
    out.printf("  KL                   %.1f nats%n", number(values, "klNats"));
  }

  private static double number(Map<String, Object> values, String name) {
    return values.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
