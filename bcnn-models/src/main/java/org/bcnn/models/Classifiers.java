package org.bcnn.models;

import java.util.List;
import org.bcnn.graph.Distribution;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.tensor.Shape;

/** The classifiers by name. Safe for use by any number of threads. */
public final class Classifiers {
  private Classifiers() {}

  /**
   * Returns the names of the models on the class path.
   *
   * @return the names, in alphabetical order
   */
  public static List<String> names() {
    return ClassifierProvider.registry().names();
  }

  /**
   * Builds a classifier.
   *
   * @param description the architecture
   * @param weights what its weights are
   * @return the classifier, whose description has every setting of the model
   * @throws IllegalArgumentException if there is no model of that name, it does not take images of
   *     that size, or it has fewer layers than are to be distributions
   */
  public static ImageClassifier build(
      ClassifierDescription description, WeightsDescription weights) {
    return build(description, weights.factory(factory -> build(description, factory).network()));
  }

  /**
   * Builds a classifier.
   *
   * @param description the architecture
   * @param weights makes its weights
   * @return the classifier, whose description has every setting of the model
   * @throws IllegalArgumentException if there is no model of that name, or it does not take images
   *     of that size
   */
  public static ImageClassifier build(ClassifierDescription description, ParameterFactory weights) {
    ClassifierModel model = ClassifierProvider.registry().create(description.model());
    ClassifierDescription complete = description.withModel(model.spec().toString());
    ImageClassifier classifier = new ImageClassifier(complete, model.build(complete, weights));
    requireLogits(classifier);
    requireDropout(classifier);
    return classifier;
  }

  /** A model from elsewhere may be wrong; it is better to hear of that before training. */
  private static void requireLogits(ImageClassifier classifier) {
    int batch = 2;
    GraphBuilder graph = new GraphBuilder();
    Tensor images = graph.input("images", classifier.imageShape(batch));
    ForwardPass pass = ForwardPass.prediction(graph, Estimator.MEAN, 0, NoiseSource.PORTABLE);
    Shape logits = classifier.network().apply(images, pass).shape();
    Shape expected = Shape.of(batch, classifier.description().classes());
    if (!logits.equals(expected)) {
      throw new IllegalArgumentException(
          String.format(
              "the model %s maps images %s to %s, not to logits %s",
              classifier.description().model(), images.shape(), logits, expected));
    }
  }

  /** A model from elsewhere may not heed the rate, and would be no Monte Carlo dropout. */
  private static void requireDropout(ImageClassifier classifier) {
    if (classifier.description().dropout() == 0) {
      return;
    }
    GraphBuilder graph = new GraphBuilder();
    Tensor images = graph.input("images", classifier.imageShape(1));
    ForwardPass pass =
        ForwardPass.prediction(graph, Estimator.WEIGHT_SAMPLING, 0, NoiseSource.PORTABLE);
    Tensor logits = classifier.network().apply(images, pass);
    boolean uniform =
        graph.function("prediction").output("logits", logits).build().noise().stream()
            .anyMatch(noise -> noise.distribution() == Distribution.UNIFORM);
    if (!uniform) {
      throw new IllegalArgumentException(
          String.format(
              "the model %s has no dropout before its dense layers; leave dropout away, or take "
                  + "another model",
              classifier.description().model()));
    }
  }
}
