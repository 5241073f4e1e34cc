package org.bcnn.tasks.report.page;

/** How accuracy and calibration change with the number of training images. */
final class LearningCurveSection implements Section {
  private final LearningCurvePlots plots;

  LearningCurveSection(LearningCurvePlots plots) {
    this.plots = plots;
  }

  @Override
  public String title() {
    return "Accuracy and calibration";
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public void write(Html html) {
    html.element(
        "p",
        "The same network, trained on growing shares of the training images, each contained in the "
            + "next, and tested on the same images.");
    html.open("div", "class", "plots");
    plots
        .plot("Accuracy", "share of images", "", plots.series("accuracy", "accuracy", 0))
        .write(html);
    plots
        .plot("Negative log-likelihood", "nats an image", "", plots.series("NLL", "nll", 0))
        .write(html);
    plots
        .plot(
            "Expected calibration error",
            "ECE",
            "How far confidence is from accuracy, over 15 bins; 0 is perfect.",
            plots.series("ECE", "ece", 0))
        .write(html);
    html.close();
  }
}
