package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.UnaryKind;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.Layer;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.Classifiers;
import org.bcnn.models.ImageClassifier;
import org.bcnn.tensor.Shape;
import org.bcnn.uncertainty.PredictiveDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Monte Carlo prediction: draws are draws, and nothing is computed once a draw that need not be.
 */
class PredictiveDrawsTest {
  private static final int DRAWS = 5;

  private final GraphBuilder graph = new GraphBuilder();

  private List<Tensor> logProbabilities(Layer network, Shape images, Estimator estimator) {
    List<Tensor> draws = new ArrayList<>();
    Tensor x = graph.input("images", images);
    for (int draw = 0; draw < DRAWS; draw++) {
      draws.add(network.apply(x, Networks.pass(graph, estimator, draw)).logSoftmax(1));
    }
    return draws;
  }

  /** Were a draw shared by all, or an image's copies taken for draws, the variance would be 0. */
  @ParameterizedTest
  @EnumSource(Estimator.class)
  void epistemicUncertaintyOfABatchIsThatOfItsDraws(Estimator estimator) {
    Layer network = Networks.convolutional(Networks.variational());
    Exact exact = new Exact().initialise(network, 5);
    exact.input("images", Networks.IMAGES, Networks.normal("images", Networks.IMAGES.size()));
    int examples = Networks.IMAGES.dim(0);
    float[] all = new float[DRAWS * examples * Networks.CLASSES];
    int at = 0;
    for (double[] draw : exact.values(logProbabilities(network, Networks.IMAGES, estimator))) {
      for (double value : draw) {
        all[at++] = (float) value;
      }
    }
    PredictiveDistribution prediction =
        PredictiveDistribution.ofLogProbabilities(DRAWS, examples, Networks.CLASSES, all);
    for (int i = 0; i < examples; i++) {
      assertTrue(prediction.aleatoric(i) > 0.01);
      if (estimator == Estimator.MEAN) {
        assertEquals(0, prediction.epistemic(i), 1e-30);
      } else {
        assertTrue(prediction.epistemic(i) > 1e-4, "epistemic " + prediction.epistemic(i));
        assertTrue(prediction.mutualInformation(i) > 1e-4);
      }
    }
  }

  private long convolutions(Estimator estimator) {
    ImageClassifier lenet =
        Classifiers.build(
            new ClassifierDescription("lenet5", 1, 28, 28, 10, Activation.RELU),
            Networks.variational());
    Function.Builder function = graph.function("predict");
    List<Tensor> draws = logProbabilities(lenet.network(), lenet.imageShape(2), estimator);
    for (int i = 0; i < draws.size(); i++) {
      function.output("draw" + i, draws.get(i));
    }
    return function.build().nodes().stream().filter(node -> node.op() instanceof Op.Conv2d).count();
  }

  /** Mean and variance in the first layer once; in the second once a draw. */
  @Test
  void firstLayersMomentsAreComputedOnce() {
    assertEquals(2 + 2 * DRAWS, convolutions(Estimator.LOCAL_REPARAMETERISATION));
  }

  @Test
  void weightSamplingConvolvesOnceADraw() {
    assertEquals(2 * DRAWS, convolutions(Estimator.WEIGHT_SAMPLING));
  }

  @Test
  void drawsAtTheMeanAreOne() {
    assertEquals(2, convolutions(Estimator.MEAN));
  }

  /** Every divergence has a log σ; a prediction has no logarithm but those of its outputs. */
  @ParameterizedTest
  @EnumSource(Estimator.class)
  void predictionComputesNoKl(Estimator estimator) {
    Layer network = Networks.convolutional(Networks.variational());
    Function.Builder function = graph.function("predict");
    List<Tensor> draws = logProbabilities(network, Networks.IMAGES, estimator);
    for (int i = 0; i < draws.size(); i++) {
      function.output("draw" + i, draws.get(i));
    }
    Tensor kl =
        NetworkVariables.of(network)
            .variational()
            .get(0)
            .kl(Networks.pass(graph, estimator, 0), KlMode.AUTOMATIC);
    assertEquals(1, logarithms(graph.function("kl").output("kl", kl).build()));
    assertEquals(0, logarithms(function.build()));
  }

  private static long logarithms(Function function) {
    return function.nodes().stream()
        .filter(node -> node.op().equals(new Op.Unary(UnaryKind.LOG)))
        .count();
  }
}
