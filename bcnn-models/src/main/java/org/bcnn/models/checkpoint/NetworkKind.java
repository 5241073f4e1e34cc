package org.bcnn.models.checkpoint;

import java.util.Map;
import org.bcnn.models.DescribedNetwork;
import org.bcnn.models.NetworkDescription;
import org.bcnn.models.WeightsDescription;

/**
 * A kind of network that can be stored: how its description is written and read, and how it is
 * built. Every description is of one kind.
 *
 * @param <D> what describes a network of this kind
 * @param <N> what is built from that
 */
interface NetworkKind<D extends NetworkDescription, N extends DescribedNetwork> {
  /** Returns the value of {@link NetworkMetadata#TASK} in files of this kind. */
  String task();

  /** Returns what uses networks of this kind, for messages: a command and a method. */
  String use();

  /** Returns the class of descriptions of this kind. */
  Class<D> type();

  /** Adds the texts of a description. */
  void encode(D description, Map<String, String> texts);

  /**
   * Reads the texts back.
   *
   * @throws IllegalArgumentException if they make no sense
   */
  D decode(MetadataTexts texts) throws MalformedFileException;

  /**
   * Builds a network.
   *
   * @throws IllegalArgumentException if it cannot be built
   * @throws CheckpointException if its model is not on the class path
   */
  N build(D description, WeightsDescription weights);

  /**
   * Returns the description that a checkpoint has.
   *
   * @throws CheckpointException if it is of another kind
   */
  default D description(Checkpoint checkpoint) {
    NetworkDescription description = checkpoint.architecture();
    if (type().isInstance(description)) {
      return type().cast(description);
    }
    NetworkKind<?, ?> other = NetworkKinds.of(description);
    throw new CheckpointException(
        String.format(
            "the checkpoint is of a network for %s (%s), not for %s; it is used by %s",
            other.task(), description.model(), task(), other.use()));
  }

  /**
   * Builds the network of a checkpoint, whatever its values are.
   *
   * @throws CheckpointException if it is of another kind or cannot be built
   */
  default N build(Checkpoint checkpoint) {
    D description = description(checkpoint);
    try {
      return build(description, checkpoint.weights());
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(
          "the checkpoint describes a network that cannot be built: " + e.getMessage(), e);
    }
  }
}
