package org.bcnn.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicFileTest {
  private static final byte[] OLD = {1, 2, 3};
  private static final byte[] NEW = new byte[300];

  @TempDir Path folder;
  private Path target;

  @BeforeEach
  void writeEarlier() throws IOException {
    target = Files.write(folder.resolve("target"), OLD);
  }

  /** A disk that takes some bytes and no more, nor the close if it took all. */
  private static final class FullDisk extends FilterOutputStream {
    private int room;

    FullDisk(OutputStream out, int room) {
      super(out);
      this.room = room;
    }

    @Override
    public void write(int b) throws IOException {
      if (room-- == 0) {
        throw new IOException("No space left on device");
      }
      out.write(b);
    }

    @Override
    public void close() throws IOException {
      out.close();
      if (room == 0) {
        throw new IOException("No space left on device");
      }
    }
  }

  private void requireOnlyEarlier() throws IOException {
    assertArrayEquals(OLD, Files.readAllBytes(target));
    assertEquals(List.of("target"), List.of(folder.toFile().list()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 299, 300})
  void aFullDiskLeavesTheEarlierFile(int room) throws IOException {
    List<Path> opened = new ArrayList<>();
    CheckpointException refused =
        assertThrows(
            CheckpointException.class,
            () ->
                AtomicFile.write(
                    target,
                    out -> out.write(NEW),
                    file -> {
                      opened.add(file);
                      return new FullDisk(
                          Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), room);
                    }));
    assertEquals(
        "cannot write "
            + target
            + ": No space left on device; is there room on the disk, and may its folder be written"
            + " to? An earlier file of that name is unchanged",
        refused.getMessage());
    assertEquals(folder, opened.get(0).getParent(), "a move within a folder is atomic");
    requireOnlyEarlier();
  }

  @Test
  void aFullDeviceLeavesTheEarlierFile() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "needs the device /dev/full of Linux");
    CheckpointException refused =
        assertThrows(
            CheckpointException.class,
            () ->
                AtomicFile.write(
                    target,
                    out -> out.write(NEW),
                    file -> Files.newOutputStream(full, StandardOpenOption.WRITE)));
    assertTrue(refused.getMessage().contains("cannot write " + target), refused.getMessage());
    requireOnlyEarlier();
  }

  @Test
  void contentThatFailsLeavesTheEarlierFile() throws IOException {
    IllegalStateException mistake = new IllegalStateException("mistake");
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                AtomicFile.write(
                    target,
                    out -> {
                      out.write(NEW);
                      throw mistake;
                    }));
    assertSame(mistake, thrown);
    requireOnlyEarlier();
  }

  @Test
  void theEarlierFileIsThereUntilTheNewOneIsWhole() throws IOException {
    AtomicFile.write(
        target,
        out -> {
          out.write(NEW);
          out.flush();
          assertArrayEquals(OLD, Files.readAllBytes(target));
        });
    assertArrayEquals(NEW, Files.readAllBytes(target));
    assertEquals(List.of("target"), List.of(folder.toFile().list()));
  }

  @Test
  void anInterruptLeavesTheEarlierFile() throws IOException {
    try {
      assertThrows(
          CheckpointException.class,
          () ->
              AtomicFile.write(
                  target,
                  out -> {
                    out.write(NEW);
                    Thread.currentThread().interrupt();
                    out.write(NEW);
                  }));
    } finally {
      assertTrue(Thread.interrupted(), "the thread stays interrupted");
    }
    requireOnlyEarlier();
  }

  @Test
  void twoWritersDoNotMix() throws IOException {
    AtomicFile.write(
        target,
        out -> {
          out.write(NEW, 0, 200);
          AtomicFile.write(target, inner -> inner.write(OLD));
          assertArrayEquals(OLD, Files.readAllBytes(target));
          out.write(NEW, 200, 100);
        });
    assertArrayEquals(NEW, Files.readAllBytes(target));
  }

  @Test
  void aFolderThatMayNotBeWrittenToIsSaidToBe() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    assertTrue(locked.toFile().setWritable(false));
    try {
      assumeFalse(Files.isWritable(locked), "this user may write everywhere");
      CheckpointException refused =
          assertThrows(
              CheckpointException.class,
              () -> AtomicFile.write(locked.resolve("target"), out -> out.write(NEW)));
      assertTrue(refused.getMessage().contains(": permission denied;"), refused.getMessage());
      assertFalse(Files.exists(locked.resolve("target")));
    } finally {
      assertTrue(locked.toFile().setWritable(true));
    }
  }

  @Test
  void theRootIsNoFile() {
    CheckpointException refused =
        assertThrows(
            CheckpointException.class,
            () -> AtomicFile.write(folder.getRoot(), out -> out.write(NEW)));
    assertEquals(
        "cannot write " + folder.getRoot() + ": it is a folder; name a file", refused.getMessage());
  }
}
