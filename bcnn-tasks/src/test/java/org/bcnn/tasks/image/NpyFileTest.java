package org.bcnn.tasks.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyFileTest {
  @TempDir private Path temporary;

  /**
   * By the format's description (NumPy Enhancement Proposal 1): the magic, version 1.0, 118 bytes
   * of header in little-endian order, which with the 10 before it are 128; then the numbers.
   */
  @Test
  void everyByteIsAsTheFormatSays() throws IOException {
    Path file = temporary.resolve("plane.npy");
    NpyFile.write(file, new Plane(2, 3, new double[] {1, -2, 0.5, 0, 0.1, 1e10}));
    byte[] bytes = Files.readAllBytes(file);
    assertEquals("934e554d505901007600", HexFormat.of().formatHex(bytes, 0, 10));
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
    assertEquals(
        header + " ".repeat(117 - header.length()) + "\n",
        new String(bytes, 10, 118, StandardCharsets.US_ASCII));
    assertEquals(
        "0000803f" + "000000c0" + "0000003f" + "00000000" + "cdcccc3d" + "f9021550",
        HexFormat.of().formatHex(bytes, 128, bytes.length));
  }

  @Test
  void tensorsOfEveryRankCanBeReadBack() throws IOException {
    for (Shape shape :
        new Shape[] {
          Shape.scalar(), Shape.of(5), Shape.of(2, 1, 3, 4), Shape.of(1, 2, 1, 2, 1, 2, 1, 2)
        }) {
      HostTensor tensor = HostTensor.zeros(shape);
      for (int i = 0; i < tensor.data().length; i++) {
        tensor.data()[i] = (float) Math.sin(i + 1);
      }
      Path file = temporary.resolve("tensor.npy");
      NpyFile.write(file, tensor);
      ByteBuffer bytes =
          ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).position(8);
      byte[] header = new byte[bytes.getShort()];
      bytes.get(header);
      assertEquals(0, bytes.position() % 64);
      String text = new String(header, StandardCharsets.US_ASCII);
      String tuple = text.substring(text.indexOf('(') + 1, text.indexOf(')'));
      int[] dims =
          tuple.isEmpty()
              ? new int[0]
              : Arrays.stream(tuple.split(",\\s*")).mapToInt(Integer::parseInt).toArray();
      assertArrayEquals(shape.toArray(), dims);
      assertEquals(shape.rank() == 1, tuple.endsWith(","), "one element makes a tuple by a comma");
      float[] data = new float[shape.size()];
      bytes.asFloatBuffer().get(data);
      assertEquals(4 * data.length, bytes.remaining());
      assertEquals(tensor, HostTensor.of(shape, data));
    }
  }
}
