package org.bcnn.uncertainty;

/** Checks that labels go with predictions. */
final class Labels {
  private Labels() {}

  static void check(PredictiveDistribution predictions, int[] labels) {
    int examples = predictions.examples();
    if (examples == 0 || labels.length != examples) {
      throw new IllegalArgumentException(
          "scoring needs a label for each of at least one example, got "
              + labels.length
              + " labels for "
              + examples
              + " examples");
    }
    for (int i = 0; i < examples; i++) {
      if (labels[i] < 0 || labels[i] >= predictions.classes()) {
        throw new IllegalArgumentException(
            "the label of example "
                + i
                + " is "
                + labels[i]
                + ", not one of the "
                + predictions.classes()
                + " classes from 0");
      }
    }
  }
}
