package org.bcnn.tasks.gan.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.training.TrainingListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SampleEvaluatorTest {
  private static final LabelledImages TRAIN = FeatureNetworkTest.halves(1, 28, 120);
  private static final LabelledImages TEST =
      FeatureNetworkTest.halves(1, 28, 200).subset(IntStream.range(120, 200).toArray());
  private static final SampleEvaluator.Settings SETTINGS =
      new SampleEvaluator.Settings(3, 50, 0.05, 1);

  private static Backend backend;
  private static FeatureNetwork network;
  private static SampleEvaluator evaluator;

  @BeforeAll
  static void open() {
    backend = Backends.find().choose("tf").open(new BackendOptions(1));
    network = FeatureNetwork.train(backend, "halves", TRAIN, 1, TrainingListener.NONE, () -> false);
    evaluator = new SampleEvaluator(network, TRAIN, TEST, SETTINGS);
  }

  @AfterAll
  static void close() {
    network.close();
    backend.close();
  }

  /** Real images that are scored as if they were generated have the distance of the reference. */
  @Test
  void testImagesAreTheReference() {
    SampleScores scores = evaluator.evaluate(TEST);
    assertEquals(scores.frechetTrainTest(), scores.frechet());
    assertEquals(80, scores.images());
    assertEquals(network.name(), scores.network());
    assertEquals(List.of(40, 40), scores.classHistogram().counts());
    assertEquals(2, scores.modesCovered());
    assertEquals(
        PrecisionRecall.of(network.features(TRAIN), network.features(TEST), 3, 50, 1),
        scores.manifolds());
    assertEquals(50, scores.manifolds().realImages());
    assertEquals(scores.manifolds().precision(), scores.precision());
    assertEquals(scores.manifolds().recall(), scores.recall());
  }

  @Test
  void trainingImagesHaveNoDistanceFromThemselves() {
    SampleScores scores = evaluator.evaluate(TRAIN);
    assertTrue(scores.frechet() < 1e-9 * scores.frechetNoise(), scores.toString());
    assertEquals(1, scores.precision(), "the same subset of either");
    assertEquals(1, scores.recall());
  }

  @Test
  void noiseIsFar() {
    SampleScores scores = evaluator.evaluate(UniformNoiseImages.like(TRAIN, TEST.count(), 1));
    assertEquals(scores.frechetNoise(), scores.frechet(), "the noise of the reference");
    assertTrue(scores.frechet() > 10 * scores.frechetTrainTest(), scores.toString());
    assertEquals(0, scores.precision());
    assertNotEquals(
        scores.frechetNoise(),
        new SampleEvaluator(network, TRAIN, TEST, SampleEvaluator.Settings.of(2, 9))
            .evaluate(TEST)
            .frechetNoise(),
        "the seed decides it");
  }

  /** Half of what is real, without the other class. */
  @Test
  void aLostModeIsSeen() {
    LabelledImages above = TEST.subset(IntStream.range(0, 40).map(i -> 2 * i).toArray());
    SampleScores scores = evaluator.evaluate(above);
    assertEquals(List.of(40, 0), scores.classHistogram().counts());
    assertEquals(1, scores.modesCovered());
    assertTrue(scores.frechet() > 10 * scores.frechetTrainTest(), scores.toString());
    assertTrue(scores.recall() < 0.75, "half of the real images are of the other class");
    assertEquals(40, scores.manifolds().realImages(), "as many as there are of the others");
  }

  @Test
  void aTenthOfAnEvenShareIsAModeUnlessToldOtherwise() {
    assertEquals(
        new SampleEvaluator.Settings(3, 10_000, 0.01, 7), SampleEvaluator.Settings.of(10, 7));
  }

  @Test
  void refusesWhatCannotBeScored() {
    assertRefused(
        "the generated images are compared with those trained on",
        () -> evaluator.evaluate(FeatureNetworkTest.halves(1, 32, 9)));
    assertRefused(
        "the test images are compared with those trained on",
        () -> new SampleEvaluator(network, TRAIN, FeatureNetworkTest.halves(3, 28, 9), SETTINGS));
    assertRefused("at least 4 real images, got 3", () -> evaluator.evaluate(TEST.limit(3)));
    assertRefused(
        "at least 2 images, got 1",
        () -> new SampleEvaluator(network, TRAIN, TEST.limit(1), SETTINGS));
    assertRefused("at least 1, got 0 and 5", () -> new SampleEvaluator.Settings(0, 5, 0.1, 1));
    assertRefused("above 0 and at most 1", () -> new SampleEvaluator.Settings(1, 5, 0, 1));
  }

  private static void assertRefused(String part, Runnable action) {
    String message = assertThrows(IllegalArgumentException.class, action::run).getMessage();
    assertTrue(message.contains(part), message);
  }

  /**
   * The mean of n = 3·7·5·2000 levels deviates by {@code 73.9/√n = 0.16}; 1 is 6 of that. A level
   * is missing with a probability of {@code 256 e^(−820)}. The images have an odd number of bytes.
   */
  @Test
  void noiseIsUniform() {
    LabelledImages size = LabelledImages.of(3, 7, 5, List.of("?"), new byte[0], new int[0]);
    LabelledImages noise = UniformNoiseImages.like(size, 2001, 4);
    int[] counts = new int[256];
    double sum = 0;
    for (int i = 0; i < 2001 * 105; i++) {
      int level = noise.pixel(i / 105, i / 35 % 3, i / 5 % 7, i % 5);
      counts[level]++;
      sum += level;
    }
    assertEquals(127.5, sum / (2001 * 105), 1);
    assertTrue(IntStream.of(counts).allMatch(count -> count > 0));
    assertEquals(2001, noise.count());
  }
}
