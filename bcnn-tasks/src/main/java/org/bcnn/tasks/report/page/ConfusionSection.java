package org.bcnn.tasks.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bcnn.uncertainty.ConfusionMatrix;

/** Which classes are taken for which. */
final class ConfusionSection implements Section {
  /** A table of more classes does not fit a page. */
  private static final int CLASSES = 20;

  private static final int MISTAKES = 25;

  /** The strongest colour that text is legible on, in per cent. */
  private static final int STRONGEST = 60;

  private final ConfusionMatrix confusion;
  private final List<String> names;

  ConfusionSection(ConfusionMatrix confusion, List<String> names) {
    this.confusion = confusion;
    this.names = names;
  }

  @Override
  public String title() {
    return "Confusion";
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public void write(Html html) {
    if (confusion.classes() <= CLASSES) {
      matrix(html);
    } else {
      mistakes(html);
    }
  }

  private void matrix(Html html) {
    html.element(
        "p",
        "Test images by their true class (rows) and the class that is predicted (columns); the "
            + "colour is the share of the row, right answers in blue and wrong ones in orange.");
    html.open("div", "class", "scroll", "tabindex", "0").open("table", "class", "confusion");
    html.open("thead").open("tr").element("th", "true class", "scope", "col");
    for (int predicted = 0; predicted < confusion.classes(); predicted++) {
      html.element("th", names.get(predicted), "scope", "col");
    }
    html.element("th", "recall", "scope", "col").close().close().open("tbody");
    for (int label = 0; label < confusion.classes(); label++) {
      html.open("tr").element("th", names.get(label), "scope", "row");
      int images = images(label);
      for (int predicted = 0; predicted < confusion.classes(); predicted++) {
        int count = confusion.count(label, predicted);
        html.element(
            "td",
            Integer.toString(count),
            "class",
            count == 0 ? "zero" : null,
            "style",
            count == 0 ? null : heat(label == predicted, count / (double) images));
      }
      html.element("td", Numbers.percent(confusion.recall(label))).close();
    }
    html.open("tr").element("th", "precision", "scope", "row");
    for (int predicted = 0; predicted < confusion.classes(); predicted++) {
      html.element("td", Numbers.percent(confusion.precision(predicted)));
    }
    html.element("td", "").close().close().close().close();
  }

  private int images(int label) {
    int images = 0;
    for (int predicted = 0; predicted < confusion.classes(); predicted++) {
      images += confusion.count(label, predicted);
    }
    return images;
  }

  /** Makes mistakes, whose shares are small, visible by the root of the share. */
  private static String heat(boolean right, double share) {
    double strength = right ? share : Math.sqrt(share);
    return String.format(
        "background-color: color-mix(in srgb, %s %d%%, transparent)",
        (right ? Ink.BLUE : Ink.ORANGE).css(), Math.max(4, Math.round(STRONGEST * strength)));
  }

  private record Mistake(int label, int predicted, int count) {}

  private void mistakes(Html html) {
    List<Mistake> mistakes = new ArrayList<>();
    for (int label = 0; label < confusion.classes(); label++) {
      for (int predicted = 0; predicted < confusion.classes(); predicted++) {
        if (label != predicted && confusion.count(label, predicted) > 0) {
          mistakes.add(new Mistake(label, predicted, confusion.count(label, predicted)));
        }
      }
    }
    mistakes.sort(Comparator.comparingInt(Mistake::count).reversed());
    html.element(
        "p",
        "The most frequent mistakes; all counts are in metrics.json under confusion, since a table "
            + "of "
            + confusion.classes()
            + " classes does not fit here.");
    html.open("table").open("thead").open("tr");
    html.element("th", "true class", "scope", "col").element("th", "predicted", "scope", "col");
    html.element("th", "images", "scope", "col").close().close().open("tbody");
    for (Mistake mistake : mistakes.subList(0, Math.min(MISTAKES, mistakes.size()))) {
      html.open("tr").element("td", names.get(mistake.label()));
      html.element("td", names.get(mistake.predicted()));
      html.element("td", Integer.toString(mistake.count()), "class", "number").close();
    }
    html.close().close();
  }
}
