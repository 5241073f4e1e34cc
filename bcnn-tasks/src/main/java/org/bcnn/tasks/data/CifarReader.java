package org.bcnn.tasks.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads images and labels in the binary format of CIFAR-10 and CIFAR-100 (A. Krizhevsky, "Learning
 * Multiple Layers of Features from Tiny Images", 2009).
 *
 * <p>A file is a sequence of records without a header: the bytes of labels, of which the last one
 * is the class, and 3072 bytes of a picture of 32 by 32 pixels, the planes red, green and blue,
 * each row by row. Stateless and safe for use by any number of threads.
 */
public final class CifarReader {

  private static final int CHANNELS = 3;
  private static final int SIZE = 32;
  private static final int PIXELS = CHANNELS * SIZE * SIZE;
  private static final String GET_AGAIN = "; delete it and get the file again";

  private CifarReader() {}

  /**
   * Reads files, one after the other.
   *
   * @param files the files, at least one
   * @param labelBytes how many bytes of labels a record begins with, at least 1; the last is the
   *     class
   * @param classNames the names of the classes in the order of their labels
   * @return the images, with three channels
   * @throws DataException if a file cannot be read, is empty or no whole number of records, or a
   *     label is not one of the classes
   */
  public static LabelledImages read(List<Path> files, int labelBytes, List<String> classNames) {
    int[] counts = new int[files.size()];
    int total = 0;
    for (int i = 0; i < counts.length; i++) {
      counts[i] = records(files.get(i), labelBytes + PIXELS);
      total = Math.addExact(total, counts[i]);
    }
    byte[] pixels = new byte[Math.multiplyExact(total, PIXELS)];
    int[] labels = new int[total];
    int image = 0;
    for (int i = 0; i < counts.length; i++) {
      read(files.get(i), counts[i], labelBytes, classNames.size(), pixels, labels, image);
      image += counts[i];
    }
    return LabelledImages.owning(CHANNELS, SIZE, SIZE, classNames, pixels, labels);
  }

  private static int records(Path file, int recordBytes) {
    long size;
    try {
      size = Files.size(file);
    } catch (IOException e) {
      throw cannotRead(file, e);
    }
    if (size == 0 || size % recordBytes != 0) {
      throw new DataException(
          String.format(
              "%s is truncated or not in the CIFAR format: it has %d bytes, which is no whole "
                  + "number of records of %d bytes%s",
              file, size, recordBytes, GET_AGAIN));
    }
    return Math.toIntExact(size / recordBytes);
  }

  private static void read(
      Path file, int count, int labelBytes, int classes, byte[] pixels, int[] labels, int first) {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (int record = 0; record < count; record++) {
        in.skipNBytes(labelBytes - 1L);
        int label = in.readUnsignedByte();
        if (label >= classes) {
          throw new DataException(
              String.format(
                  "%s: label %d of record %d is not one of the %d classes (0 to %d)%s",
                  file, label, record, classes, classes - 1, GET_AGAIN));
        }
        labels[first + record] = label;
        in.readFully(pixels, (first + record) * PIXELS, PIXELS);
      }
    } catch (EOFException e) {
      throw new DataException(file + " has become shorter while it was read" + GET_AGAIN, e);
    } catch (IOException e) {
      throw cannotRead(file, e);
    }
  }

  private static DataException cannotRead(Path file, IOException e) {
    return new DataException(
        String.format("cannot read %s: %s; is it there, and may it be read?", file, e), e);
  }
}
