package org.bcnn.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.layer.Parameter;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LeNet5Test {
  private static final ParameterFactory BAYESIAN =
      ParameterFactory.variational(MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 0.1));
  private static final ParameterFactory DETERMINISTIC = ParameterFactory.deterministic(1);

  private static ClassifierDescription description(int channels, int size, int classes) {
    return new ClassifierDescription("lenet5", channels, size, size, classes, Activation.RELU);
  }

  @ParameterizedTest
  @CsvSource({"3, 32, 10, 62006", "1, 28, 10, 44426", "1, 32, 10, 61706", "3, 32, 100, 69656"})
  void hasTheWeightsOfItsLayers(int channels, int size, int classes, long weights) {
    ClassifierDescription description = description(channels, size, classes);
    ImageClassifier bayesian = Classifiers.build(description, BAYESIAN);
    ImageClassifier deterministic = Classifiers.build(description, DETERMINISTIC);
    assertEquals(weights, bayesian.weights());
    assertEquals(weights, deterministic.weights());
    assertEquals(2 * weights, bayesian.trainableValues(), "a mean and a scale for every weight");
    assertEquals(weights, deterministic.trainableValues());
  }

  @ParameterizedTest
  @EnumSource(Estimator.class)
  void mapsImagesToLogits(Estimator estimator) {
    ImageClassifier model = Classifiers.build(description(3, 32, 7), BAYESIAN);
    GraphBuilder graph = new GraphBuilder();
    Tensor images = graph.input("images", model.imageShape(5));
    Tensor logits =
        model
            .network()
            .apply(images, ForwardPass.prediction(graph, estimator, 0, NoiseSource.PORTABLE));
    assertEquals(Shape.of(5, 7), logits.shape());
  }

  @Test
  void parametersHavePathsOfTheirOwn() {
    List<String> paths =
        Classifiers.build(description(1, 28, 10), BAYESIAN).network().parameters().stream()
            .map(Parameter::path)
            .toList();
    assertEquals(10, paths.size());
    assertEquals(10, new HashSet<>(paths).size(), paths.toString());
  }

  @Test
  void refusesImagesTooSmallForItsConvolutions() {
    ClassifierDescription tiny = description(1, 15, 10);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Classifiers.build(tiny, DETERMINISTIC));
    assertTrue(refused.getMessage().contains("at least 16x16, got 15x15"), refused.getMessage());
    assertEquals(
        Shape.of(1, 1, 16, 16),
        Classifiers.build(description(1, 16, 10), DETERMINISTIC).imageShape(1));
  }

  @Test
  void anUnknownNameListsTheModels() {
    ClassifierDescription unknown =
        new ClassifierDescription("lenet7", 1, 28, 28, 10, Activation.RELU);
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> Classifiers.build(unknown, DETERMINISTIC));
    assertTrue(refused.getMessage().contains("\"lenet7\""), refused.getMessage());
    assertTrue(refused.getMessage().contains("lenet5"), refused.getMessage());
  }
}
