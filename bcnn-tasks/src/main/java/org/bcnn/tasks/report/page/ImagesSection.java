package org.bcnn.tasks.report.page;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.bcnn.tasks.classification.ImageScore;
import org.bcnn.tasks.classification.ImageScores;
import org.bcnn.tasks.data.LabelledImages;

/** The test images that are predicted with the most and the least certainty. */
final class ImagesSection implements Section {
  private static final int IMAGES = 10;
  private static final int CLASSES = 10;

  private final ImageScores scores;
  private final LabelledImages images;

  ImagesSection(ImageScores scores, LabelledImages images) {
    this.scores = scores;
    this.images = images;
  }

  @Override
  public String title() {
    return "Images";
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public void write(Html html) {
    html.element(
        "p",
        "Ordered by predictive entropy. The bars are the probabilities of "
            + (scores.classes() > CLASSES ? "the " + CLASSES + " most probable" : "all")
            + " classes; the true class is marked with ✓.");
    List<Integer> rising =
        IntStream.range(0, scores.images())
            .boxed()
            .sorted(
                Comparator.comparingDouble(
                    image -> scores.value(ImageScore.PREDICTIVE_ENTROPY, image)))
            .toList();
    List<Integer> falling =
        IntStream.range(0, rising.size()).mapToObj(i -> rising.get(rising.size() - 1 - i)).toList();
    IntPredicate wrong = image -> scores.predicted(image) != images.label(image);
    group(html, "Least certain", falling, image -> true);
    group(html, "Most certain mistakes", rising, wrong);
    group(html, "Most certain", rising, image -> true);
  }

  private void group(Html html, String heading, List<Integer> order, IntPredicate which) {
    List<Integer> shown = order.stream().filter(which::test).limit(IMAGES).toList();
    html.element("h3", heading);
    if (shown.isEmpty()) {
      html.element("p", "There are none.");
      return;
    }
    html.open("div", "class", "cards");
    shown.forEach(image -> card(html, image));
    html.close();
  }

  private void card(Html html, int image) {
    String truth = images.classNames().get(images.label(image));
    String predicted = images.classNames().get(scores.predicted(image));
    boolean right = scores.predicted(image) == images.label(image);
    html.open("div", "class", "card");
    if (PngData.shows(images)) {
      html.empty(
          "img",
          "src",
          PngData.uri(images, image),
          "alt",
          "Test image " + image + ", of the class " + truth);
    }
    html.open("p", "class", "verdict");
    html.element("span", right ? "✓ " : "✗ ", "class", right ? "right" : "wrong");
    html.text(right ? truth : predicted + ", truly " + truth).close();
    html.open("div", "class", "bars");
    IntStream.range(0, scores.classes())
        .boxed()
        .sorted(Comparator.comparingDouble(c -> -scores.probability(image, c)))
        .limit(CLASSES)
        .sorted()
        .forEach(label -> bar(html, image, label));
    html.close();
    html.element(
        "p",
        String.format(
            Locale.ROOT,
            "image %d · entropy %.3f nats · mutual information %.3f nats",
            image,
            scores.value(ImageScore.PREDICTIVE_ENTROPY, image),
            Math.max(0, scores.value(ImageScore.MUTUAL_INFORMATION, image))),
        "class",
        "facts");
    html.close();
  }

  private void bar(Html html, int image, int label) {
    double probability = scores.probability(image, label);
    boolean truth = label == images.label(image);
    html.open("div", "class", truth ? "bar truth" : "bar");
    html.element("span", images.classNames().get(label) + (truth ? " ✓" : ""), "class", "name");
    html.open("span", "class", "track");
    html.element(
        "span",
        "",
        "class",
        "fill",
        "style",
        String.format(Locale.ROOT, "width: %.1f%%", 100 * probability));
    html.close();
    html.element("span", String.format(Locale.ROOT, "%.2f", probability), "class", "probability");
    html.close();
  }
}
