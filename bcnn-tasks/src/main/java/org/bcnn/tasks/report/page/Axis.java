package org.bcnn.tasks.report.page;

/**
 * An axis of a plot.
 *
 * @param title what it shows, with the unit
 * @param least where it begins; NaN for where the data do
 * @param most where it ends; NaN for where the data do
 * @param kind how it is divided
 */
record Axis(String title, double least, double most, Kind kind) {
  /** How an axis is divided. */
  enum Kind {
    LINEAR,
    LOGARITHMIC,
    WHOLE,
    /** Places without numbers, for what the legend names. */
    PLACES
  }

  /** An axis of things beside each other, at the places 1, 2, … */
  static Axis places(int count) {
    return new Axis("", 0.5, count + 0.5, Kind.PLACES);
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
