package org.bcnn.tasks.report.page;

/** How much the weights of a Bayesian generator decide of an image. */
final class WeightDiversitySection implements Section {
  private static final String DIVERSITY = "diversity";

  private final MetricValues metrics;

  WeightDiversitySection(MetricValues metrics) {
    this.metrics = metrics;
  }

  @Override
  public String title() {
    return "Diversity across draws of the weights";
  }

  @Override
  public boolean isEmpty() {
    return metrics.map(DIVERSITY).isEmpty();
  }

  @Override
  public void write(Html html) {
    html.open("p").text("Of ");
    value(html, "latents");
    html.text(" latent vectors under ");
    value(html, "draws");
    html.text(" draws each: a pixel (0 to 1) deviates by ");
    value(html, "pixelDeviation");
    html.text(" across draws and by ");
    value(html, "latentPixelDeviation");
    html.text(" across latent vectors; features of two images are ");
    value(html, "featureDistance");
    html.text(" apart across draws and ");
    value(html, "latentFeatureDistance");
    html.text(" across latent vectors; and ");
    double share = metrics.number(DIVERSITY, "classChangeShare");
    metrics.write(html, Numbers.percent(share), DIVERSITY, "classChangeShare");
    html.text(" of the latent vectors are not of the same class under all draws.").close();
  }

  private void value(Html html, String name) {
    metrics.write(html, Numbers.plain(metrics.number(DIVERSITY, name)), DIVERSITY, name);
  }
}
