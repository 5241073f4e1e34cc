package org.bcnn.tasks.report.page;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.bcnn.tasks.report.Metrics;

/** The values of {@code metrics.json}, which the page shows and none but these. */
final class MetricValues {
  private final Map<String, Object> values;

  MetricValues(Metrics metrics) {
    this.values = metrics.values();
  }

  /** Returns what is at a path of names; null if there is nothing. */
  Object at(String... path) {
    Object value = values;
    for (String name : path) {
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return value;
  }

  /** Returns the number at a path; NaN if there is none. */
  double number(String... path) {
    return at(path) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /** Returns the map at a path; empty if there is none. */
  Map<?, ?> map(String... path) {
    return at(path) instanceof Map<?, ?> map ? map : Map.of();
  }

  /**
   * Writes a number for people, with the number of the file for programs: its JSON pointer and its
   * value.
   */
  void write(Html html, String shown, String... path) {
    Object value = at(path);
    if (value == null) {
      html.text(Numbers.NONE);
      return;
    }
    String pointer =
        Arrays.stream(path)
            .map(name -> "/" + name.replace("~", "~0").replace("/", "~1"))
            .collect(Collectors.joining());
    html.element("data", shown, "value", String.valueOf(value), "data-metric", pointer);
  }
}
