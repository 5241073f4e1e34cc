package org.bcnn.tasks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.comparison.MeanWithError;

/** Means as files have them. Stateless. */
final class MeanValues {
  private MeanValues() {}

  /** Returns a mean as an object of JSON, with its error and the values that it is of. */
  static Map<String, Object> object(MeanWithError value) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("mean", finite(value.mean()));
    object.put("standardError", finite(value.standardError()));
    List<Double> values = new ArrayList<>();
    value.values().forEach(each -> values.add(finite(each)));
    object.put("values", values);
    return object;
  }

  /** Puts a mean into a row of a table, its error in the column beside it. */
  static void put(Map<String, Object> row, String name, MeanWithError value) {
    row.put(name, finite(value.mean()));
    row.put(name + "Error", finite(value.standardError()));
  }

  /** Writes a mean for people, times a factor, and its error if it is of several values. */
  static String cell(MeanWithError value, String format, double factor) {
    if (!Double.isFinite(value.mean())) {
      return "–";
    }
    String mean = String.format(format, factor * value.mean());
    return value.values().size() == 1
        ? mean
        : mean + " ± " + String.format(format, factor * value.standardError());
  }

  /** Neither JSON nor a table has a word for what is not a number. */
  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
