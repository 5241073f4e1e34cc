package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.it.tck.reference.DoubleTensor;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Conv2d;
import org.bcnn.layer.Dense;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.layer.Layer;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.layer.Residual;
import org.bcnn.layer.Sequential;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.Classifiers;
import org.bcnn.models.ImageClassifier;
import org.bcnn.models.WeightsDescription;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the models compute before they are trained. */
class ModelStartTest {
  /** Standardised images, as {@link Networks#normal} makes them, so few that it stays quick. */
  private static final int BATCH = 2;

  private static Exact start(ImageClassifier classifier) {
    Exact exact = new Exact();
    NetworkVariables.of(classifier.network())
        .initialValues(4)
        .forEach((variable, value) -> exact.variables.put(variable, DoubleTensor.of(value)));
    Shape images = classifier.imageShape(BATCH);
    return exact.input("images", images, Networks.normal("images", images.size()));
  }

  /** What comes out of each convolution, dense layer and residual block, first to last. */
  private static List<Tensor> sums(ImageClassifier classifier, ForwardPass pass) {
    Tensor value = pass.graph().input("images", classifier.imageShape(BATCH));
    List<Tensor> sums = new ArrayList<>();
    for (Layer layer : assertInstanceOf(Sequential.class, classifier.network()).layers()) {
      value = layer.apply(value, pass);
      if (layer instanceof Conv2d || layer instanceof Dense || layer instanceof Residual) {
        sums.add(value);
      }
    }
    return sums;
  }

  /**
   * With the default gain √2 ReLU keeps the second moment from layer to layer (He et al. 2015), and
   * softplus lets it grow a little, as it passes on {@code log 2} where ReLU passes on nothing: to
   * 25 over 21 dense layers. Overlapping maximum pooling raises it by 3 or so each time: to 110 in
   * 3conv3fc. A residual block of normalised layers adds about 1 to it. A gain of 1 or 2 would
   * leave the limits in the deep networks: 21 halvings, or doublings.
   */
  @ParameterizedTest
  @CsvSource({
    "alexnet, RELU",
    "alexnet, SOFTPLUS",
    "3conv3fc, RELU",
    "3conv3fc, SOFTPLUS",
    "'mlp:units=200,layers=20', RELU",
    "'mlp:units=200,layers=20', SOFTPLUS",
    "lenet5, RELU",
    "lenet5, SOFTPLUS",
    "resnet20, RELU",
    "resnet20, SOFTPLUS"
  })
  void signalsNeitherExplodeNorVanish(String model, Activation activation) {
    double width = model.equals("lenet5") ? 1 : 0.5;
    ImageClassifier classifier =
        Classifiers.build(
            new ClassifierDescription(model, 3, 28, 28, 10, activation, width),
            WeightsDescription.variational(MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 0.3)));
    ForwardPass pass =
        ForwardPass.training(
            new GraphBuilder(), Estimator.LOCAL_REPARAMETERISATION, 0, NoiseSource.PORTABLE);
    List<double[]> moments =
        start(classifier)
            .values(sums(classifier, pass).stream().map(sum -> sum.square().mean()).toList());
    String found = moments.stream().map(moment -> String.format("%.2f", moment[0])).toList() + "";
    for (double[] moment : moments) {
      assertTrue(moment[0] > 0.2 && moment[0] < 400, found);
    }
  }

  /**
   * With the second normalisation of every block scaling by 0, a block is its shortcut: what leaves
   * the blocks are the first layer's channels at every fourth pixel, and channels of zeros.
   */
  @Test
  void shortcutsPassOnEverySecondPixelAndZeroChannels() {
    ImageClassifier classifier =
        Classifiers.build(
            new ClassifierDescription("resnet20", 2, 9, 6, 3, Activation.RELU, 0.25),
            WeightsDescription.deterministic(1));
    Exact exact = start(classifier);
    exact.variables.replaceAll(
        (variable, value) ->
            variable.name().endsWith("/bn2/scale")
                ? new DoubleTensor(value.shape(), new double[value.shape().size()])
                : value);
    ForwardPass pass =
        ForwardPass.prediction(new GraphBuilder(), Estimator.MEAN, 0, NoiseSource.PORTABLE);
    Tensor images = pass.graph().input("images", classifier.imageShape(BATCH));
    List<Layer> layers = assertInstanceOf(Sequential.class, classifier.network()).layers();
    Tensor first = new Sequential(layers.subList(0, 3)).apply(images, pass);
    Tensor logits = classifier.network().apply(images, pass);
    List<double[]> values = exact.values(List.of(first, logits));

    double[] weight = exact.get(new Variable("dense/weight", Shape.of(16, 3)));
    double[] expected = new double[BATCH * 3];
    for (int image = 0; image < BATCH; image++) {
      for (int channel = 0; channel < 4; channel++) {
        double sum = 0;
        for (int row = 0; row < 9; row += 4) {
          for (int column = 0; column < 6; column += 4) {
            sum += values.get(0)[((image * 4 + channel) * 9 + row) * 6 + column];
          }
        }
        for (int label = 0; label < 3; label++) {
          expected[image * 3 + label] += sum / 6 * weight[channel * 3 + label];
        }
      }
    }
    assertTrue(Arrays.stream(expected).anyMatch(each -> Math.abs(each) > 0.01));
    assertArrayEquals(expected, values.get(1), 1e-12);
  }
}
