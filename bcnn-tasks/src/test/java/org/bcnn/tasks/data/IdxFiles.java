package org.bcnn.tasks.data;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes files of the IDX format. */
final class IdxFiles {
  private IdxFiles() {}

  /** Returns the numbers, each in four bytes with the highest first, and then the data. */
  static byte[] idx(byte[] data, int... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length + data.length);
    for (int number : numbers) {
      bytes.putInt(number);
    }
    return bytes.put(data).array();
  }

  /** Returns a file of images whose pixel p of image i is 40 i + p. */
  static byte[] images(int count, int rows, int columns) {
    byte[] pixels = new byte[count * rows * columns];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (40 * (i / (rows * columns)) + i % (rows * columns));
    }
    return idx(pixels, 0x803, count, rows, columns);
  }

  static byte[] labels(int... labels) {
    byte[] bytes = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      bytes[i] = (byte) labels[i];
    }
    return idx(bytes, 0x801, labels.length);
  }

  /** Writes a file, compressed if its name ends in {@code .gz}. */
  static Path write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
      OutputStream plain = Files.newOutputStream(file);
      try (OutputStream out =
          file.toString().endsWith(".gz") ? new GZIPOutputStream(plain) : plain) {
        out.write(content);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
