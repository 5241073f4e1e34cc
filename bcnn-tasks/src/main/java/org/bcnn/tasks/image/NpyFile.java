package org.bcnn.tasks.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * Writes arrays for NumPy ({@code numpy.load}), as they are: format 1.0, little-endian float32, in
 * C order (NumPy Enhancement Proposal 1). Files are there whole or not at all. Stateless.
 */
public final class NpyFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  /** What the length of the header, with all before it, is a multiple of. */
  private static final int ALIGNMENT = 64;

  private NpyFile() {}

  /**
   * Writes a tensor.
   *
   * @param file the file, which is replaced if it exists; its folders are made if need be
   * @param tensor the tensor
   * @throws PictureException if it cannot be written; an earlier file is then untouched
   */
  public static void write(Path file, HostTensor tensor) {
    byte[] header = header(tensor.shape());
    float[] data = tensor.data();
    ByteBuffer bytes =
        ByteBuffer.allocate(
                Math.addExact(header.length, Math.multiplyExact(Float.BYTES, data.length)))
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(header);
    bytes.asFloatBuffer().put(data);
    PictureOutput.write(file, bytes.array());
  }

  /**
   * Writes a plane, rounded to single precision.
   *
   * @param file the file, which is replaced if it exists; its folders are made if need be
   * @param plane becomes an array [height, width]
   * @throws PictureException if it cannot be written; an earlier file is then untouched
   */
  public static void write(Path file, Plane plane) {
    float[] data = new float[plane.levels().length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) plane.levels()[i];
    }
    write(file, HostTensor.of(Shape.of(plane.height(), plane.width()), data));
  }

  private static byte[] header(Shape shape) {
    String dims =
        Arrays.stream(shape.toArray()).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    // A tuple of one element has a comma in Python.
    String tuple = shape.rank() == 1 ? dims + "," : dims;
    String dictionary =
        String.format("{'descr': '<f4', 'fortran_order': False, 'shape': (%s), }", tuple);
    int before = MAGIC.length + Short.BYTES;
    int needed = before + dictionary.length() + 1;
    int total = (needed + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    String padded = dictionary + " ".repeat(total - needed) + "\n";
    return ByteBuffer.allocate(total)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) padded.length())
        .put(padded.getBytes(StandardCharsets.US_ASCII))
        .array();
  }
}
