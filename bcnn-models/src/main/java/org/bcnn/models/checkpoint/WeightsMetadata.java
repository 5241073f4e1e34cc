package org.bcnn.models.checkpoint;

import java.util.List;
import java.util.Map;
import org.bcnn.models.WeightsDescription;
import org.bcnn.posterior.Posterior;
import org.bcnn.prior.Prior;

/** What the weights of a network are, as texts. */
final class WeightsMetadata {
  private static final String WEIGHTS = "bcnn.weights";
  private static final String LAYERS = "bcnn.weights.layers";
  private static final String GAIN = "bcnn.weights.gain";
  private static final String POSTERIOR = "bcnn.posterior";
  private static final String PRIOR = "bcnn.prior";

  private static final String PRUNED = "bcnn.weights.pruned";
  private static final String TRUE = "true";

  private static final String VARIATIONAL = "variational";
  private static final String VARIATIONAL_LAST = "variational-last";
  private static final String DETERMINISTIC = "deterministic";

  private WeightsMetadata() {}

  /**
   * Adds the texts.
   *
   * @throws CheckpointException if posterior or prior have no name that they could be read by
   */
  static void encode(WeightsDescription weights, Map<String, String> texts) {
    if (weights instanceof WeightsDescription.Pruned pruned) {
      encode(pruned.unpruned(), texts);
      texts.put(PRUNED, TRUE);
    } else if (weights instanceof WeightsDescription.Variational variational) {
      texts.put(WEIGHTS, VARIATIONAL);
      texts.put(POSTERIOR, Component.POSTERIOR.specification(variational.posterior()));
      texts.put(PRIOR, Component.PRIOR.specification(variational.prior()));
    } else if (weights instanceof WeightsDescription.VariationalLast last) {
      texts.put(WEIGHTS, VARIATIONAL_LAST);
      texts.put(LAYERS, Integer.toString(last.layers()));
      texts.put(GAIN, Double.toString(last.gain()));
      texts.put(POSTERIOR, Component.POSTERIOR.specification(last.posterior()));
      texts.put(PRIOR, Component.PRIOR.specification(last.prior()));
    } else if (weights instanceof WeightsDescription.Deterministic deterministic) {
      texts.put(WEIGHTS, DETERMINISTIC);
      texts.put(GAIN, Double.toString(deterministic.gain()));
    }
  }

  /**
   * Reads the texts back.
   *
   * @throws IllegalArgumentException if they make no sense
   * @throws CheckpointException if posterior or prior are not on the class path
   */
  static WeightsDescription decode(MetadataTexts texts) throws MalformedFileException {
    WeightsDescription weights = unpruned(texts);
    if (texts.has(PRUNED)) {
      texts.one(PRUNED, List.of(TRUE));
      return weights.pruned();
    }
    return weights;
  }

  private static WeightsDescription unpruned(MetadataTexts texts) throws MalformedFileException {
    String kind = texts.one(WEIGHTS, List.of(VARIATIONAL, VARIATIONAL_LAST, DETERMINISTIC));
    if (kind.equals(DETERMINISTIC)) {
      return WeightsDescription.deterministic(texts.number(GAIN));
    }
    Posterior posterior = Component.POSTERIOR.create(texts.text(POSTERIOR));
    Prior prior = Component.PRIOR.create(texts.text(PRIOR));
    return kind.equals(VARIATIONAL)
        ? WeightsDescription.variational(posterior, prior)
        : WeightsDescription.variationalLast(
            texts.integer(LAYERS), posterior, prior, texts.number(GAIN));
  }
}
