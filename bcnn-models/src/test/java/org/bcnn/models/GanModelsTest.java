package org.bcnn.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.layer.Layer;
import org.bcnn.layer.LeakyRelu;
import org.bcnn.layer.Sequential;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the players are: their layers, their weights and what they put out. */
class GanModelsTest {
  private static final String PUBLISHED = "dcgan:discriminator-norm=batch";
  private static final WeightsDescription BAYESIAN =
      WeightsDescription.variational(MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 0.1));
  private static final WeightsDescription DETERMINISTIC = WeightsDescription.deterministic(1);

  private static GeneratorDescription generator(String model, int size, double width) {
    return new GeneratorDescription(model, 100, 3, size, Activation.RELU, width);
  }

  private static DiscriminatorDescription discriminator(
      String model, int size, int outputs, double width) {
    return new DiscriminatorDescription(model, 3, size, outputs, Activation.LEAKY_RELU, width);
  }

  private static String refusal(Runnable action) {
    return assertThrows(IllegalArgumentException.class, action::run).getMessage();
  }

  private static String layers(Player player) {
    return player.network().parameters().stream()
        .map(parameter -> parameter.path().split("/", 2)[1] + parameter.shape())
        .collect(Collectors.joining(" "));
  }

  /**
   * At 64×64 pixels and 3 channels the networks have the weights of the PyTorch example of DCGAN
   * (3,576,704 and 2,765,568), and the biases of layers without batch normalisation, which that
   * leaves away: 3 of the last layer of the generator, 64 of the first and 1 of the last layer of
   * the discriminator.
   */
  @Test
  void at64PixelsTheyHaveTheWeightsThatArePublished() {
    assertEquals(
        3_576_704 + 3, GanModels.generator(generator(PUBLISHED, 64, 1), DETERMINISTIC).weights());
    assertEquals(
        2_765_568 + 64 + 1,
        GanModels.discriminator(discriminator(PUBLISHED, 64, 1, 1), DETERMINISTIC).weights());
  }

  /** The sums of inputs · outputs · taps, biases where there is no norm, 2 numbers a norm. */
  @Test
  void at28PixelsTheyHaveTheWeightsOfTheirLayers() {
    GeneratorDescription images = new GeneratorDescription("dcgan", 1, 28);
    DiscriminatorDescription verdicts = new DiscriminatorDescription("dcgan", 1, 28);
    long plain = 100 * 64 * 49 + 64 * 32 * 16 + 32 * 16 + 1;
    long norms = 2 * 64 + 2 * 32;
    Generator generator = GanModels.generator(images, DETERMINISTIC);
    assertEquals(347_073, plain + norms);
    assertEquals(plain + norms, generator.weights());
    assertEquals(plain + norms, generator.trainableValues());
    Generator bayesian = GanModels.generator(images, BAYESIAN);
    assertEquals(plain + norms, bayesian.weights());
    assertEquals(2 * plain + norms, bayesian.trainableValues(), "norms have plain values");
    assertEquals(
        norms, bayesian.variables().buffers().stream().mapToLong(v -> v.shape().size()).sum());
    long weights = (16 * 32 + 32) + (32 * 16 * 64 + 64) + (64 * 49 + 1);
    assertEquals(36_513, weights);
    assertEquals(weights, GanModels.discriminator(verdicts, DETERMINISTIC).weights());
    assertEquals(2 * weights, GanModels.discriminator(verdicts, BAYESIAN).trainableValues());
    assertEquals(
        weights - 64 + 2 * 64,
        GanModels.discriminator(new DiscriminatorDescription(PUBLISHED, 1, 28), DETERMINISTIC)
            .weights());
  }

  @Test
  void theLayersMirrorEachOther() {
    assertEquals(
        "project/weight[100, 2048] project/norm/scale[128] project/norm/shift[128]"
            + " deconv1/weight[128, 64, 4, 4] deconv1/norm/scale[64] deconv1/norm/shift[64]"
            + " deconv2/weight[64, 32, 4, 4] deconv2/norm/scale[32] deconv2/norm/shift[32]"
            + " deconv3/weight[32, 3, 4, 4] deconv3/bias[3]",
        layers(GanModels.generator(generator("dcgan", 32, 1), DETERMINISTIC)));
    assertEquals(
        "conv1/weight[32, 3, 4, 4] conv1/bias[32] conv2/weight[64, 32, 4, 4] conv2/bias[64]"
            + " conv3/weight[128, 64, 4, 4] conv3/bias[128] logits/weight[2048, 1] logits/bias[1]",
        layers(GanModels.discriminator(discriminator("dcgan", 32, 1, 1), DETERMINISTIC)));
    assertEquals(
        "conv1/weight[8, 3, 4, 4] conv1/bias[8] conv2/weight[16, 8, 4, 4] conv2/norm/scale[16]"
            + " conv2/norm/shift[16] logits/weight[784, 11] logits/bias[11]",
        layers(GanModels.discriminator(discriminator(PUBLISHED, 28, 11, 0.25), DETERMINISTIC)));
    assertEquals(
        "project/weight[100, 784] project/bias[784] deconv1/weight[16, 8, 4, 4] deconv1/bias[8]"
            + " deconv2/weight[8, 3, 4, 4] deconv2/bias[3]",
        layers(
            GanModels.generator(generator("dcgan:generator-norm=none", 28, 0.25), DETERMINISTIC)));
  }

  @Test
  void theActivationsAreThoseOfThePaper() {
    Sequential images =
        (Sequential)
            GanModels.generator(new GeneratorDescription("dcgan", 1, 28), DETERMINISTIC).network();
    List<Layer> made = images.layers();
    assertEquals(Activation.TANH, made.get(made.size() - 1));
    assertEquals(2, made.stream().filter(Activation.RELU::equals).count());
    Sequential verdicts =
        (Sequential)
            GanModels.discriminator(new DiscriminatorDescription("dcgan", 1, 28), DETERMINISTIC)
                .network();
    assertEquals(2, verdicts.layers().stream().filter(new LeakyRelu(0.2)::equals).count());
    assertTrue(verdicts.layers().stream().noneMatch(Activation.class::isInstance));
  }

  @ParameterizedTest
  @CsvSource({
    "8, 1, 1",
    "20, 2, 4",
    "24, 3, 1",
    "28, 1, 11",
    "28, 3, 1",
    "32, 3, 1",
    "64, 1, 1",
    "64, 4, 6"
  })
  void imagesAreOfTheSizeThatIsDescribed(int size, int channels, int outputs) {
    Generator generator =
        GanModels.generator(
            new GeneratorDescription("dcgan", 5, channels, size, Activation.SOFTPLUS, 0.05),
            BAYESIAN);
    Discriminator discriminator =
        GanModels.discriminator(
            new DiscriminatorDescription(
                "dcgan", channels, size, outputs, Activation.SOFTPLUS, 0.05),
            BAYESIAN);
    for (Estimator estimator : Estimator.values()) {
      GraphBuilder graph = new GraphBuilder();
      ForwardPass pass = ForwardPass.training(graph, estimator, 0, NoiseSource.PORTABLE);
      Tensor latents = graph.input("latents", generator.latentShape(3));
      Tensor images = generator.network().apply(latents, pass);
      assertEquals("[3, " + channels + ", " + size + ", " + size + "]", images.shape().toString());
      assertEquals(discriminator.imageShape(3), images.shape());
      Tensor logits = discriminator.network().apply(images, pass);
      assertEquals("[3, " + outputs + "]", logits.shape().toString());
    }
  }

  @Test
  void playersHaveNoNameInCommon() {
    List<String> first = names(GanModels.generator(generator("dcgan", 28, 1), BAYESIAN));
    List<String> second =
        names(GanModels.discriminator(discriminator(PUBLISHED, 28, 1, 1), BAYESIAN));
    assertFalse(first.stream().anyMatch(second::contains));
    assertTrue(first.contains("generator/deconv1/norm/running-variance"), first.toString());
  }

  private static List<String> names(Player player) {
    return player.variables().all().stream().map(Variable::name).toList();
  }

  @Test
  void lastLayersAreThoseNextToTheOutput() {
    WeightsDescription last =
        WeightsDescription.variationalLast(
            1, MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 0.1), 1);
    List<String> verdicts =
        names(GanModels.discriminator(discriminator("dcgan", 28, 1, 0.1), last));
    assertTrue(verdicts.contains("discriminator/logits/weight/mu"), verdicts.toString());
    assertTrue(verdicts.contains("discriminator/conv2/weight"), verdicts.toString());
    List<String> images = names(GanModels.generator(generator("dcgan", 28, 0.1), last));
    assertTrue(images.contains("generator/deconv2/weight/mu"), images.toString());
    assertTrue(images.contains("generator/deconv1/weight"), images.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 7, 9, 18, 22, 30, 44, 320, 512})
  void sizesThatCannotBeHalvedAreRefused(int size) {
    String message = refusal(() -> GanModels.generator(generator("dcgan", size, 1), DETERMINISTIC));
    assertEquals(
        "dcgan takes square images of 4, 5, 6 or 7 times a power of two pixels, from 8 to 256, such"
            + " as 28, 32 or 64; got "
            + size
            + "x"
            + size,
        message);
    assertEquals(
        message,
        refusal(() -> GanModels.discriminator(discriminator("dcgan", size, 1, 1), DETERMINISTIC)));
  }

  @Test
  void descriptionsThatMakeNoSenseAreRefused() {
    assertTrue(
        refusal(() -> discriminator("dcgan", 28, 2, 1))
            .contains("1 output, of being real, or those of at least 2 classes and 1 more"));
    refusal(() -> discriminator("dcgan", 28, 0, 1));
    refusal(() -> discriminator("dcgan", 0, 1, 1));
    refusal(() -> discriminator("dcgan", 28, 1, 0));
    refusal(() -> new GeneratorDescription("dcgan", 0, 1, 28, Activation.RELU, 1));
    refusal(() -> new GeneratorDescription("dcgan", 1, 0, 28, Activation.RELU, 1));
    refusal(() -> generator("dcgan", 28, Double.NaN));
    assertEquals(
        "the generator-norm of dcgan is batch or none, got \"layer\"",
        refusal(
            () ->
                GanModels.generator(
                    generator("dcgan:generator-norm=layer", 28, 1), DETERMINISTIC)));
  }

  @Test
  void theDescriptionOfWhatIsBuiltHasEverySetting() {
    assertEquals(
        "dcgan:generator-norm=batch,discriminator-norm=none",
        GanModels.generator(generator("dcgan", 28, 1), DETERMINISTIC).description().model());
    assertTrue(GanModels.names().contains("dcgan"));
  }

  @Test
  void modelsFromElsewhereMustKeepTheirWord() {
    assertEquals(
        "the model no-gan maps [2, 100] to [2, 100], not to [2, 3, 28, 28]",
        refusal(() -> GanModels.generator(generator("no-gan", 28, 1), DETERMINISTIC)));
    assertEquals(
        "the model no-gan has a variable logits/weight, whose name must start with discriminator/",
        refusal(() -> GanModels.discriminator(discriminator("no-gan", 28, 1, 1), DETERMINISTIC)));
  }
}
