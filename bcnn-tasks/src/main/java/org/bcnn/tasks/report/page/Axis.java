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
    WHOLE
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
}
