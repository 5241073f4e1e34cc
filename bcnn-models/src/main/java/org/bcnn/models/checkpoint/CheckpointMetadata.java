package org.bcnn.models.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bcnn.tensor.HostTensor;

/**
 * A checkpoint without its values as texts by name; {@code docs/checkpoint-format.md} lists them.
 */
final class CheckpointMetadata {

  /** The version of files of float32 tensors. Those of versions not named here are refused. */
  static final int VERSION = 2;

  /** The version of files whose tensors are compressed. */
  static final int COMPRESSED_VERSION = 3;

  static final String FORMAT = "bcnn.format";
  static final String SHA256 = "bcnn.sha256";

  private static final String SEED = "bcnn.seed";
  private static final String TRAINING_PREFIX = "bcnn.training.";
  private static final String PROVENANCE_PREFIX = "bcnn.provenance.";
  private static final String PROGRESS_PREFIX = "bcnn.progress.";

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
    NetworkMetadata.encode(checkpoint, texts);
    WeightsMetadata.encode(checkpoint.weights(), texts);
    texts.put(SEED, Long.toString(checkpoint.seed()));
    checkpoint.training().forEach((name, value) -> texts.put(TRAINING_PREFIX + name, value));
    checkpoint.provenance().forEach((name, value) -> texts.put(PROVENANCE_PREFIX + name, value));
    checkpoint.progress().forEach((name, value) -> texts.put(PROGRESS_PREFIX + name, value));
    return texts;
  }

  /** Checks that a file is a checkpoint of a version that can be read. */
  static void requireReadable(Map<String, String> metadata) throws MalformedFileException {
    MetadataTexts texts = new MetadataTexts(metadata);
    if (!texts.has(FORMAT)) {
      throw new MalformedFileException(
          "is a safetensors file but not a checkpoint of bcnn: its metadata has no \""
              + FORMAT
              + "\"; name a file that bcnn wrote");
    }
    int version = texts.integer(FORMAT);
    if (version != VERSION && version != COMPRESSED_VERSION) {
      throw new MalformedFileException(
          String.format(
              "has the format version %d and this version of bcnn reads versions %d and %d; read it"
                  + " with the version of bcnn that wrote it%s",
              version,
              VERSION,
              COMPRESSED_VERSION,
              version < VERSION ? ", or train again" : " or a newer one"));
    }
  }

  /** Tells whether the tensors of a file are compressed. */
  static boolean isCompressed(Map<String, String> metadata) throws MalformedFileException {
    return new MetadataTexts(metadata).integer(FORMAT) == COMPRESSED_VERSION;
  }

  /** Reads the texts back. */
  static Checkpoint decode(Map<String, String> metadata, Map<String, HostTensor> values)
      throws MalformedFileException {
    MetadataTexts texts = new MetadataTexts(metadata);
    try {
      return new Checkpoint(
          NetworkMetadata.decode(texts),
          WeightsMetadata.decode(texts),
          texts.withPrefix(TRAINING_PREFIX),
          texts.longInteger(SEED),
          texts.withPrefix(PROVENANCE_PREFIX),
          texts.withPrefix(PROGRESS_PREFIX),
          values);
    } catch (IllegalArgumentException e) {
      throw new MalformedFileException("has metadata that make no sense: " + e.getMessage(), e);
    }
  }
}
