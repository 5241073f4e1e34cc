package org.bcnn.tasks.pruning;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bcnn.models.pruning.WeightCount;
import org.bcnn.tasks.bench.NetworkSpeed;
import org.bcnn.tasks.classification.Evaluation;

/**
 * A network, pruned or not, and what is known of it.
 *
 * @param job what was removed; empty for the network as it was trained
 * @param model the specification of its model
 * @param weights how many weights it has, and how many of them are left; of a network that is
 *     smaller, all are left of those of the network as it was trained
 * @param score how it does
 * @param klNats the KL divergence from posterior to prior, nats
 * @param bytes the size of its file with float32 values, without the state of an optimiser
 * @param compressed by the bits of means and deviations: size and scores of its compressed file
 * @param speed how fast it is beside the network as it was trained, if that was measured
 */
public record PruningPoint(
    Optional<PruningJob> job,
    String model,
    WeightCount weights,
    Score score,
    double klNats,
    long bytes,
    Map<Integer, CompressedFile> compressed,
    Optional<NetworkSpeed> speed) {
  /** Copies the map, whose order is kept. */
  public PruningPoint {
    compressed = Collections.unmodifiableMap(new LinkedHashMap<>(compressed));
  }

  /**
   * How a network does.
   *
   * @param evaluation its scores on the test set
   * @param auroc by the names of other data sets: how well their images are told from those of the
   *     test set by the predictive entropy
   * @param examplesPerSecond how many images were predicted a second
   */
  public record Score(Evaluation evaluation, Map<String, Double> auroc, double examplesPerSecond) {
    /** Copies the map, whose order is kept. */
    public Score {
      auroc = Collections.unmodifiableMap(new LinkedHashMap<>(auroc));
    }
  }

  /**
   * A compressed file.
   *
   * @param file its name
   * @param bytes its size
   * @param score how the network does that is read from it
   */
  public record CompressedFile(String file, long bytes, Score score) {}

  /**
   * Returns the name of the job.
   *
   * @return the name that files have; {@code trained} for the network as it was trained
   */
  public String name() {
    return job.map(PruningJob::name).orElse("trained");
  }
}
