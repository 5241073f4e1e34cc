package org.bcnn.models.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bcnn.tensor.Shape;

/**
 * The content of a safetensors file whose tensors are bytes.
 *
 * @param metadata texts by name, in the order in which they are stored
 * @param tensors bytes by name, in the order in which they are stored
 */
record PackedTensors(Map<String, String> metadata, Map<String, byte[]> tensors)
    implements AtomicFile.Content {
  PackedTensors {
    metadata = InOrder.copy(metadata);
    tensors = InOrder.copy(tensors);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    tensors.forEach((name, bytes) -> shapes.put(name, Shape.of(bytes.length)));
    byte[] header = SafetensorsHeader.encode(metadata, shapes, ElementType.U8);
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.write(length.putLong(0, header.length).array());
    out.write(header);
    for (byte[] bytes : tensors.values()) {
      out.write(bytes);
    }
  }
}
