package org.bcnn.tasks.report.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bcnn.tasks.report.Metrics;

/** What was trained and evaluated, how and on what. */
final class SettingsSection implements Section {
  private static final List<String> EVALUATION =
      List.of(
          "data",
          "testExamples",
          "testPictures",
          "factor",
          "evalDraws",
          "evaluatedEpoch",
          "bestEpoch",
          "seed",
          "seeds",
          "sameEpochs",
          "members",
          "model",
          "weights",
          "dropout",
          "oodExamples");

  private final MetricValues metrics;
  private final Map<String, String> network;

  SettingsSection(MetricValues metrics, Map<String, String> network) {
    this.metrics = metrics;
    this.network = network;
  }

  /** A section of facts that are not those of a run. */
  static SettingsSection ofFacts(Map<String, Object> facts) {
    Metrics metrics = new Metrics();
    facts.forEach(metrics::put);
    return new SettingsSection(new MetricValues(metrics), Map.of());
  }

  @Override
  public String title() {
    return "Settings and provenance";
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public void write(Html html) {
    Map<String, Object> evaluation = new LinkedHashMap<>();
    for (String name : EVALUATION) {
      if (metrics.at(name) != null) {
        evaluation.put(name, metrics.at(name));
      }
    }
    html.open("div", "class", "settings");
    table(html, "Network", network);
    table(html, "Training", metrics.map("training"));
    table(html, "Evaluation", evaluation);
    table(html, "Provenance", metrics.map("provenance"));
    html.close();
  }

  private static void table(Html html, String caption, Map<?, ?> facts) {
    if (facts.isEmpty()) {
      return;
    }
    html.open("table", "class", "facts").element("caption", caption).open("tbody");
    facts.forEach(
        (name, value) ->
            html.open("tr")
                .element("th", words(String.valueOf(name)), "scope", "row")
                .element("td", String.valueOf(value))
                .close());
    html.close().close();
  }

  /** Makes words of a name in camel case. */
  static String words(String name) {
    return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }
}
