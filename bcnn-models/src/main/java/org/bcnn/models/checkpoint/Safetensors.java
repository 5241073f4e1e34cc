package org.bcnn.models.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * The content of a safetensors file: named float32 tensors and named texts.
 *
 * <p>The file begins with the length of the header as 8 bytes, little-endian; the header is a JSON
 * object; the tensors follow it without a gap, row-major and little-endian. See {@code
 * docs/checkpoint-format.md}. Equal content in equal order makes equal bytes.
 *
 * <p>The maps are copied and cannot be changed; the arrays of the tensors are not copied, and
 * nobody may write to them.
 *
 * @param metadata texts by name, in the order in which they are stored
 * @param tensors tensors by name, in the order in which they are stored
 */
public record Safetensors(Map<String, String> metadata, Map<String, HostTensor> tensors)
    implements AtomicFile.Content {

  /** How many bytes of a tensor are converted at a time. */
  private static final int CHUNK = 1 << 16;

  /**
   * Copies the maps, whose order is kept.
   *
   * @throws IllegalArgumentException if a tensor has the name that the format reserves, or a text
   *     or a name has half of a surrogate pair
   */
  public Safetensors {
    metadata = InOrder.copy(metadata);
    tensors = InOrder.copy(tensors);
    if (tensors.containsKey(SafetensorsHeader.METADATA)) {
      throw new IllegalArgumentException(
          "no tensor can be named " + SafetensorsHeader.METADATA + ", which the format reserves");
    }
    metadata.forEach(
        (name, text) -> {
          requireText(name);
          requireText(text);
        });
    tensors.keySet().forEach(Safetensors::requireText);
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @return its content
   * @throws CheckpointException if there is no such file, it cannot be read, it is damaged, or it
   *     holds something else than float32 tensors without empty axes
   */
  public static Safetensors read(Path file) {
    try (SafetensorsInput input = SafetensorsInput.open(file)) {
      return new Safetensors(input.header().metadata(), input.readTensors(bytes -> {}));
    } catch (MalformedFileException e) {
      throw new CheckpointException(file + " " + e.getMessage(), e);
    } catch (IOException e) {
      throw FileFailures.cannotRead(file, e);
    }
  }

  /**
   * Writes a file so that it is there whole or not at all: an earlier one of that name stays until
   * the new one is complete.
   *
   * @param file the file; its folder is created if need be
   * @throws CheckpointException if it cannot be written
   */
  public void write(Path file) {
    AtomicFile.write(file, this);
  }

  /**
   * Writes the bytes of a file.
   *
   * @param out where to; it is not closed
   * @throws IOException if {@code out} throws it
   */
  @Override
  public void writeTo(OutputStream out) throws IOException {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    byte[] header = SafetensorsHeader.encode(metadata, shapes, ElementType.F32);
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    out.write(chunk.putLong(0, header.length).array(), 0, Long.BYTES);
    out.write(header);
    for (HostTensor tensor : tensors.values()) {
      float[] data = tensor.data();
      for (int from = 0; from < data.length; from += CHUNK / Float.BYTES) {
        int count = Math.min(data.length - from, CHUNK / Float.BYTES);
        chunk.asFloatBuffer().put(data, from, count);
        out.write(chunk.array(), 0, count * Float.BYTES);
      }
    }
  }

  private static void requireText(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(
          "\"" + text + "\" has half of a surrogate pair, which cannot be stored");
    }
  }
}
