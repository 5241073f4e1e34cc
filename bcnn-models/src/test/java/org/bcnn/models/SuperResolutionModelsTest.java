package org.bcnn.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Conv2d;
import org.bcnn.layer.DepthToSpace;
import org.bcnn.layer.DeterministicParameter;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.Layer;
import org.bcnn.layer.Parameter;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.layer.Sequential;
import org.bcnn.layer.VariationalParameter;
import org.bcnn.objective.ObjectiveTerms;
import org.bcnn.objective.VariationalObjective;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the super-resolution networks are: their layers, their weights and what they put out. */
class SuperResolutionModelsTest {
  private static final WeightsDescription BAYESIAN =
      WeightsDescription.variational(MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 0.1));
  private static final WeightsDescription DETERMINISTIC = WeightsDescription.deterministic(1);

  private static SuperResolutionDescription description(
      String model, int factor, NoiseModel noise) {
    return new SuperResolutionDescription(model, factor, Activation.TANH, noise);
  }

  private static SuperResolver build(String model, int factor, NoiseModel noise) {
    return SuperResolutionModels.build(description(model, factor, noise), DETERMINISTIC);
  }

  private static String refusal(Runnable action) {
    return assertThrows(IllegalArgumentException.class, action::run).getMessage();
  }

  /**
   * 59,657 at r = 3 is the number of the layers of Shi et al. (2016), biases included: 25·64 + 64,
   * 9·64·64 + 64, 9·64·32 + 32 and 289 r², the last once more with a predicted variance.
   */
  @ParameterizedTest
  @CsvSource({
    "2, LEARNED, 58212",
    "3, LEARNED, 59657",
    "4, LEARNED, 61680",
    "8, LEARNED, 75552",
    "2, PREDICTED, 59368",
    "3, PREDICTED, 62258",
    "4, PREDICTED, 66304"
  })
  void espcnHasTheWeightsOfItsLayers(int factor, NoiseModel noise, long weights) {
    int outputs = noise == NoiseModel.LEARNED ? 1 : 2;
    assertEquals(1664 + 36928 + 18464 + 289L * outputs * factor * factor, weights);
    long ofLikelihood = noise == NoiseModel.LEARNED ? 1 : 0;
    for (String model : List.of("espcn", "espcn:skip=nearest", "espcn:skip=bicubic")) {
      SuperResolver plain = build(model, factor, noise);
      assertEquals(weights, plain.weights());
      assertEquals(weights + ofLikelihood, plain.trainableValues());
      SuperResolver bayesian =
          SuperResolutionModels.build(description(model, factor, noise), BAYESIAN);
      assertEquals(weights, bayesian.weights());
      assertEquals(2 * weights + ofLikelihood, bayesian.trainableValues());
    }
  }

  @Test
  void espcnHasTheLayersOfThePaper() {
    assertEquals(
        "conv1/weight[64, 1, 5, 5] conv1/bias[64] conv2/weight[64, 64, 3, 3] conv2/bias[64]"
            + " conv3/weight[32, 64, 3, 3] conv3/bias[32] conv4/weight[9, 32, 3, 3] conv4/bias[9]",
        layers(build("espcn", 3, NoiseModel.LEARNED)));
    SuperResolutionDescription narrow =
        new SuperResolutionDescription("espcn", 2, 3, Activation.RELU, 0.125, NoiseModel.PREDICTED);
    assertEquals(
        "conv1/weight[8, 3, 5, 5] conv1/bias[8] conv2/weight[8, 8, 3, 3] conv2/bias[8]"
            + " conv3/weight[4, 8, 3, 3] conv3/bias[4] conv4/weight[24, 4, 3, 3] conv4/bias[24]",
        layers(SuperResolutionModels.build(narrow, DETERMINISTIC)),
        "the multiplier scales hidden layers alone");
    List<Layer> parts =
        assertInstanceOf(Sequential.class, build("espcn", 4, NoiseModel.LEARNED).network())
            .layers();
    List<Layer> features = assertInstanceOf(Sequential.class, parts.get(0)).layers();
    assertEquals(new DepthToSpace(4), parts.get(1));
    assertEquals(7, features.size());
    for (int i = 0; i < features.size(); i++) {
      if (i % 2 == 0) {
        assertInstanceOf(Conv2d.class, features.get(i));
      } else {
        assertEquals(Activation.TANH, features.get(i));
      }
    }
  }

  private static String layers(SuperResolver resolver) {
    StringBuilder text = new StringBuilder();
    for (Parameter parameter : resolver.network().parameters()) {
      text.append(' ').append(parameter.path()).append(parameter.shape());
    }
    return text.toString().strip();
  }

  static Stream<Arguments> shapes() {
    List<Arguments> all = new ArrayList<>();
    for (String model : List.of("espcn", "espcn:skip=nearest", "espcn:skip=bicubic")) {
      for (NoiseModel noise : NoiseModel.values()) {
        for (int factor : new int[] {2, 3, 4}) {
          all.add(Arguments.of(model, noise, factor));
        }
      }
    }
    return all.stream();
  }

  /** Odd sizes, single pixels, one and three channels, every estimator. */
  @ParameterizedTest
  @MethodSource("shapes")
  void enlargeImagesOfAnySize(String model, NoiseModel noise, int factor) {
    for (int channels : new int[] {1, 3}) {
      SuperResolver resolver =
          SuperResolutionModels.build(
              new SuperResolutionDescription(
                  model, factor, channels, Activation.SOFTPLUS, 0.05, noise),
              BAYESIAN);
      int outputs = noise == NoiseModel.LEARNED ? channels : 2 * channels;
      assertEquals(outputs, resolver.description().outputChannels());
      for (int[] size : new int[][] {{1, 1}, {7, 5}, {2, 9}, {17, 17}}) {
        for (Estimator estimator : Estimator.values()) {
          GraphBuilder graph = new GraphBuilder();
          Shape small = resolver.inputShape(3, size[0], size[1]);
          assertEquals(Shape.of(3, channels, size[0], size[1]), small);
          ForwardPass pass = ForwardPass.prediction(graph, estimator, 0, NoiseSource.PORTABLE);
          Tensor output = resolver.network().apply(graph.input("images", small), pass);
          assertEquals(Shape.of(3, outputs, factor * size[0], factor * size[1]), output.shape());
          Shape large = Shape.of(3, channels, factor * size[0], factor * size[1]);
          assertEquals(large, resolver.targetShape(3, size[0], size[1]));
          assertEquals(large, resolver.mean(output).shape());
          assertEquals(large, resolver.noiseVariance(output).shape());
        }
      }
    }
  }

  @Test
  void allConvolutionsAreAtTheSizeOfTheSmallImage() {
    SuperResolver resolver = build("espcn", 3, NoiseModel.LEARNED);
    GraphBuilder graph = new GraphBuilder();
    ForwardPass pass = ForwardPass.prediction(graph, Estimator.MEAN, 0, NoiseSource.PORTABLE);
    Tensor output = resolver.network().apply(graph.input("x", resolver.inputShape(1, 6, 11)), pass);
    List<Shape> maps =
        graph.function("f").output("y", output).build().nodes().stream()
            .filter(node -> node.op() instanceof Op.Conv2d)
            .map(node -> node.output().shape())
            .toList();
    assertEquals(
        List.of(
            Shape.of(1, 64, 6, 11),
            Shape.of(1, 64, 6, 11),
            Shape.of(1, 32, 6, 11),
            Shape.of(1, 9, 6, 11)),
        maps);
  }

  /** What is learned of the noise is one of the variables, whatever the weights are. */
  @Test
  void aLearnedDeviationIsAVariableOfTheWhole() {
    for (WeightsDescription weights : List.of(BAYESIAN, DETERMINISTIC)) {
      SuperResolver resolver =
          SuperResolutionModels.build(description("espcn", 2, NoiseModel.LEARNED), weights);
      List<Variable> trainable = resolver.variables().trainable();
      Variable last = trainable.get(trainable.size() - 1);
      assertEquals(new Variable("likelihood/log-deviation", Shape.scalar()), last);
      HostTensor start = resolver.variables().initialValues(3).get(last);
      assertEquals(HostTensor.scalar((float) Math.log(0.1)), start);
      DeterministicParameter parameter = resolver.logDeviation().orElseThrow();
      assertEquals(List.of(last), parameter.variables());
      assertEquals(List.of(parameter), likelihoodParameters(resolver));
      assertTrue(resolver.network().parameters().stream().noneMatch(parameter::equals));
    }
    SuperResolver predicted = build("espcn", 2, NoiseModel.PREDICTED);
    assertTrue(predicted.logDeviation().isEmpty());
    assertEquals(List.of(), likelihoodParameters(predicted));
    assertEquals(8, predicted.variables().all().size());
  }

  private static List<Parameter> likelihoodParameters(SuperResolver resolver) {
    Tensor targets = new GraphBuilder().input("targets", resolver.targetShape(1, 2, 2));
    return resolver.likelihood(targets).parameters();
  }

  /** What the objective trains is what is initialised and stored. */
  @ParameterizedTest
  @MethodSource("shapes")
  void theObjectiveTrainsAllVariables(String model, NoiseModel noise, int factor) {
    SuperResolver resolver =
        SuperResolutionModels.build(
            new SuperResolutionDescription(model, factor, 2, Activation.TANH, 0.05, noise),
            BAYESIAN);
    GraphBuilder graph = new GraphBuilder();
    Tensor targets = graph.input("targets", resolver.targetShape(2, 3, 4));
    ObjectiveTerms<Tensor> terms =
        new VariationalObjective(
                1, Estimator.WEIGHT_SAMPLING, KlMode.AUTOMATIC, 10, NoiseSource.PORTABLE)
            .build(
                resolver.network(),
                graph.input("images", resolver.inputShape(2, 3, 4)),
                resolver.likelihood(targets),
                graph.constant(1));
    assertEquals(resolver.variables().trainable(), terms.trainable());
    assertEquals(Shape.scalar(), terms.loss().shape());
  }

  @Test
  void lastLayersMayBeBayesianAlone() {
    WeightsDescription last =
        WeightsDescription.variationalLast(
            1, MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 0.1), 1);
    SuperResolver resolver =
        SuperResolutionModels.build(description("espcn", 2, NoiseModel.LEARNED), last);
    assertEquals(
        List.of("conv4/weight", "conv4/bias"),
        resolver.network().parameters().stream()
            .filter(VariationalParameter.class::isInstance)
            .map(Parameter::path)
            .toList());
  }

  @Test
  void theDescriptionHasEverySettingOfTheModel() {
    SuperResolver resolver = build("espcn", 3, NoiseModel.LEARNED);
    assertEquals(
        new SuperResolutionDescription(
            "espcn:skip=none", 3, 1, Activation.TANH, 1, NoiseModel.LEARNED),
        resolver.description());
    assertEquals(
        "espcn:skip=nearest",
        build("espcn:skip=nearest", 3, NoiseModel.LEARNED).description().model());
    assertEquals(5, resolver.receptiveRadius(), "2 + 1 + 1 + 1");
  }

  @Test
  void wrongSettingsAreRefused() {
    assertEquals(
        "the skip of espcn is none, nearest or bicubic, got \"lanczos\"",
        refusal(() -> build("espcn:skip=lanczos", 3, NoiseModel.LEARNED)));
    assertTrue(
        refusal(() -> build("espcn:depth=3", 3, NoiseModel.LEARNED)).contains("no setting depth"));
    assertEquals(
        "there is no super-resolution model named \"lenet5\"; these are known: "
            + String.join(", ", SuperResolutionModels.names()),
        refusal(() -> build("lenet5", 3, NoiseModel.LEARNED)));
    assertTrue(SuperResolutionModels.names().contains("espcn"));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 9})
  void theFactorMustEnlarge(int factor) {
    assertEquals(
        "the factor of super-resolution must be from 2 to 8, got " + factor,
        refusal(() -> description("espcn", factor, NoiseModel.LEARNED)));
  }

  @Test
  void whatDescribesNoNetworkIsRefused() {
    assertEquals(
        "images need at least 1 channel, got 0",
        refusal(
            () ->
                new SuperResolutionDescription(
                    "espcn", 2, 0, Activation.TANH, 1, NoiseModel.LEARNED)));
    assertEquals(
        "the width multiplier must be positive and finite, got NaN",
        refusal(
            () ->
                new SuperResolutionDescription(
                    "espcn", 2, 1, Activation.TANH, Double.NaN, NoiseModel.LEARNED)));
    assertThrows(
        NullPointerException.class,
        () -> new SuperResolutionDescription("espcn", 2, Activation.TANH, null));
    SuperResolver built = build("espcn", 2, NoiseModel.LEARNED);
    assertEquals(
        "a receptive radius is a distance in pixels and not negative, got -1",
        refusal(() -> new SuperResolver(built.description(), built.network(), -1)));
  }

  /** A model that enlarges nothing, from the tests' own service file. */
  @Test
  void aModelThatDoesNotEnlargeIsRefused() {
    assertEquals(
        "the model no-super-resolution maps images [2, 1, 5, 7] to [2, 1, 5, 7], not to"
            + " [2, 1, 15, 21]",
        refusal(() -> build("no-super-resolution", 3, NoiseModel.LEARNED)));
    assertEquals(
        "the model no-super-resolution maps images [2, 1, 5, 7] to [2, 1, 5, 7], not to"
            + " [2, 2, 10, 14]",
        refusal(() -> build("no-super-resolution", 2, NoiseModel.PREDICTED)));
  }

  /** Gradients and checkpoints go by names, so the likelihood must not share one with a layer. */
  @Test
  void aLayerMayNotHaveTheVariableOfTheLikelihood() {
    SuperResolver built = build("espcn", 2, NoiseModel.LEARNED);
    Parameter clash =
        ParameterFactory.deterministic(1).create(SuperResolver.LOG_DEVIATION, Shape.of(2), 0);
    Layer layer =
        new Conv2d(
            "conv",
            ConvGeometry.DEFAULT,
            ParameterFactory.deterministic(1).create("conv/weight", Shape.of(2, 1, 1, 1), 1),
            clash);
    SuperResolver wrong = new SuperResolver(built.description(), layer, 0);
    assertTrue(
        refusal(wrong::variables).contains("two parts of the network have a variable likelihood/"));
  }
}
