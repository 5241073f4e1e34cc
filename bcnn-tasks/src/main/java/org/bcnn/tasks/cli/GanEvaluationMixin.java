package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bcnn.backend.Backend;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.gan.GanData;
import org.bcnn.tasks.gan.measure.FeatureNetwork;
import org.bcnn.tasks.gan.measure.GanEvaluator;
import org.bcnn.tasks.report.Provenance;
import org.bcnn.tasks.training.TrainingListener;
import picocli.CommandLine.Option;

/** The options that say how a game is evaluated. */
final class GanEvaluationMixin {
  /** Networks of one seed compare, whatever the seeds of the games are. */
  private static final long FEATURE_SEED = 1;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many images are generated to be scored. Default: ${DEFAULT-VALUE}.")
  private int samples;

  @Option(
      names = "--features",
      paramLabel = "FILE",
      description = {
        "The checkpoint of the classifier whose features images are compared by, such as the",
        "features.safetensors of another run. Default: one that is trained now on the training",
        "images, a LeNet-5."
      })
  private Path features;

  @Option(
      names = "--eval-draws",
      paramLabel = "N",
      defaultValue = "30",
      description = "Draws of the discriminator's weights. Default: ${DEFAULT-VALUE}.")
  private int draws;

  GanEvaluator.Settings settings(long seed) {
    return new GanEvaluator.Settings(samples, draws, seed);
  }

  /**
   * Reads the network of features, or trains one.
   *
   * @param own where a trained one is put, and where one is that was trained before
   */
  FeatureNetwork open(Backend backend, GanData data, Path own, PrintWriter err, Services services) {
    Path file = features != null ? features : own;
    if (features != null || Files.exists(own)) {
      FeatureNetwork network = FeatureNetwork.open(backend, Checkpoints.read(file));
      requireClasses(network, data, file);
      return network;
    }
    err.println("training the classifier that images are compared by");
    err.flush();
    FeatureNetwork network =
        FeatureNetwork.train(
            backend,
            data.name(),
            data.train(),
            FEATURE_SEED,
            TrainingListener.NONE,
            services.interruption()::requested);
    network.write(own, Provenance.of(backend.info()));
    return network;
  }

  private static void requireClasses(FeatureNetwork network, GanData data, Path file) {
    if (network.description().classes() != data.train().classes()) {
      network.close();
      throw new IllegalArgumentException(
          String.format(
              "%s is of a classifier of %d classes, and %s has %d: name one that was trained on "
                  + "the same data set",
              file, network.description().classes(), data.name(), data.train().classes()));
    }
  }
}
