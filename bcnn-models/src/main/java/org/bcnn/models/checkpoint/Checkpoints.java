package org.bcnn.models.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.bcnn.models.NetworkDescription;
import org.bcnn.models.WeightsDescription;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * Writes and reads checkpoint files. Safe for use by any number of threads.
 *
 * <p>A file carries the SHA-256 digest of all its bytes, taken with zeros in the place of the
 * digest itself, so that a change of any bit is noticed.
 */
public final class Checkpoints {

  private static final String NO_DIGEST = "0".repeat(64);

  private Checkpoints() {}

  /**
   * Writes a checkpoint so that it is there whole or not at all: an earlier file of that name stays
   * until the new one is complete. Equal checkpoints in equal order make equal bytes.
   *
   * @param file the file; its folder is created if need be
   * @param checkpoint the checkpoint
   * @throws CheckpointException if the file cannot be written, or the network has a model,
   *     posterior or prior that could not be read again; an earlier file is unchanged
   * @throws IllegalArgumentException if a value is named {@code __metadata__}, or a text has half
   *     of a surrogate pair
   */
  public static void write(Path file, Checkpoint checkpoint) {
    requireStorable(checkpoint.architecture(), checkpoint.weights());
    seal(CheckpointMetadata.encode(checkpoint), checkpoint.values()).write(file);
  }

  /**
   * Writes a compressed checkpoint: what {@link #read} gives back is a checkpoint like any other,
   * without the state of an optimiser and without progress, so that it is not for training to go on
   * from. Removed weights are left out; kernels and matrices are stored as precisely as is said,
   * biases and whatever else there is exactly.
   *
   * @param file the file; its folder is created if need be
   * @param checkpoint the checkpoint
   * @param compression how precisely means and deviations are stored
   * @throws CheckpointException as {@link #write} throws it
   */
  public static void writeCompressed(Path file, Checkpoint checkpoint, Compression compression) {
    requireStorable(checkpoint.architecture(), checkpoint.weights());
    PackedTensors packed =
        Compressor.pack(checkpoint.network().variables(), checkpoint.values(), compression);
    Map<String, String> metadata = CheckpointMetadata.encode(withoutProgress(checkpoint));
    metadata.put(
        CheckpointMetadata.FORMAT, Integer.toString(CheckpointMetadata.COMPRESSED_VERSION));
    metadata.putAll(packed.metadata());
    AtomicFile.write(file, seal(metadata, texts -> new PackedTensors(texts, packed.tensors())));
  }

  /**
   * Returns how large the file of a checkpoint is, without writing one.
   *
   * @param checkpoint the checkpoint
   * @return the bytes that {@link #write} would write
   * @throws CheckpointException if the network has a model, posterior or prior that could not be
   *     read again
   */
  public static long size(Checkpoint checkpoint) {
    long values =
        checkpoint.values().values().stream()
            .mapToLong(value -> (long) Float.BYTES * value.shape().size())
            .sum();
    Map<String, Shape> shapes = new LinkedHashMap<>();
    checkpoint.values().forEach((name, value) -> shapes.put(name, value.shape()));
    Map<String, String> metadata = CheckpointMetadata.encode(checkpoint);
    metadata.put(CheckpointMetadata.SHA256, NO_DIGEST);
    return Long.BYTES + SafetensorsHeader.encode(metadata, shapes, ElementType.F32).length + values;
  }

  private static Checkpoint withoutProgress(Checkpoint checkpoint) {
    return new Checkpoint(
        checkpoint.architecture(),
        checkpoint.weights(),
        checkpoint.training(),
        checkpoint.seed(),
        checkpoint.provenance(),
        Map.of());
  }

  /**
   * Checks that a network can be stored and built again, which is better known before it is trained
   * than after.
   *
   * @param architecture what it is built from
   * @param weights what its weights are
   * @throws CheckpointException if model, posterior or prior have no name or are not those of a
   *     provider on the class path, or the network cannot be built; the message says what to do
   */
  public static void requireStorable(NetworkDescription architecture, WeightsDescription weights) {
    Checkpoint empty = new Checkpoint(architecture, weights, Map.of(), 0, Map.of(), Map.of());
    CheckpointMetadata.encode(empty);
    NetworkKinds.of(architecture).build(empty);
  }

  /**
   * Reads a checkpoint and checks that it is unchanged, of a known model, and has a value of the
   * right shape for every variable of its network.
   *
   * @param file the file
   * @return the checkpoint
   * @throws CheckpointException if there is no such file, it cannot be read, is not a checkpoint,
   *     is damaged, is of a version that is not known, or of a model, posterior or prior that is
   *     not on the class path; the message names it
   */
  public static Checkpoint read(Path file) {
    try (SafetensorsInput input = SafetensorsInput.open(file)) {
      Map<String, String> metadata = input.header().metadata();
      CheckpointMetadata.requireReadable(metadata);
      MessageDigest digest = sha256();
      String stored = startDigest(digest, input.headerText(), metadata);
      boolean compressed = CheckpointMetadata.isCompressed(metadata);
      Map<String, byte[]> packed = compressed ? input.readBytes(digest::update) : Map.of();
      Map<String, HostTensor> values = compressed ? Map.of() : input.readTensors(digest::update);
      if (!hex(digest).equals(stored)) {
        throw new MalformedFileException(
            "is damaged: its SHA-256 digest is not the one it was written with; copy it again from"
                + " where it came from, or use another checkpoint");
      }
      if (compressed) {
        // Only now, since damage could make anything of what is decompressed.
        values = Compressor.unpack(new PackedTensors(metadata, packed));
      }
      Checkpoint checkpoint = CheckpointMetadata.decode(metadata, values);
      checkpoint.network();
      return checkpoint;
    } catch (MalformedFileException e) {
      throw new CheckpointException(file + " " + e.getMessage(), e);
    } catch (CheckpointException e) {
      throw new CheckpointException("cannot use " + file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw FileFailures.cannotRead(file, e);
    }
  }

  /** Returns the content of a file with the right digest among its metadata. */
  static Safetensors seal(Map<String, String> metadata, Map<String, HostTensor> tensors) {
    return seal(metadata, texts -> new Safetensors(texts, tensors));
  }

  /**
   * Puts the right digest among the metadata of a file.
   *
   * @param content makes the content of given metadata
   */
  private static <C extends AtomicFile.Content> C seal(
      Map<String, String> metadata, Function<Map<String, String>, C> content) {
    Map<String, String> sealed = new LinkedHashMap<>(metadata);
    sealed.put(CheckpointMetadata.SHA256, NO_DIGEST);
    MessageDigest digest = sha256();
    try (OutputStream digested = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      content.apply(sealed).writeTo(digested);
    } catch (IOException e) {
      throw new IllegalStateException("nothing was written that could fail", e);
    }
    sealed.put(CheckpointMetadata.SHA256, hex(digest));
    return content.apply(sealed);
  }

  /** Digests all that precedes the tensors, and returns the digest the file should have. */
  private static String startDigest(
      MessageDigest digest, String header, Map<String, String> metadata)
      throws MalformedFileException {
    String stored = metadata.get(CheckpointMetadata.SHA256);
    String before = "\"" + CheckpointMetadata.SHA256 + "\":\"";
    int at = header.indexOf(before + stored + "\"");
    if (at < 0 || stored.length() != NO_DIGEST.length()) {
      throw new MalformedFileException(
          "was changed after bcnn wrote it: its metadata \""
              + CheckpointMetadata.SHA256
              + "\" is missing or not as bcnn writes it; use the original file");
    }
    int from = at + before.length();
    String masked =
        header.substring(0, from) + NO_DIGEST + header.substring(from + NO_DIGEST.length());
    byte[] bytes = masked.getBytes(StandardCharsets.UTF_8);
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    digest.update(length.putLong(0, bytes.length));
    digest.update(bytes);
    return stored;
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
