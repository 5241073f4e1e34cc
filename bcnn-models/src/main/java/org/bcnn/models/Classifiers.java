package org.bcnn.models;

import java.util.List;
import org.bcnn.layer.ParameterFactory;

/** The classifiers by name. */
public final class Classifiers {
  private Classifiers() {}

  /**
   * Returns the names of the models.
   *
   * @return the names
   */
  public static List<String> names() {
    return List.of(LeNet5.NAME);
  }

  /**
   * Builds a classifier.
   *
   * @param description the architecture
   * @param weights what its weights are
   * @return the classifier
   * @throws IllegalArgumentException if there is no model of that name, or it does not take images
   *     of that size
   */
  public static ImageClassifier build(ClassifierDescription description, ParameterFactory weights) {
    return switch (description.model()) {
      case LeNet5.NAME -> LeNet5.build(description, weights);
      default ->
          throw new IllegalArgumentException(
              "there is no model named \""
                  + description.model()
                  + "\"; these are known: "
                  + String.join(", ", names()));
    };
  }
}
