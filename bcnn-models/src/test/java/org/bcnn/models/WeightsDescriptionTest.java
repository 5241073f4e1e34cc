package org.bcnn.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Dense;
import org.bcnn.layer.DeterministicParameter;
import org.bcnn.layer.Layer;
import org.bcnn.layer.Parameter;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.layer.Sequential;
import org.bcnn.layer.VariationalParameter;
import org.bcnn.posterior.LowRankGaussian;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.posterior.Posterior;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsDescriptionTest {
  private static final MeanFieldGaussian POSTERIOR = new MeanFieldGaussian(1.1, -4, 0.1);
  private static final GaussianPrior PRIOR = new GaussianPrior(0, 0.2);
  private static final WeightsDescription BAYESIAN =
      WeightsDescription.variational(POSTERIOR, PRIOR);
  private static final WeightsDescription DETERMINISTIC = WeightsDescription.deterministic(1.1);

  private static WeightsDescription last(int layers) {
    return WeightsDescription.variationalLast(layers, POSTERIOR, PRIOR, 1.1);
  }

  private static ImageClassifier lenet(WeightsDescription weights) {
    return Classifiers.build(
        new ClassifierDescription("lenet5", 1, 16, 16, 3, Activation.RELU), weights);
  }

  private static List<String> variationalPaths(Layer network) {
    return network.parameters().stream()
        .filter(VariationalParameter.class::isInstance)
        .map(Parameter::path)
        .toList();
  }

  @Test
  void theLastLayersAreThoseBeforeTheLogits() {
    assertEquals(
        List.of("dense3/weight", "dense3/bias"), variationalPaths(lenet(last(1)).network()));
    assertEquals(
        List.of("dense2/weight", "dense2/bias", "dense3/weight", "dense3/bias"),
        variationalPaths(lenet(last(2)).network()));
    assertEquals(10, variationalPaths(lenet(last(5)).network()).size());
    assertTrue(last(1).bayesian());
    assertTrue(BAYESIAN.bayesian());
    assertFalse(DETERMINISTIC.bayesian());
  }

  /** Batch normalisation comes in between, and is plain whatever is asked for. */
  @Test
  void theLastLayersOfAResNetAreInItsLastBlocks() {
    ClassifierDescription resnet =
        new ClassifierDescription("resnet20", 1, 8, 8, 3, Activation.RELU, 0.1);
    assertEquals(
        List.of(
            "stage3/block3/conv1/weight",
            "stage3/block3/conv2/weight",
            "dense/weight",
            "dense/bias"),
        variationalPaths(Classifiers.build(resnet, last(3)).network()));
    assertEquals(
        variationalPaths(Classifiers.build(resnet, BAYESIAN).network()),
        variationalPaths(Classifiers.build(resnet, last(20)).network()));
    assertThrows(IllegalArgumentException.class, () -> Classifiers.build(resnet, last(21)));
  }

  @Test
  void thereAreNoMoreLastLayersThanLayers() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> lenet(last(6))).getMessage();
    assertEquals(
        "the last 6 layers are to be Bayesian, but the network has 5 layers with weights: conv1,"
            + " conv2, dense1, dense2, dense3",
        message);
    assertThrows(IllegalArgumentException.class, () -> last(0));
  }

  /** Weights may be made in another order than they are used in. */
  @Test
  void theOrderIsThatOfTheNetwork() {
    WeightsDescription.NetworkBuilder headFirst =
        weights -> {
          Layer head = Dense.create("head", 3, 2, true, weights);
          Layer body = Dense.create("body", 4, 3, true, weights);
          return new Sequential(List.of(body, head));
        };
    ParameterFactory factory = last(1).factory(headFirst);
    assertInstanceOf(VariationalParameter.class, factory.create("head/weight", Shape.of(3, 2), 3));
    assertInstanceOf(
        DeterministicParameter.class, factory.create("body/weight", Shape.of(4, 3), 4));
  }

  /** A layer with plain weights of its own, as batch normalisation has, is not a last layer. */
  @Test
  void layersThatAreAlwaysPlainDoNotCount() {
    WeightsDescription.NetworkBuilder network =
        weights -> {
          Dense own = Dense.create("own", 2, 2, true, ParameterFactory.deterministic(1));
          return new Sequential(
              List.of(
                  Dense.create("first", 3, 2, true, weights),
                  Dense.create("second", 2, 2, true, weights),
                  own));
        };
    assertEquals(new WeightLayers(List.of("first", "second")), WeightLayers.of(network));
    assertEquals(List.of("second"), WeightLayers.of(network).last(1));
  }

  static List<String> models() {
    return List.of("lenet5", "alexnet-half", "3conv3fc", "mlp:units=30", "resnet20");
  }

  /** Every kind of network starts from one set of values, to the bit. */
  @ParameterizedTest
  @MethodSource("models")
  void twinsStartAlike(String model) {
    ClassifierDescription description =
        new ClassifierDescription(model, 2, 28, 28, 5, Activation.SOFTPLUS, 0.1);
    List<HostTensor> plain = starts(Classifiers.build(description, DETERMINISTIC));
    assertEquals(plain, starts(Classifiers.build(description, BAYESIAN)));
    for (int layers = 1; layers <= 3; layers++) {
      assertEquals(plain, starts(Classifiers.build(description, last(layers))));
    }
    Set<HostTensor> others =
        new LinkedHashSet<>(
            starts(Classifiers.build(description, WeightsDescription.deterministic(1.2))));
    assertFalse(others.containsAll(plain), "another gain is another start");
  }

  /** What means or plain values start from, by parameter. */
  private static List<HostTensor> starts(ImageClassifier classifier) {
    List<HostTensor> values = new ArrayList<>();
    for (Parameter parameter : classifier.network().parameters()) {
      values.add(parameter.initialValue(parameter.variables().get(0), 9));
    }
    return values;
  }

  @Test
  void sitesWithoutALayerAreLayersOfTheirOwn() {
    assertEquals("scale", WeightLayers.layer("scale"));
    assertEquals("block1/conv2", WeightLayers.layer("block1/conv2/weight"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void aGainMustMakeSense(double gain) {
    assertThrows(IllegalArgumentException.class, () -> WeightsDescription.deterministic(gain));
    assertThrows(
        IllegalArgumentException.class,
        () -> WeightsDescription.variationalLast(1, POSTERIOR, PRIOR, gain));
  }

  /** Whatever the family: what starts from other values is no twin. */
  @Test
  void twinsStartFromTheSameValues() {
    Posterior narrow = new MeanFieldGaussian(0.25, -5, 0.1);
    WeightsDescription plain = WeightsDescription.deterministic(0.25);
    assertEquals(plain, WeightsDescription.variational(narrow, PRIOR).twin());
    assertEquals(
        plain,
        WeightsDescription.variational(
                new LowRankGaussian(2, 0.001, new MeanFieldGaussian(0.25, -5, 0.1)), PRIOR)
            .twin());
    assertEquals(plain, WeightsDescription.variationalLast(1, narrow, PRIOR, 0.25).twin());
    assertEquals(plain, plain.twin());
  }
}
