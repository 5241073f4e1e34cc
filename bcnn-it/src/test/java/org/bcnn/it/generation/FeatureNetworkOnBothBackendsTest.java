package org.bcnn.it.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.cli.Bcnn;
import org.bcnn.tasks.data.DrawnDataSource;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.data.Split;
import org.bcnn.tasks.gan.measure.FeatureNetwork;
import org.bcnn.tasks.gan.measure.Features;
import org.bcnn.tasks.gan.measure.FrechetDistance;
import org.bcnn.tasks.gan.measure.GaussianStatistics;
import org.bcnn.tasks.training.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Features of the drawn digits. */
class FeatureNetworkOnBothBackendsTest {
  private static final LabelledImages TRAIN = digits(Split.TRAIN, 500);
  private static final LabelledImages TEST = digits(Split.TEST, 250);

  @TempDir private Path temporary;

  private static LabelledImages digits(Split split, int count) {
    return DrawnDataSource.digits().withCount(split, count).draw(split);
  }

  private static Backend open(String name) {
    return Backends.find().choose(name).open(new BackendOptions(1));
  }

  private static FeatureNetwork train(Backend backend) {
    return FeatureNetwork.train(backend, "digits", TRAIN, 1, TrainingListener.NONE, () -> false);
  }

  /** Differences of the features, by the largest of them. */
  private static double difference(Features one, Features other) {
    double largest = 0;
    double difference = 0;
    for (int image = 0; image < one.images(); image++) {
      for (int feature = 0; feature < one.size(); feature++) {
        largest = Math.max(largest, Math.abs(one.value(image, feature)));
        difference =
            Math.max(difference, Math.abs(one.value(image, feature) - other.value(image, feature)));
      }
    }
    return difference / largest;
  }

  /**
   * Features are worth something where most digits are told by them; the command reads the file.
   */
  @ParameterizedTest
  @ValueSource(strings = {"tf", "djl"})
  void aCheckpointGivesTheSameFeaturesToTheLastBit(String name) {
    Path file = temporary.resolve(FeatureNetwork.FILE);
    try (Backend backend = open(name);
        FeatureNetwork network = train(backend)) {
      assertTrue(network.accuracy(TEST) > 0.8, () -> "accuracy " + network.accuracy(TEST));
      network.write(file, Map.of());
      try (FeatureNetwork opened = FeatureNetwork.open(backend, Checkpoints.read(file))) {
        assertEquals(0, difference(network.features(TEST), opened.features(TEST)));
        assertEquals(network.name(), opened.name());
      }
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        Bcnn.run(
            new PrintWriter(out),
            new PrintWriter(err),
            "classify",
            "evaluate",
            "--checkpoint=" + file,
            "--backend=" + name,
            "--out=" + temporary.resolve("evaluation"));
    assertEquals(0, status, err.toString());
    assertTrue(out.toString().contains("accuracy"), out.toString());
  }

  @Test
  void featuresAgree() {
    Map<String, Features> features = new LinkedHashMap<>();
    Map<String, String> names = new LinkedHashMap<>();
    Path file = temporary.resolve(FeatureNetwork.FILE);
    try (Backend backend = open("tf");
        FeatureNetwork network = train(backend)) {
      network.write(file, Map.of());
    }
    for (String name : List.of("tf", "djl")) {
      try (Backend backend = open(name);
          FeatureNetwork network = FeatureNetwork.open(backend, Checkpoints.read(file))) {
        features.put(name, network.features(TEST));
        names.put(name, network.name());
      }
    }
    assertEquals(names.get("tf"), names.get("djl"), "the network is the same on either");
    Features one = features.get("tf");
    Features other = features.get("djl");
    assertTrue(difference(one, other) < 1e-5, () -> "difference " + difference(one, other));
    for (int image = 0; image < TEST.count(); image++) {
      assertEquals(one.predicted(image), other.predicted(image));
    }
    double scale = GaussianStatistics.of(one).covariance(0, 0) + 1;
    assertEquals(
        0,
        FrechetDistance.between(GaussianStatistics.of(one), GaussianStatistics.of(other)),
        1e-6 * scale);
  }
}
