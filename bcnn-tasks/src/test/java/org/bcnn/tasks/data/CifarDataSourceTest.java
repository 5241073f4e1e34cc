package org.bcnn.tasks.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarDataSourceTest {
  private static final int PLANE = 32 * 32;

  @TempDir Path folder;
  private DataContext context;

  @BeforeEach
  void nameFolder() {
    context =
        new DataContext(
            Optional.of(folder), Optional.empty(), folder, false, TransferProgress.NONE);
  }

  /** A record whose planes are 10, 20 and 30, but for the second pixel of each, 1, 2 and 3. */
  private static byte[] record(int... labels) {
    byte[] record = new byte[labels.length + 3 * PLANE];
    for (int i = 0; i < labels.length; i++) {
      record[i] = (byte) labels[i];
    }
    for (int plane = 0; plane < 3; plane++) {
      int start = labels.length + plane * PLANE;
      Arrays.fill(record, start, start + PLANE, (byte) (10 * (plane + 1)));
      record[start + 1] = (byte) (plane + 1);
    }
    return record;
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static Path write(Path file, byte[]... parts) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, join(parts));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String refusal(DataSource source, Split split) {
    return assertThrows(DataException.class, () -> source.load(split, context)).getMessage();
  }

  @Test
  void theBatchesOfCifar10AreReadInOrder() {
    for (int batch = 1; batch <= 5; batch++) {
      write(
          folder.resolve("cifar10").resolve("data_batch_" + batch + ".bin"),
          record(batch),
          record(9));
    }
    LabelledImages images = CifarDataSource.cifar10().load(Split.TRAIN, context);
    assertEquals(10, images.count());
    assertEquals(10, images.classes());
    assertEquals("airplane", images.classNames().get(0));
    assertEquals("truck", images.classNames().get(9));
    assertEquals(List.of(1, 9, 2, 9), List.of(0, 1, 2, 3).stream().map(images::label).toList());
    for (int channel = 0; channel < 3; channel++) {
      assertEquals(10 * (channel + 1), images.pixel(3, channel, 31, 31));
      assertEquals(
          channel + 1, images.pixel(3, channel, 0, 1), "rows, not columns, are contiguous");
    }
  }

  @Test
  void theFineLabelOfCifar100IsTheSecond() {
    write(folder.resolve("cifar-100-binary").resolve("test.bin"), record(19, 99), record(1, 0));
    LabelledImages images = CifarDataSource.cifar100().load(Split.TEST, context);
    assertEquals(99, images.label(0));
    assertEquals(0, images.label(1));
    assertEquals(100, images.classes());
    assertEquals("apple", images.classNames().get(0));
    assertEquals("worm", images.classNames().get(99));
    assertEquals(10, images.pixel(1, 0, 0, 0));
  }

  @Test
  void aFileThatIsNoWholeNumberOfRecordsIsRefused() {
    Path file = write(folder.resolve("test_batch.bin"), record(1), new byte[100]);
    String message = refusal(CifarDataSource.cifar10(), Split.TEST);
    assertTrue(message.startsWith(file + " is truncated"), message);
    assertTrue(message.contains("3173 bytes") && message.contains("3073 bytes"), message);
    write(file, new byte[0]);
    assertTrue(refusal(CifarDataSource.cifar10(), Split.TEST).contains("it has 0 bytes"));
  }

  @Test
  void aLabelThatIsNoClassIsRefused() {
    Path file = write(folder.resolve("test_batch.bin"), record(1), record(10));
    assertEquals(
        file
            + ": label 10 of record 1 is not one of the 10 classes (0 to 9); delete it and get the "
            + "file again",
        refusal(CifarDataSource.cifar10(), Split.TEST));
  }

  @Test
  void whatIsMissingIsSaidWithWhereToPutIt() {
    write(folder.resolve("data_batch_1.bin"), record(1));
    String message = refusal(CifarDataSource.cifar10(), Split.TRAIN);
    assertTrue(message.contains(folder + " (only data_batch_2.bin, "), message);
    assertTrue(
        message.contains("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"), message);
    assertTrue(message.contains("into " + folder.resolve("cifar10")), message);
  }

  private static CifarDataSource tiny(byte[] archive, String address) {
    String digest = HexFormat.of().formatHex(Sha256.start().digest(archive));
    return new CifarDataSource(
        "tiny",
        "two images",
        List.of("a", "b"),
        new CifarDataSource.Packing(
            new RemoteFile("tiny.tar.gz", archive.length, digest, List.of(URI.create(address))),
            "inner",
            Map.of(Split.TRAIN, List.of("train.bin"), Split.TEST, List.of("test.bin")),
            1));
  }

  private static byte[] archive(Map<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        out.putArchiveEntry(entry);
        out.write(file.getValue());
        out.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Test
  void theArchiveIsDownloadedAndUnpackedOnRequest() {
    byte[] archive =
        archive(
            Map.of(
                "inner/train.bin", join(record(0), record(1)),
                "../test.bin", record(1),
                "inner/readme.html", new byte[7]));
    try (FileServer server = new FileServer()) {
      server.serve("/tiny.tar.gz", archive);
      CifarDataSource source = tiny(archive, server.address("/tiny.tar.gz"));
      DataContext allowed = context.withDownload(TransferProgress.NONE);
      assertEquals(2, source.load(Split.TRAIN, allowed).count());
      assertEquals(1, source.load(Split.TEST, context).label(0), "all parts are unpacked");
      assertTrue(Files.exists(folder.resolve("tiny").resolve("test.bin")));
      assertTrue(Files.notExists(folder.resolve("test.bin")), "and nowhere else");
      assertTrue(Files.notExists(folder.resolve("tiny").resolve("readme.html")));
    }
  }

  @Test
  void anArchiveThatLacksAFileOrIsNoneIsRefused() {
    DataContext allowed = context.withDownload(TransferProgress.NONE);
    for (byte[] archive : List.of(archive(Map.of("train.bin", record(0))), new byte[] {1, 2, 3})) {
      try (FileServer server = new FileServer()) {
        server.serve("/tiny.tar.gz", archive);
        CifarDataSource source = tiny(archive, server.address("/tiny.tar.gz"));
        String message =
            assertThrows(DataException.class, () -> source.load(Split.TEST, allowed)).getMessage();
        assertTrue(message.contains(folder.resolve("tiny").resolve("tiny.tar.gz").toString()));
        assertTrue(
            message.contains(archive.length == 3 ? "is it whole" : "does not hold test.bin"),
            message);
      }
      folder.resolve("tiny").resolve("tiny.tar.gz").toFile().delete();
    }
  }
}
