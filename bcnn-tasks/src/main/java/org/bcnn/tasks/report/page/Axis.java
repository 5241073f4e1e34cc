package org.bcnn.tasks.report.page;

import java.util.List;

/**
 * An axis of a plot.
 *
 * @param title what it shows, with the unit
 * @param least where it begins; NaN for where the data do
 * @param most where it ends; NaN for where the data do
 * @param kind how it is divided
 * @param names what the places 1, 2, … are called; empty for numbers
 */
record Axis(String title, double least, double most, Kind kind, List<String> names) {
  /** How an axis is divided. */
  enum Kind {
    LINEAR,
    LOGARITHMIC,
    WHOLE
  }

  /** An axis of numbers. */
  Axis(String title, double least, double most, Kind kind) {
    this(title, least, most, kind, List.of());
  }

  /** An axis of things that have names, at the places 1, 2, … */
  static Axis named(String title, List<String> names) {
    return new Axis(title, 0.5, names.size() + 0.5, Kind.WHOLE, List.copyOf(names));
  }

  static Axis of(String title) {
    return new Axis(title, Double.NaN, Double.NaN, Kind.LINEAR);
  }

  static Axis epochs() {
    return new Axis("epoch", Double.NaN, Double.NaN, Kind.WHOLE);
  }

  Axis from(double least, double most) {
    return new Axis(title, least, most, kind);
  }

  Axis logarithmic() {
    return new Axis(title, least, most, Kind.LOGARITHMIC);
  }

  /**
   * A logarithmic axis of whole powers of ten, which all have their label.
   *
   * @param first a value within the first of them
   * @param last a value within the last
   */
  Axis decades(double first, double last) {
    double end = Math.ceil(Math.log10(last));
    double begin = Math.min(Math.floor(Math.log10(first)), end - 1);
    return new Axis(title, Math.pow(10, begin), Math.pow(10, end), Kind.LOGARITHMIC);
  }
}
