package org.bcnn.tasks.gan.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.layer.Activation;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.Classifiers;
import org.bcnn.models.ImageClassifier;
import org.bcnn.models.WeightsDescription;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.tasks.data.ImageFit;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.training.EpochRecord;
import org.bcnn.tasks.training.StepRecord;
import org.bcnn.tasks.training.TrainingInterruptedException;
import org.bcnn.tasks.training.TrainingListener;
import org.bcnn.tensor.HostTensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureNetworkTest {
  private static Backend backend;
  private static FeatureNetwork network;

  @TempDir private Path temporary;

  @BeforeAll
  static void open() {
    backend = Backends.find().choose("tf").open(new BackendOptions(1));
    network = train(halves(1, 28, 130), 1, TrainingListener.NONE);
  }

  @AfterAll
  static void close() {
    network.close();
    backend.close();
  }

  private static FeatureNetwork train(LabelledImages images, long seed, TrainingListener listener) {
    return FeatureNetwork.train(backend, "halves", images, seed, listener, () -> false);
  }

  /** Images of two classes: bright above or bright below, each image a little different. */
  static LabelledImages halves(int channels, int size, int count) {
    byte[] pixels = new byte[count * channels * size * size];
    int[] labels = IntStream.range(0, count).map(i -> i % 2).toArray();
    for (int p = 0; p < pixels.length; p++) {
      int image = p / (channels * size * size);
      int half = p / size % size / (size / 2);
      pixels[p] = (byte) (half == labels[image] ? 150 + image * 7 % 100 : image % 40);
    }
    return LabelledImages.of(channels, size, size, List.of("above", "below"), pixels, labels);
  }

  private static float[] values(Features features) {
    return features.values();
  }

  @Test
  void hasTheFeaturesOfLeNetAndLearnsWhatIsEasy() {
    LabelledImages images = halves(1, 28, 130);
    List<Integer> told = new ArrayList<>();
    Features features = network.features(images, told::add);
    assertEquals(List.of(100, 130), told);
    assertEquals(130, features.images());
    assertEquals(84, features.size());
    assertEquals(2, features.classes());
    assertEquals(1, network.accuracy(images));
    assertEquals(0, network.accuracy(flipped(images)));
    float largest = 0;
    for (float value : values(features)) {
      assertTrue(value >= 0, "what a rectifier gives");
      largest = Math.max(largest, value);
    }
    assertTrue(largest > 0);
  }

  /** The same images with the other labels. */
  private static LabelledImages flipped(LabelledImages images) {
    byte[] pixels = new byte[images.count() * 28 * 28];
    int[] labels = new int[images.count()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) images.pixel(i / 784, 0, i / 28 % 28, i % 28);
    }
    Arrays.setAll(labels, i -> 1 - images.label(i));
    return LabelledImages.of(1, 28, 28, images.classNames(), pixels, labels);
  }

  /** 130 images are 3 steps of at most 64, and 60 epochs of that are fewer than 3,000. */
  @Test
  void theSameImagesAndSeedGiveTheSameNetwork() {
    List<StepRecord> steps = new ArrayList<>();
    List<EpochRecord> epochs = new ArrayList<>();
    TrainingListener recorder =
        new TrainingListener() {
          @Override
          public void onStep(StepRecord step) {
            steps.add(step);
          }

          @Override
          public void onEpoch(EpochRecord epoch) {
            epochs.add(epoch);
          }
        };
    LabelledImages images = halves(1, 28, 130);
    try (FeatureNetwork again = train(images, 1, recorder);
        FeatureNetwork other = train(images, 2, TrainingListener.NONE)) {
      assertEquals(network.name(), again.name());
      assertArrayEquals(values(network.features(images)), values(again.features(images)));
      assertNotEquals(network.name(), other.name());
    }
    assertEquals(180, steps.size());
    assertEquals(60, epochs.size());
    assertEquals(64, steps.get(0).examples());
  }

  @Test
  void theNameTellsWhatItIs() {
    assertTrue(
        network.name().matches("lenet5 \\(relu\\) of halves, 1x28x28, [0-9a-f]{12}"),
        network.name());
  }

  @Test
  void aCheckpointGivesTheSameFeaturesToTheLastBit() {
    LabelledImages images = halves(1, 28, 130);
    Path file = temporary.resolve(FeatureNetwork.FILE);
    network.write(file, Map.of("backend", "tf"));
    Checkpoint checkpoint = Checkpoints.read(file);
    assertEquals("tf", checkpoint.provenance().get("backend"));
    assertEquals("halves", checkpoint.training().get("data"));
    assertEquals(images.digest(), checkpoint.training().get("dataDigest"));
    assertEquals("above,below", checkpoint.training().get("classNames"));
    assertEquals("60", checkpoint.training().get("epochs"));
    try (FeatureNetwork opened = FeatureNetwork.open(backend, checkpoint)) {
      assertEquals(network.name(), opened.name());
      assertArrayEquals(values(network.features(images)), values(opened.features(images)));
      assertEquals(checkpoint.values().keySet(), opened.toCheckpoint(Map.of()).values().keySet());
    }
  }

  @Test
  void imagesOfOtherSizesAreFitted() {
    LabelledImages large = halves(3, 64, 5);
    assertArrayEquals(
        values(network.features(ImageFit.fit(large, 1, 28, 28))), values(network.features(large)));
    try (FeatureNetwork colour = train(halves(3, 64, 20), 1, TrainingListener.NONE)) {
      ClassifierDescription description = colour.description();
      assertEquals(3, description.channels());
      assertEquals(32, description.height());
      assertEquals(32, description.width());
      assertEquals(1, colour.accuracy(large));
      LabelledImages grey = halves(1, 28, 5);
      assertArrayEquals(
          values(colour.features(ImageFit.fit(grey, 3, 32, 32))), values(colour.features(grey)));
    }
  }

  /** A network whose last layer is Bayesian, at the mean of its weights. */
  @Test
  void anyClassifierCanBeOpened() {
    WeightsDescription weights =
        WeightsDescription.variationalLast(
            1, MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 0.1), 1);
    ImageClassifier mlp =
        Classifiers.build(
            new ClassifierDescription("mlp:units=7", 1, 28, 28, 2, Activation.TANH), weights);
    Map<String, HostTensor> values = new LinkedHashMap<>();
    mlp.variables()
        .initialValues(1)
        .forEach((variable, value) -> values.put(variable.name(), value));
    Checkpoint checkpoint =
        new Checkpoint(mlp.description(), weights, Map.of(), 1, Map.of(), values);
    try (FeatureNetwork opened = FeatureNetwork.open(backend, checkpoint)) {
      assertEquals(7, opened.features(halves(1, 28, 3)).size());
      assertTrue(opened.name().contains("(tanh) of unknown data"), opened.name());
    }
  }

  @Test
  void refusesWhatTeachesNothing() {
    LabelledImages generated =
        LabelledImages.of(1, 28, 28, List.of("?"), new byte[784], new int[1]);
    LabelledImages none = LabelledImages.of(1, 28, 28, List.of("a", "b"), new byte[0], new int[0]);
    assertRefused("at least 2 classes", () -> train(generated, 1, TrainingListener.NONE));
    assertRefused("got 0 images", () -> train(none, 1, TrainingListener.NONE));
    assertRefused("a network of 2 classes", () -> network.accuracy(generated));
    assertRefused("a network of 2 classes", () -> network.accuracy(none));
    assertEquals(0, network.features(none).images());
  }

  private static void assertRefused(String part, Runnable action) {
    String message = assertThrows(IllegalArgumentException.class, action::run).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void stopsWhenAsked() {
    assertThrows(
        TrainingInterruptedException.class,
        () ->
            FeatureNetwork.train(
                backend, "halves", halves(1, 28, 130), 1, TrainingListener.NONE, () -> true));
  }
}
