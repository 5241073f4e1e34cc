package org.bcnn.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashSet;
import java.util.List;
import org.bcnn.graph.Distribution;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.layer.Layer;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.layer.Parameter;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the models are: their layers, their weights, and the images they take. */
class ModelsTest {
  private static final WeightsDescription BAYESIAN =
      WeightsDescription.variational(MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 0.1));
  private static final WeightsDescription DETERMINISTIC = WeightsDescription.deterministic(1);

  static List<String> builtIn() {
    return List.of("3conv3fc", "alexnet", "alexnet-half", "lenet5", "mlp", "resnet20");
  }

  private static ClassifierDescription description(
      String model, int channels, int size, int classes) {
    return new ClassifierDescription(model, channels, size, size, classes, Activation.RELU);
  }

  private static ImageClassifier build(String model, int channels, int size, int classes) {
    return Classifiers.build(description(model, channels, size, classes), DETERMINISTIC);
  }

  private static String refusal(Runnable action) {
    return assertThrows(IllegalArgumentException.class, action::run).getMessage();
  }

  private static List<Op.Noise> noise(String model, double dropout, Estimator estimator) {
    ClassifierDescription description =
        new ClassifierDescription(model, 1, 28, 28, 10, Activation.RELU, 0.1, dropout);
    ImageClassifier classifier = Classifiers.build(description, DETERMINISTIC);
    GraphBuilder graph = new GraphBuilder();
    Tensor images = graph.input("images", classifier.imageShape(2));
    ForwardPass pass = ForwardPass.prediction(graph, estimator, 0, NoiseSource.PORTABLE);
    Tensor logits = classifier.network().apply(images, pass);
    return graph.function("prediction").output("logits", logits).build().noise();
  }

  /** A mask of what goes into each dense layer, and no other noise. */
  @ParameterizedTest
  @CsvSource({"3conv3fc, 3", "alexnet, 1", "alexnet-half, 1", "lenet5, 3", "mlp, 3", "resnet20, 1"})
  void dropoutIsBeforeEachDenseLayer(String model, int denseLayers) {
    List<Op.Noise> sampled = noise(model, 0.5, Estimator.LOCAL_REPARAMETERISATION);
    assertEquals(denseLayers, sampled.size());
    for (Op.Noise mask : sampled) {
      assertEquals(Distribution.UNIFORM, mask.distribution());
      assertEquals(2, mask.shape().rank(), "[batch, features]");
    }
    assertEquals(List.of(), noise(model, 0.5, Estimator.MEAN));
    assertEquals(List.of(), noise(model, 0, Estimator.LOCAL_REPARAMETERISATION));
    for (double rate : new double[] {-0.1, 1, Double.NaN}) {
      assertTrue(
          refusal(() -> noise(model, rate, Estimator.MEAN)).contains("rate of dropout must be"));
    }
  }

  /** Counted by hand from the layers of Shridhar et al. (2019); Blundell et al. (2015) for mlp. */
  @ParameterizedTest
  @CsvSource({
    "lenet5, 3, 32, 10, 62006",
    "lenet5, 1, 28, 10, 44426",
    "lenet5, 1, 32, 10, 61706",
    "lenet5, 3, 32, 100, 69656",
    "alexnet, 3, 32, 10, 2175946",
    "alexnet, 1, 28, 10, 2160458",
    "alexnet-half, 3, 32, 10, 550378",
    "3conv3fc, 3, 32, 10, 1782634",
    "3conv3fc, 1, 28, 10, 1397034",
    "mlp, 1, 28, 10, 2395210",
    "mlp:units=400, 1, 28, 10, 478410",
    "'mlp:units=50,layers=3', 3, 32, 10, 159260",
    "resnet20, 3, 32, 10, 269722",
    "resnet20:shortcut=projection, 3, 32, 10, 272474",
    "resnet20, 1, 28, 10, 269434",
    "resnet20, 3, 32, 100, 275572"
  })
  void haveTheWeightsOfTheirLayers(
      String model, int channels, int size, int classes, long weights) {
    ImageClassifier plain = build(model, channels, size, classes);
    assertEquals(weights, plain.weights());
    assertEquals(weights, plain.trainableValues());
    ImageClassifier bayesian =
        Classifiers.build(description(model, channels, size, classes), BAYESIAN);
    assertEquals(weights, bayesian.weights());
    long normalisations =
        bayesian.network().parameters().stream()
            .filter(
                parameter -> parameter.path().contains("/bn") || parameter.path().startsWith("bn"))
            .mapToLong(parameter -> parameter.shape().size())
            .sum();
    assertEquals(
        2 * weights - normalisations,
        bayesian.trainableValues(),
        "a mean and a scale for every weight but those of batch normalisation");
    if (model.equals("resnet20")) {
      assertEquals(2 * (7 * 16 + 6 * 32 + 6 * 64), normalisations);
    }
  }

  /** Shapes {@code [channels, height, width]} behind convolutions and pooling. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lenet5 | 32 | C[6, 28, 28] P[6, 14, 14] C[16, 10, 10] P[16, 5, 5]",
        "lenet5 | 28 | C[6, 24, 24] P[6, 12, 12] C[16, 8, 8] P[16, 4, 4]",
        "alexnet | 32 | C[64, 8, 8] P[64, 4, 4] C[192, 4, 4] P[192, 2, 2] C[384, 2, 2]"
            + " C[256, 2, 2] C[128, 2, 2] P[128, 1, 1]",
        "alexnet | 28 | C[64, 7, 7] P[64, 4, 4] C[192, 4, 4] P[192, 2, 2] C[384, 2, 2]"
            + " C[256, 2, 2] C[128, 2, 2] P[128, 1, 1]",
        "alexnet-half | 32 | C[32, 8, 8] P[32, 4, 4] C[96, 4, 4] P[96, 2, 2] C[192, 2, 2]"
            + " C[128, 2, 2] C[64, 2, 2] P[64, 1, 1]",
        "3conv3fc | 32 | C[32, 32, 32] P[32, 15, 15] C[64, 15, 15] P[64, 7, 7] C[128, 5, 5]"
            + " P[128, 2, 2]",
        "3conv3fc | 28 | C[32, 28, 28] P[32, 13, 13] C[64, 13, 13] P[64, 6, 6] C[128, 4, 4]"
            + " P[128, 1, 1]",
        "mlp | 28 | ''",
        "resnet20 | 32 | C[16, 32, 32] C[16, 32, 32] C[16, 32, 32] C[16, 32, 32] C[16, 32, 32]"
            + " C[16, 32, 32] C[16, 32, 32] A[16, 16, 16] C[32, 16, 16] C[32, 16, 16]"
            + " C[32, 16, 16] C[32, 16, 16] C[32, 16, 16] C[32, 16, 16] A[32, 8, 8]"
            + " C[64, 8, 8] C[64, 8, 8] C[64, 8, 8] C[64, 8, 8] C[64, 8, 8] C[64, 8, 8]",
        "resnet20:shortcut=projection | 28 | C[16, 28, 28] C[16, 28, 28] C[16, 28, 28]"
            + " C[16, 28, 28] C[16, 28, 28] C[16, 28, 28] C[16, 28, 28] C[32, 14, 14]"
            + " C[32, 14, 14] C[32, 14, 14] C[32, 14, 14] C[32, 14, 14] C[32, 14, 14]"
            + " C[32, 14, 14] C[64, 7, 7] C[64, 7, 7] C[64, 7, 7] C[64, 7, 7] C[64, 7, 7]"
            + " C[64, 7, 7] C[64, 7, 7]"
      })
  void haveTheFeatureMapsOfTheirLayers(String model, int size, String maps) {
    ImageClassifier classifier = build(model, 3, size, 10);
    GraphBuilder graph = new GraphBuilder();
    Tensor logits = logits(classifier, graph, Estimator.MEAN);
    StringBuilder found = new StringBuilder();
    graph
        .function("logits")
        .output("logits", logits)
        .build()
        .nodes()
        .forEach(
            node -> {
              String kind =
                  node.op() instanceof Op.Conv2d
                      ? " C"
                      : node.op() instanceof Op.MaxPool
                          ? " P"
                          : node.op() instanceof Op.AvgPool ? " A" : null;
              if (kind != null) {
                Shape map = node.output().shape();
                found.append(kind).append(Shape.of(map.dim(1), map.dim(2), map.dim(3)));
              }
            });
    assertEquals(maps, found.toString().strip());
  }

  private static Tensor logits(ImageClassifier classifier, GraphBuilder graph, Estimator how) {
    Tensor images = graph.input("images", classifier.imageShape(3));
    ForwardPass pass = ForwardPass.prediction(graph, how, 0, NoiseSource.PORTABLE);
    return classifier.network().apply(images, pass);
  }

  @Test
  void alexNetHasTheseLayers() {
    assertEquals(
        "conv1/weight[64, 3, 11, 11] conv1/bias[64] conv2/weight[192, 64, 5, 5] conv2/bias[192]"
            + " conv3/weight[384, 192, 3, 3] conv3/bias[384] conv4/weight[256, 384, 3, 3]"
            + " conv4/bias[256] conv5/weight[128, 256, 3, 3] conv5/bias[128]"
            + " dense1/weight[128, 10] dense1/bias[10]",
        layers(build("alexnet", 3, 32, 10)));
  }

  @Test
  void threeConvThreeFcHasTheseLayers() {
    assertEquals(
        "conv1/weight[32, 3, 5, 5] conv1/bias[32] conv2/weight[64, 32, 5, 5] conv2/bias[64]"
            + " conv3/weight[128, 64, 5, 5] conv3/bias[128] dense1/weight[512, 1000]"
            + " dense1/bias[1000] dense2/weight[1000, 1000] dense2/bias[1000]"
            + " dense3/weight[1000, 10] dense3/bias[10]",
        layers(build("3conv3fc", 3, 32, 10)));
  }

  @Test
  void resNetHasTheseLayersAroundItsBlocks() {
    String layers = layers(build("resnet20", 3, 32, 10));
    assertTrue(
        layers.startsWith(
            "conv1/weight[16, 3, 3, 3] bn1/scale[16] bn1/shift[16]"
                + " stage1/block1/conv1/weight[16, 16, 3, 3] stage1/block1/bn1/scale[16]"),
        layers);
    assertTrue(layers.contains(" stage2/block1/conv1/weight[32, 16, 3, 3] "), layers);
    assertTrue(layers.endsWith(" dense/weight[64, 10] dense/bias[10]"), layers);
    String projecting = layers(build("resnet20:shortcut=projection", 3, 32, 10));
    assertTrue(
        projecting.contains(" stage3/block1/shortcut/conv1/weight[64, 32, 1, 1] "), projecting);
    assertTrue(
        refusal(() -> build("resnet20:shortcut=none", 3, 32, 10))
            .contains("identity or projection, got \"none\""));
  }

  @Test
  void theMultiplierScalesHiddenLayersAlone() {
    ClassifierDescription narrow =
        new ClassifierDescription("lenet5", 3, 32, 32, 10, Activation.RELU, 0.1);
    assertEquals(
        "conv1/weight[1, 3, 5, 5] conv1/bias[1] conv2/weight[2, 1, 5, 5] conv2/bias[2]"
            + " dense1/weight[50, 12] dense1/bias[12] dense2/weight[12, 8] dense2/bias[8]"
            + " dense3/weight[8, 10] dense3/bias[10]",
        layers(Classifiers.build(narrow, DETERMINISTIC)));
    ClassifierDescription wide =
        new ClassifierDescription("lenet5", 1, 16, 16, 2, Activation.RELU, 1.5);
    assertEquals(9, wide.scaled(6));
    assertEquals(
        "conv1/weight[9, 1, 5, 5]",
        layers(Classifiers.build(wide, DETERMINISTIC)).split(" conv1/bias", 2)[0]);
  }

  private static String layers(ImageClassifier classifier) {
    StringBuilder text = new StringBuilder();
    for (Parameter parameter : classifier.network().parameters()) {
      text.append(' ').append(parameter.path()).append(parameter.shape());
    }
    return text.toString().strip();
  }

  /** Half of the multiplier halves every hidden layer, whatever the model. */
  @ParameterizedTest
  @MethodSource("builtIn")
  void everyModelHasAMultiplier(String model) {
    List<Parameter> whole = build(model, 3, 32, 10).network().parameters();
    List<Parameter> half =
        Classifiers.build(
                new ClassifierDescription(model, 3, 32, 32, 10, Activation.RELU, 0.5),
                DETERMINISTIC)
            .network()
            .parameters();
    assertEquals(whole.size(), half.size());
    for (int i = 0; i < whole.size(); i++) {
      Shape shape = whole.get(i).shape();
      boolean first = i < 2;
      boolean last = i >= whole.size() - 2;
      boolean bias = shape.rank() == 1;
      int factor = (first || bias ? 1 : 2) * (last ? 1 : 2);
      assertEquals(shape.size(), factor * half.get(i).shape().size(), whole.get(i).path());
    }
    assertTrue(
        Classifiers.build(
                    new ClassifierDescription(model, 3, 32, 32, 10, Activation.RELU, 1e-9),
                    DETERMINISTIC)
                .weights()
            > 0,
        "every layer keeps a unit");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void theMultiplierMustMakeSense(double multiplier) {
    String message =
        refusal(() -> new ClassifierDescription("mlp", 1, 8, 8, 2, Activation.RELU, multiplier));
    assertEquals("the width multiplier must be positive and finite, got " + multiplier, message);
  }

  /** Any channels and classes, images that are not square, every estimator, three images. */
  @ParameterizedTest
  @MethodSource("builtIn")
  void mapImagesToLogits(String model) {
    for (Estimator estimator : Estimator.values()) {
      for (int[] size : new int[][] {{28, 28}, {32, 32}, {29, 35}}) {
        ImageClassifier classifier =
            Classifiers.build(
                new ClassifierDescription(model, 2, size[0], size[1], 7, Activation.TANH, 0.1),
                BAYESIAN);
        GraphBuilder graph = new GraphBuilder();
        assertEquals(Shape.of(3, 7), logits(classifier, graph, estimator).shape());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "lenet5, 16",
    "3conv3fc, 23",
    "alexnet, 1",
    "alexnet-half, 1",
    "mlp, 1",
    "resnet20, 1"
  })
  void refuseImagesThatAreTooSmall(String model, int smallest) {
    assertEquals(Shape.of(1, 1, smallest, smallest), build(model, 1, smallest, 10).imageShape(1));
    if (smallest > 1) {
      for (int size = 1; size < smallest; size++) {
        int tooSmall = size;
        assertEquals(
            String.format(
                "%s takes images of at least %2$dx%2$d, got %3$dx%3$d", model, smallest, size),
            refusal(() -> build(model, 1, tooSmall, 10)));
      }
      ClassifierDescription narrow =
          new ClassifierDescription(model, 1, smallest, smallest - 1, 10, Activation.RELU);
      assertTrue(refusal(() -> Classifiers.build(narrow, BAYESIAN)).contains("at least"));
    }
  }

  @ParameterizedTest
  @MethodSource("builtIn")
  void variablesHaveNamesOfTheirOwn(String model) {
    ImageClassifier classifier = Classifiers.build(description(model, 1, 28, 10), BAYESIAN);
    List<String> names =
        NetworkVariables.of(classifier.network()).all().stream().map(Variable::name).toList();
    assertEquals(List.copyOf(new LinkedHashSet<>(names)), names);
  }

  @Test
  void theDescriptionHasEverySettingOfTheModel() {
    assertEquals("mlp:units=1200,layers=2", build("mlp", 1, 8, 2).description().model());
    assertEquals("mlp:units=7,layers=2", build("mlp:units=7", 1, 8, 2).description().model());
    assertEquals("lenet5", build("lenet5", 1, 28, 2).description().model());
  }

  @Test
  void settingsMustMakeSense() {
    assertTrue(
        refusal(() -> build("mlp:units=0", 1, 8, 2)).contains("at least 1 unit, got 2 of 0"));
    assertTrue(refusal(() -> build("mlp:layers=0", 1, 8, 2)).contains("got 0 of 1200"));
    assertTrue(refusal(() -> build("mlp:units=x", 1, 8, 2)).contains("a whole number, got \"x\""));
    assertTrue(refusal(() -> build("lenet5:units=3", 1, 28, 2)).contains("no setting units"));
  }

  @Test
  void anUnknownNameListsTheModels() {
    String message = refusal(() -> build("lenet7", 1, 28, 10));
    assertEquals(
        "there is no model named \"lenet7\"; these are known: "
            + String.join(", ", Classifiers.names()),
        message);
    assertTrue(Classifiers.names().containsAll(builtIn()), Classifiers.names().toString());
  }

  /** Found by the service file of the tests' own resources, as that of a user's jar would be. */
  @Test
  void aModelFromElsewhereIsOneOfThem() {
    ImageClassifier linear = build("linear:bias=false", 3, 4, 5);
    assertEquals(3 * 4 * 4 * 5, linear.weights());
    assertNotEquals(linear.weights(), build("linear", 3, 4, 5).weights());
  }

  @Test
  void aModelWithoutLogitsIsRefused() {
    assertEquals(
        "the model no-classifier maps images [2, 3, 4, 4] to [2, 48], not to logits [2, 5]",
        refusal(() -> build("no-classifier", 3, 4, 5)));
  }

  /** The graph holds each computation once, so that what is computed twice is the same node. */
  @ParameterizedTest
  @MethodSource("builtIn")
  void theLastLayerMakesLogitsOfFeatures(String model) {
    ImageClassifier classifier = build(model, 3, 32, 7);
    GraphBuilder graph = new GraphBuilder();
    Tensor images = graph.input("images", classifier.imageShape(2));
    ForwardPass pass = ForwardPass.prediction(graph, Estimator.MEAN, 0, NoiseSource.PORTABLE);
    Tensor features = classifier.features().apply(images, pass);
    Tensor logits = classifier.network().apply(images, pass);
    Tensor again = classifier.lastLayer().apply(features, pass);
    assertEquals(logits.node(), again.node());
    assertEquals(logits.index(), again.index());
    assertNotEquals(logits.node(), features.node());
    assertEquals(2, features.shape().rank(), "[batch, features]");
  }

  @Test
  void leNetHas84Features() {
    ImageClassifier classifier = build("lenet5", 1, 28, 10);
    GraphBuilder graph = new GraphBuilder();
    Tensor images = graph.input("images", classifier.imageShape(3));
    ForwardPass pass = ForwardPass.prediction(graph, Estimator.MEAN, 0, NoiseSource.PORTABLE);
    assertEquals(Shape.of(3, 84), classifier.features().apply(images, pass).shape());
  }

  @Test
  void aNetworkThatDoesNotEndWithADenseLayerHasNoFeatures() {
    ImageClassifier built = build("lenet5", 1, 28, 10);
    Layer opaque = Layer.of(List.of(built.network()), built.network()::apply);
    ImageClassifier classifier = new ImageClassifier(built.description(), opaque);
    for (Runnable cut : List.<Runnable>of(classifier::features, classifier::lastLayer)) {
      assertTrue(refusal(cut).contains("lenet5 is not a sequence of layers"), refusal(cut));
    }
  }
}
