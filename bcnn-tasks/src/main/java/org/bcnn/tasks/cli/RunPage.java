package org.bcnn.tasks.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.WeightsDescription;
import org.bcnn.tasks.classification.DetailedEvaluation;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.report.Metrics;
import org.bcnn.tasks.report.PredictionTables;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.report.page.ReportPage;

/** What is written of an evaluation beyond {@code metrics.json}: tables and the page. */
final class RunPage {
  private RunPage() {}

  static ReportPage of(
      ClassifierDescription architecture,
      WeightsDescription weights,
      Metrics metrics,
      DetailedEvaluation evaluation,
      LabelledImages images) {
    Map<String, Object> values = metrics.values();
    return new ReportPage(
        String.format("%s%s on %s", mixture(values), architecture.model(), values.get("data")),
        String.format(
            "%s weights, %s on %s; %,d test images, %s",
            weights.bayesian() ? "Bayesian" : "Deterministic",
            values.get("trainSeconds") == null ? "evaluated" : "trained and evaluated",
            values.get("backend"),
            images.count(),
            weights.bayesian()
                ? values.get("evalDraws") + " posterior draws a prediction"
                : "a prediction each"),
        network(architecture, weights),
        metrics,
        evaluation,
        images);
  }

  private static String mixture(Map<String, Object> values) {
    return values.get("members") instanceof List<?> members
        ? "Mixture of " + members.size() + " × "
        : "";
  }

  static void write(RunFolder folder, ReportPage page, boolean trained) {
    PredictionTables.write(folder, page.evaluation(), page.images());
    page.write(folder, trained);
  }

  private static Map<String, String> network(
      ClassifierDescription architecture, WeightsDescription weights) {
    Map<String, String> network = new LinkedHashMap<>();
    network.put("model", architecture.model());
    network.put(
        "images (channels, height, width)",
        String.format(
            "%d×%d×%d", architecture.channels(), architecture.height(), architecture.width()));
    network.put("classes", Integer.toString(architecture.classes()));
    network.put("activation", architecture.activation().toString().toLowerCase(Locale.ROOT));
    network.put("width", Double.toString(architecture.widthMultiplier()));
    network.putAll(facts(weights));
    return network;
  }

  /** Lists what the weights are. */
  static Map<String, String> facts(WeightsDescription described) {
    Map<String, String> facts = new LinkedHashMap<>();
    WeightsDescription weights = described.unpruned();
    if (!weights.equals(described)) {
      facts.put("pruned", "some weights are removed");
    }
    if (weights instanceof WeightsDescription.Variational all) {
      facts.put("posterior", all.posterior().spec().toString());
      facts.put("prior", all.prior().spec().toString());
    } else if (weights instanceof WeightsDescription.VariationalLast last) {
      facts.put("Bayesian layers", "the last " + last.layers());
      facts.put("posterior", last.posterior().spec().toString());
      facts.put("prior", last.prior().spec().toString());
    } else {
      facts.put("weights", "plain values");
    }
    return facts;
  }
}
