package org.bcnn.tasks.classification;

import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.ImageClassifier;
import org.bcnn.tasks.data.LabelledImages;

/** Checks that images fit a classifier. */
final class ImageSizes {
  private ImageSizes() {}

  /** Requires images that can be predicted. */
  static void requireSize(ImageClassifier classifier, LabelledImages images) {
    ClassifierDescription wanted = classifier.description();
    check(
        images.channels() == wanted.channels()
            && images.height() == wanted.height()
            && images.width() == wanted.width(),
        wanted,
        images);
  }

  /** Requires images that can be predicted and whose labels are the classifier's. */
  static void require(ImageClassifier classifier, LabelledImages images) {
    requireSize(classifier, images);
    ClassifierDescription wanted = classifier.description();
    check(images.classes() == wanted.classes(), wanted, images);
  }

  private static void check(boolean fits, ClassifierDescription wanted, LabelledImages images) {
    if (!fits) {
      throw new IllegalArgumentException(
          String.format(
              "this %s takes images of %dx%dx%d (channels, height, width) in %d classes, but the "
                  + "data set holds %s; use data like those it was trained on",
              wanted.model(),
              wanted.channels(),
              wanted.height(),
              wanted.width(),
              wanted.classes(),
              images));
    }
  }
}
