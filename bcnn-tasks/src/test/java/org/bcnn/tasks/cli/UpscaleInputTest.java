package org.bcnn.tasks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.bcnn.tasks.image.PictureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpscaleInputTest {
  private static final long PLENTY = 1L << 40;

  @TempDir private Path temporary;

  private Path picture(String name, int width, int height) throws IOException {
    Path file = temporary.resolve(name);
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    assertTrue(ImageIO.write(image, "png", file.toFile()));
    return file;
  }

  /** The beginning of a PNG file, its header, of which nothing follows. */
  private Path header(int width, int height) throws IOException {
    byte[] header = new byte[17];
    ByteBuffer.wrap(header)
        .put("IHDR".getBytes(StandardCharsets.US_ASCII))
        .putInt(width)
        .putInt(height)
        .put((byte) 8)
        .put((byte) 2);
    CRC32 sum = new CRC32();
    sum.update(header);
    ByteBuffer bytes = ByteBuffer.allocate(33).putLong(0x89504E470D0A1A0AL).putInt(13).put(header);
    bytes.putInt((int) sum.getValue());
    return Files.write(temporary.resolve("large.png"), bytes.array());
  }

  @Test
  void hasNameAndSize() throws IOException {
    Path one = picture("a.b.png", 5, 3);
    Path two = picture("none", 4, 2);
    assertEquals(
        List.of(new UpscaleInput(one, "a.b", 3, 5), new UpscaleInput(two, "none", 2, 4)),
        UpscaleInput.check(List.of(one, two), 3, PLENTY));
    assertEquals("a.b-x3.png", new UpscaleInput(one, "a.b", 3, 5).resultName(3));
  }

  @Test
  void picturesOfOneNameAreRefused() throws IOException {
    List<Path> files = List.of(picture("a.png", 5, 3), picture("other/A.jpg", 4, 2));
    String message =
        assertThrows(IllegalArgumentException.class, () -> UpscaleInput.check(files, 2, PLENTY))
            .getMessage();
    assertTrue(message.contains("would both be written as A-x2.png; rename one"), message);
  }

  /** Nothing but the header is read of it. */
  @Test
  void whatDoesNotFitIntoMemoryIsRefused() throws IOException {
    Path large = header(10_000, 20_000);
    refused(large, 2, 1L << 30, "large.png has 10000x20000 pixels", "of which there are 1,024");
    refused(large, 2, 1L << 30, "BCNN_OPTS=-Xmx");
    refused(large, 4, Long.MAX_VALUE, "more than a picture can have");
    refused(header(100, 200), 2, PLENTY, "is it whole");
  }

  private static void refused(Path file, int factor, long memory, String... parts) {
    String message =
        assertThrows(
                PictureException.class, () -> UpscaleInput.check(List.of(file), factor, memory))
            .getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void aResultIsNotWrittenOverAPicture() throws IOException {
    Path one = picture("a.png", 5, 3);
    Path two = picture("a-x2.png", 5, 3);
    List<UpscaleInput> inputs = UpscaleInput.check(List.of(one, two), 2, PLENTY);
    List<String> names = new UpscaleFiles(inputs.get(0).stem(2)).names();
    Path sameFolder = temporary.resolve("nothing/..");
    Files.createDirectories(temporary.resolve("nothing"));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> UpscaleInput.requireApart(inputs, names, sameFolder))
            .getMessage();
    assertTrue(message.contains("a-x2.png would be written over"), message);
    UpscaleInput.requireApart(inputs, names, temporary.resolve("nothing"));
  }
}
