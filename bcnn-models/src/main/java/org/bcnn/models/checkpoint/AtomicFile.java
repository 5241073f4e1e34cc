package org.bcnn.models.checkpoint;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes files so that from one moment to the next the whole new content is there: into a temporary
 * file beside the target, which is forced to the disk and then moved over the target. Whatever goes
 * wrong, the target stays as it was and the temporary file is removed.
 */
final class AtomicFile {

  private static final AtomicLong COUNTER = new AtomicLong();

  private AtomicFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Opens a new file, so that closing the stream leaves its content on the disk. */
  @FunctionalInterface
  interface Opener {
    OutputStream open(Path file) throws IOException;
  }

  static void write(Path target, Content content) {
    write(target, content, AtomicFile::open);
  }

  static void write(Path target, Content content, Opener opener) {
    Path absolute = target.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null) {
      throw new CheckpointException("cannot write " + target + ": it is a folder; name a file");
    }
    // No other writer has this name, so two of the same target do not mix their content.
    Path temporary =
        folder.resolve(
            String.format(
                ".%s.%d-%d.tmp",
                absolute.getFileName(), ProcessHandle.current().pid(), COUNTER.incrementAndGet()));
    try {
      Files.createDirectories(folder);
      try {
        try (OutputStream out = opener.open(temporary)) {
          content.writeTo(out);
        }
        Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
      forceFolder(folder);
    } catch (IOException e) {
      throw FileFailures.cannotWrite(target, e);
    }
  }

  private static OutputStream open(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new ForcedOutputStream(channel);
  }

  /** Forces the move itself to the disk, where the operating system lets a folder be opened. */
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows does not; the content is on the disk, and the move follows in its own time.
      return;
    }
  }

  /** Forces what was written to the disk before it closes. */
  private static final class ForcedOutputStream extends FilterOutputStream {
    private final FileChannel channel;

    ForcedOutputStream(FileChannel channel) {
      super(Channels.newOutputStream(channel));
      this.channel = channel;
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      out.write(bytes, from, count);
    }

    @Override
    public void close() throws IOException {
      try (channel) {
        if (channel.isOpen()) {
          channel.force(true);
        }
      }
    }
  }
}
