package org.bcnn.models.checkpoint;

import java.util.Map;
import org.bcnn.models.NetworkDescription;

/** What a network is built from, as texts: which kind it is of, and its description. */
final class NetworkMetadata {
  /** What the network is for; a file without it is of a classifier. */
  static final String TASK = "bcnn.task";

  static final String MODEL = "bcnn.model";
  static final String CHANNELS = "bcnn.channels";

  /** The height and the width of square images. */
  static final String SIZE = "bcnn.size";

  static final String ACTIVATION = "bcnn.activation";
  static final String WIDTH_MULTIPLIER = "bcnn.widthMultiplier";

  private NetworkMetadata() {}

  /** Adds the texts of the network of a checkpoint. */
  static void encode(Checkpoint checkpoint, Map<String, String> texts) {
    encode(NetworkKinds.of(checkpoint.architecture()), checkpoint, texts);
  }

  private static <D extends NetworkDescription> void encode(
      NetworkKind<D, ?> kind, Checkpoint checkpoint, Map<String, String> texts) {
    if (kind != NetworkKinds.CLASSIFICATION) {
      texts.put(TASK, kind.task());
    }
    kind.encode(kind.description(checkpoint), texts);
  }

  /**
   * Reads the texts back.
   *
   * @throws IllegalArgumentException if they make no sense
   */
  static NetworkDescription decode(MetadataTexts texts) throws MalformedFileException {
    if (!texts.has(TASK)) {
      return NetworkKinds.CLASSIFICATION.decode(texts);
    }
    return NetworkKinds.ofTask(texts.one(TASK, NetworkKinds.tasks())).decode(texts);
  }
}
