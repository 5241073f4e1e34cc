package org.bcnn.tasks.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxReaderTest {
  private static final List<String> CLASSES = List.of("a", "b", "c");

  @TempDir Path folder;
  private Path images;
  private Path labels;

  @BeforeEach
  void writeGoodFiles() {
    images = IdxFiles.write(folder.resolve("images"), IdxFiles.images(3, 2, 5));
    labels = IdxFiles.write(folder.resolve("labels"), IdxFiles.labels(2, 0, 1));
  }

  private String refusal() {
    return assertThrows(DataException.class, () -> IdxReader.read(images, labels, CLASSES))
        .getMessage();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "x.gz"})
  void readsImagesAndLabels(String name) {
    images = IdxFiles.write(folder.resolve("images-" + name), IdxFiles.images(3, 2, 5));
    labels = IdxFiles.write(folder.resolve("labels-" + name), IdxFiles.labels(2, 0, 1));
    LabelledImages read = IdxReader.read(images, labels, CLASSES);
    assertEquals(3, read.count());
    assertEquals(1, read.channels());
    assertEquals(2, read.height());
    assertEquals(5, read.width());
    assertEquals(CLASSES, read.classNames());
    assertEquals(0, read.pixel(0, 0, 0, 0));
    assertEquals(40 + 5, read.pixel(1, 0, 1, 0), "the rows of an image follow each other");
    assertEquals(80 + 9, read.pixel(2, 0, 1, 4));
    assertEquals(2, read.label(0));
    assertEquals(0, read.label(1));
    assertEquals(1, read.label(2));
  }

  @Test
  void whetherAFileIsCompressedIsSeenFromItsContent() throws IOException {
    Path packed = IdxFiles.write(folder.resolve("x.gz"), IdxFiles.images(3, 2, 5));
    Files.move(packed, folder.resolve("plainly-named"));
    Files.move(images, packed);
    images = folder.resolve("plainly-named");
    assertEquals(3, IdxReader.read(images, labels, CLASSES).count());
    assertEquals(3, IdxReader.read(packed, labels, CLASSES).count());
  }

  @Test
  void pixelsAreUnsigned() {
    byte[] pixels = {0, 127, (byte) 128, (byte) 255};
    images = IdxFiles.write(images, IdxFiles.idx(pixels, 0x803, 1, 1, 4));
    labels = IdxFiles.write(labels, IdxFiles.labels(0));
    LabelledImages read = IdxReader.read(images, labels, CLASSES);
    assertEquals(128, read.pixel(0, 0, 0, 2));
    assertEquals(255, read.pixel(0, 0, 0, 3));
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Files.delete(labels);
    String message = refusal();
    assertTrue(message.startsWith("cannot read " + labels), message);
    assertTrue(message.endsWith("is it there, and may it be read?"), message);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 7, 8, 15})
  void aHeaderCutShortIsRefused(int size) throws IOException {
    Files.write(images, Arrays.copyOf(IdxFiles.images(3, 2, 5), size));
    assertEquals(
        images + " is truncated: it ends within its header; delete it and get the file again",
        refusal());
  }

  @ParameterizedTest
  @CsvSource({"16, 0", "17, 1", "45, 29"})
  void dataCutShortAreRefused(int size, int left) throws IOException {
    Files.write(images, Arrays.copyOf(IdxFiles.images(3, 2, 5), size));
    assertEquals(
        images
            + " is truncated: it should hold 30 bytes of images but holds "
            + left
            + "; delete it and get the file again",
        refusal());
  }

  @Test
  void moreThanItShouldHoldIsRefused() throws IOException {
    Files.write(labels, Arrays.copyOf(IdxFiles.labels(0, 1, 2), 12));
    assertEquals(
        labels
            + " is too long: there is more than the 3 bytes of labels that it should hold; delete"
            + " it and get the file again",
        refusal());
  }

  @Test
  void exchangedFilesAreRefused() {
    Path exchanged = images;
    images = labels;
    labels = exchanged;
    assertEquals(
        images
            + " is not an IDX file of images: it begins with 0x00000801 instead of 0x00000803 (it"
            + " holds labels); delete it and get the file again",
        refusal());
    images = exchanged;
    assertTrue(refusal().contains("0x00000803 instead of 0x00000801 (it holds images)"), refusal());
  }

  @Test
  void aWebPageIsRecognised() throws IOException {
    Files.writeString(images, "<html><body>404 not found</body></html>");
    String message = refusal();
    assertTrue(message.contains("begins with 0x3c68746d"), message);
    assertTrue(message.contains("(it looks like a web page)"), message);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2, 5, 1, 0",
    "-1, 2, 5, 1, -1",
    "3, 0, 5, 2, 0",
    "3, 2, -2147483648, 3, -2147483648"
  })
  void sizesMustBePositive(int count, int rows, int columns, int axis, int size)
      throws IOException {
    Files.write(images, IdxFiles.idx(new byte[30], 0x803, count, rows, columns));
    assertEquals(
        String.format(
            "%s: size %d of its images is %d; delete it and get the file again",
            images, axis, size),
        refusal());
  }

  @Test
  void absurdSizesAreRefusedBeforeMemoryIsTaken() throws IOException {
    for (int[] sizes :
        new int[][] {{65536, 32768, 1}, {65536, 65536, 65536}, {Integer.MAX_VALUE, 1, 1}}) {
      Files.write(images, IdxFiles.idx(new byte[30], 0x803, sizes[0], sizes[1], sizes[2]));
      assertEquals(
          images + " says that it holds 2 GiB or more; delete it and get the file again",
          refusal());
    }
  }

  @Test
  void labelsMustBeThoseOfTheImages() throws IOException {
    Files.write(labels, IdxFiles.labels(0, 1));
    assertEquals(
        images
            + " holds 3 images but "
            + labels
            + " holds 2 labels; use two files that belong together",
        refusal());
  }

  @Test
  void labelsMustBeOfAClass() throws IOException {
    Files.write(labels, IdxFiles.labels(0, 3, 255));
    assertEquals(
        labels
            + ": label 3 of image 1 is not one of the 3 classes (0 to 2); delete it and get the"
            + " file again",
        refusal());
    Files.write(labels, IdxFiles.labels(0, 2, 255));
    assertTrue(refusal().contains("label 255 of image 2"), refusal());
  }

  @Test
  void compressedDataCutShortAreRefused() throws IOException {
    images = IdxFiles.write(folder.resolve("images.gz"), IdxFiles.images(3, 2, 5));
    byte[] whole = Files.readAllBytes(images);
    for (int size = 2; size < whole.length; size++) {
      Files.write(images, Arrays.copyOf(whole, size));
      String message = refusal();
      assertTrue(message.startsWith(images + " is truncated"), size + " bytes: " + message);
    }
  }

  @Test
  void damagedCompressedDataAreRefused() throws IOException {
    images = IdxFiles.write(folder.resolve("images.gz"), IdxFiles.images(3, 2, 5));
    byte[] whole = Files.readAllBytes(images);
    byte[] damaged = whole.clone();
    damaged[damaged.length - 8] ^= 1;
    Files.write(images, damaged);
    String message = refusal();
    assertTrue(message.startsWith(images + " is damaged ("), message);
    assertTrue(message.endsWith("; delete it and get the file again"), message);
  }

  @Test
  void textIsNoIdxFile() throws IOException {
    Files.write(labels, "label\n1\n2\n".getBytes(StandardCharsets.UTF_8));
    assertTrue(refusal().contains("is not an IDX file of labels"), refusal());
  }
}
