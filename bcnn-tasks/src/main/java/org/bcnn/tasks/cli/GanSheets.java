package org.bcnn.tasks.cli;

import java.util.Optional;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.gan.ImageSampler;
import org.bcnn.tasks.gan.LatentVectors;
import org.bcnn.tasks.gan.TrainedGan;
import org.bcnn.tasks.report.RunFolder;

/**
 * The pictures that show what a generator makes.
 *
 * @param samples images of random latent vectors
 * @param paths images between pairs of latent vectors, a row a pair
 * @param draws of a Bayesian generator, images of latent vectors by several draws of the weights, a
 *     row a latent vector
 */
record GanSheets(LabelledImages samples, LabelledImages paths, Optional<LabelledImages> draws) {
  private static final int ROWS = 10;

  static GanSheets of(ImageSampler sampler, TrainedGan players, int count, long seed) {
    int latent = players.generator().description().latent();
    return new GanSheets(
        sampler.sample(count, seed),
        sampler.images(LatentVectors.paths(ROWS, GanGrids.COLUMNS, latent, seed), seed, 0),
        players.plan().weights().players().generator()
            ? Optional.of(
                sampler.draws(LatentVectors.normal(ROWS, latent, seed), seed, GanGrids.COLUMNS))
            : Optional.empty());
  }

  /** Writes samples.png, interpolation.png and, of a Bayesian generator, weight-draws.png. */
  void write(RunFolder folder) {
    GanGrids.write(folder, "samples.png", samples);
    GanGrids.write(folder, "interpolation.png", paths);
    draws.ifPresent(images -> GanGrids.write(folder, "weight-draws.png", images));
  }
}
