package org.bcnn.models.checkpoint;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.bcnn.layer.Activation;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.WeightsDescription;
import org.bcnn.posterior.Posterior;
import org.bcnn.prior.Prior;
import org.bcnn.tensor.HostTensor;

/**
 * A checkpoint without its values as texts by name; {@code docs/checkpoint-format.md} lists them.
 */
final class CheckpointMetadata {

  /** Files of a higher version may mean something else and are refused. */
  static final int VERSION = 2;

  static final String FORMAT = "bcnn.format";
  static final String SHA256 = "bcnn.sha256";

  private static final String MODEL = "bcnn.model";
  private static final String CHANNELS = "bcnn.channels";
  private static final String HEIGHT = "bcnn.height";
  private static final String WIDTH = "bcnn.width";
  private static final String CLASSES = "bcnn.classes";
  private static final String ACTIVATION = "bcnn.activation";
  private static final String WIDTH_MULTIPLIER = "bcnn.widthMultiplier";
  private static final String DROPOUT = "bcnn.dropout";
  private static final String WEIGHTS = "bcnn.weights";
  private static final String LAYERS = "bcnn.weights.layers";
  private static final String GAIN = "bcnn.weights.gain";
  private static final String POSTERIOR = "bcnn.posterior";
  private static final String PRIOR = "bcnn.prior";
  private static final String SEED = "bcnn.seed";
  private static final String TRAINING_PREFIX = "bcnn.training.";
  private static final String PROVENANCE_PREFIX = "bcnn.provenance.";
  private static final String PROGRESS_PREFIX = "bcnn.progress.";

  private static final String VARIATIONAL = "variational";
  private static final String VARIATIONAL_LAST = "variational-last";
  private static final String DETERMINISTIC = "deterministic";

  private CheckpointMetadata() {}

  /**
   * Returns the texts, with an empty one in the place of the digest.
   *
   * @throws CheckpointException if posterior or prior have no name that they could be read by
   */
  static Map<String, String> encode(Checkpoint checkpoint) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(FORMAT, Integer.toString(VERSION));
    texts.put(SHA256, "");
    ClassifierDescription architecture = checkpoint.architecture();
    texts.put(MODEL, architecture.model());
    texts.put(CHANNELS, Integer.toString(architecture.channels()));
    texts.put(HEIGHT, Integer.toString(architecture.height()));
    texts.put(WIDTH, Integer.toString(architecture.width()));
    texts.put(CLASSES, Integer.toString(architecture.classes()));
    texts.put(ACTIVATION, architecture.activation().name().toLowerCase(Locale.ROOT));
    texts.put(WIDTH_MULTIPLIER, Double.toString(architecture.widthMultiplier()));
    if (architecture.dropout() > 0) {
      texts.put(DROPOUT, Double.toString(architecture.dropout()));
    }
    encode(checkpoint.weights(), texts);
    texts.put(SEED, Long.toString(checkpoint.seed()));
    checkpoint.training().forEach((name, value) -> texts.put(TRAINING_PREFIX + name, value));
    checkpoint.provenance().forEach((name, value) -> texts.put(PROVENANCE_PREFIX + name, value));
    checkpoint.progress().forEach((name, value) -> texts.put(PROGRESS_PREFIX + name, value));
    return texts;
  }

  private static void encode(WeightsDescription weights, Map<String, String> texts) {
    if (weights instanceof WeightsDescription.Variational variational) {
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

  /** Checks that a file is a checkpoint of a version that can be read. */
  static void requireReadable(Map<String, String> texts) throws MalformedFileException {
    if (!texts.containsKey(FORMAT)) {
      throw new MalformedFileException(
          "is a safetensors file but not a checkpoint of bcnn: its metadata has no \""
              + FORMAT
              + "\"; name a file that bcnn wrote");
    }
    int version = integer(texts, FORMAT);
    if (version != VERSION) {
      throw new MalformedFileException(
          String.format(
              "has the format version %d and this version of bcnn reads version %d alone; read it"
                  + " with the version of bcnn that wrote it%s",
              version, VERSION, version < VERSION ? ", or train again" : " or a newer one"));
    }
  }

  /** Reads the texts back. */
  static Checkpoint decode(Map<String, String> texts, Map<String, HostTensor> values)
      throws MalformedFileException {
    try {
      ClassifierDescription architecture =
          new ClassifierDescription(
              text(texts, MODEL),
              integer(texts, CHANNELS),
              integer(texts, HEIGHT),
              integer(texts, WIDTH),
              integer(texts, CLASSES),
              activation(texts),
              number(texts, WIDTH_MULTIPLIER),
              texts.containsKey(DROPOUT) ? number(texts, DROPOUT) : 0);
      return new Checkpoint(
          architecture,
          weights(texts),
          withPrefix(texts, TRAINING_PREFIX),
          seed(texts),
          withPrefix(texts, PROVENANCE_PREFIX),
          withPrefix(texts, PROGRESS_PREFIX),
          values);
    } catch (IllegalArgumentException e) {
      throw new MalformedFileException("has metadata that make no sense: " + e.getMessage(), e);
    }
  }

  private static WeightsDescription weights(Map<String, String> texts)
      throws MalformedFileException {
    String kind = one(texts, WEIGHTS, VARIATIONAL, VARIATIONAL_LAST, DETERMINISTIC);
    if (kind.equals(DETERMINISTIC)) {
      return WeightsDescription.deterministic(number(texts, GAIN));
    }
    Posterior posterior = Component.POSTERIOR.create(text(texts, POSTERIOR));
    Prior prior = Component.PRIOR.create(text(texts, PRIOR));
    return kind.equals(VARIATIONAL)
        ? WeightsDescription.variational(posterior, prior)
        : WeightsDescription.variationalLast(
            integer(texts, LAYERS), posterior, prior, number(texts, GAIN));
  }

  private static Activation activation(Map<String, String> texts) throws MalformedFileException {
    String name = text(texts, ACTIVATION);
    for (Activation activation : Activation.values()) {
      if (activation.name().toLowerCase(Locale.ROOT).equals(name)) {
        return activation;
      }
    }
    throw unknown(ACTIVATION, name);
  }

  private static Map<String, String> withPrefix(Map<String, String> texts, String prefix) {
    Map<String, String> found = new LinkedHashMap<>();
    texts.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            found.put(name.substring(prefix.length()), value);
          }
        });
    return found;
  }

  private static String text(Map<String, String> texts, String name) throws MalformedFileException {
    String text = texts.get(name);
    if (text == null) {
      throw new MalformedFileException("has no \"" + name + "\" in its metadata");
    }
    return text;
  }

  private static String one(Map<String, String> texts, String name, String... known)
      throws MalformedFileException {
    String text = text(texts, name);
    for (String candidate : known) {
      if (candidate.equals(text)) {
        return text;
      }
    }
    throw unknown(name, text);
  }

  private static MalformedFileException unknown(String name, String text) {
    return new MalformedFileException(
        String.format(
            "has the metadata \"%s\": \"%s\", which this version of bcnn does not know; read it"
                + " with the version that wrote it, or a newer one",
            name, text));
  }

  private static int integer(Map<String, String> texts, String name) throws MalformedFileException {
    try {
      return Integer.parseInt(text(texts, name));
    } catch (NumberFormatException e) {
      throw noNumber(name, texts.get(name), e);
    }
  }

  private static long seed(Map<String, String> texts) throws MalformedFileException {
    try {
      return Long.parseLong(text(texts, SEED));
    } catch (NumberFormatException e) {
      throw noNumber(SEED, texts.get(SEED), e);
    }
  }

  private static double number(Map<String, String> texts, String name)
      throws MalformedFileException {
    try {
      return Double.parseDouble(text(texts, name));
    } catch (NumberFormatException e) {
      throw noNumber(name, texts.get(name), e);
    }
  }

  private static MalformedFileException noNumber(String name, String text, Throwable cause) {
    return new MalformedFileException(
        String.format("has the metadata \"%s\": \"%s\", which is not a number", name, text), cause);
  }
}
