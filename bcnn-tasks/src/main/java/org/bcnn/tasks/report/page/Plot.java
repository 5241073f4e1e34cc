package org.bcnn.tasks.report.page;

import java.util.List;

/**
 * A plot with what is said of it.
 *
 * @param title its title
 * @param alt what can be seen on it, for those who cannot see it
 * @param note what to make of it, may be empty
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series what is drawn; those without points are left out
 */
record Plot(String title, String alt, String note, Axis x, Axis y, List<Series> series) {
  Plot {
    series = series.stream().filter(one -> !one.isEmpty()).toList();
  }

  /** Returns whether there is nothing to draw. */
  boolean isEmpty() {
    return series.isEmpty();
  }

  /** Writes the plot as a figure with a legend, or nothing if there is nothing to draw. */
  void write(Html html) {
    if (isEmpty()) {
      return;
    }
    html.open("figure").element("h3", title);
    html.markup(SvgPlot.draw(this));
    html.open("figcaption");
    if (series.size() > 1) {
      html.open("ul", "class", "legend");
      for (Series one : series) {
        html.open("li");
        html.open("span", "class", swatch(one.look()), "style", "color: " + one.ink().css());
        html.close().text(one.name()).close();
      }
      html.close();
    }
    if (!note.isEmpty()) {
      html.element("p", note);
    }
    html.close().close();
  }

  private static String swatch(Series.Look look) {
    return switch (look) {
      case DASHED -> "swatch dashed";
      case BARS -> "swatch filled";
      case LINE, MARKED, POINTS -> "swatch";
    };
  }
}
