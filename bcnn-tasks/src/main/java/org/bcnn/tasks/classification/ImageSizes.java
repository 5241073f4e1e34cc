package org.bcnn.tasks.classification;

import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.ImageClassifier;
import org.bcnn.tasks.data.LabelledImages;

/** Checks that images fit a classifier. */
final class ImageSizes {
  private ImageSizes() {}

  static void require(ImageClassifier classifier, LabelledImages images) {
    ClassifierDescription wanted = classifier.description();
    if (images.channels() != wanted.channels()
        || images.height() != wanted.height()
        || images.width() != wanted.width()
        || images.classes() != wanted.classes()) {
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
