package org.bcnn.tasks.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The part of a download that has arrived, in a file of its own next to where the whole will be,
 * and locked so that no other process writes to it. Not thread-safe.
 */
final class PartFile implements AutoCloseable {

  private static final int CHUNK = 1 << 16;

  private final Path path;
  private final FileChannel channel;

  private PartFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Opens the part of a file, keeping what is there.
   *
   * @throws DataException if it cannot be opened or another download has it open
   */
  static PartFile open(Path target) {
    Path path = target.resolveSibling(target.getFileName() + ".part");
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      FileChannel channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        if (lock(channel)) {
          return new PartFile(path, channel);
        }
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      channel.close();
    } catch (IOException e) {
      throw cannotWrite(path, e);
    }
    throw new DataException(
        path + " is being downloaded by another process or thread; wait until it has finished");
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  long size() {
    try {
      return channel.size();
    } catch (IOException e) {
      throw cannotWrite(path, e);
    }
  }

  /** Throws away all that has arrived. */
  void clear() {
    try {
      channel.truncate(0);
    } catch (IOException e) {
      throw cannotWrite(path, e);
    }
  }

  /** Appends all that remains in a buffer. */
  void append(ByteBuffer bytes) {
    try {
      long at = channel.size();
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    } catch (IOException e) {
      throw cannotWrite(path, e);
    }
  }

  /** Returns the SHA-256 digest of what has arrived. */
  String digest() {
    MessageDigest digest = Sha256.start();
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    try {
      long at = 0;
      while (channel.read(buffer, at) > 0) {
        at += buffer.position();
        digest.update(buffer.flip());
        buffer.clear();
      }
    } catch (IOException e) {
      throw cannotWrite(path, e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Makes the part the whole: from one moment to the next it is at the target, complete. */
  void moveTo(Path target) {
    try {
      channel.force(true);
      channel.close();
      Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw cannotWrite(target, e);
    }
  }

  /** Removes the file. */
  void delete() {
    try {
      channel.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw cannotWrite(path, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw cannotWrite(path, e);
    }
  }

  private static DataException cannotWrite(Path path, IOException e) {
    return new DataException(
        String.format(
            "cannot write %s: %s; is there room on the disk, and may the folder be written to?",
            path, e),
        e);
  }
}
