package org.bcnn.tasks.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads images and labels in the IDX format of MNIST (Y. LeCun, C. Cortes, C. J. C. Burges, "The
 * MNIST database of handwritten digits", 1998), compressed with gzip or not, whatever the files are
 * called.
 *
 * <p>A file of images ({@code idx3-ubyte}) is the numbers 0x00000803, count, rows and columns, each
 * in four bytes with the highest first, and then count &times; rows &times; columns bytes. A file
 * of labels ({@code idx1-ubyte}) is the numbers 0x00000801 and count, and then count bytes.
 * Anything else is refused. Stateless and safe for use by any number of threads.
 */
public final class IdxReader {

  private static final int IMAGES_MAGIC = 0x0803;
  private static final int LABELS_MAGIC = 0x0801;
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final String GET_AGAIN = "; delete it and get the file again";

  private IdxReader() {}

  /**
   * Reads grey images and their labels.
   *
   * @param images the file of images
   * @param labels the file of labels
   * @param classNames the names of the classes in the order of their labels
   * @return the images, with one channel
   * @throws DataException if a file cannot be read, is not in the format, is truncated or too long,
   *     holds nothing, or the two do not belong together
   */
  public static LabelledImages read(Path images, Path labels, List<String> classNames) {
    Block pixels = read(images, "images", IMAGES_MAGIC);
    Block classes = read(labels, "labels", LABELS_MAGIC);
    if (pixels.sizes[0] != classes.sizes[0]) {
      throw new DataException(
          String.format(
              "%s holds %d images but %s holds %d labels; use two files that belong together",
              images, pixels.sizes[0], labels, classes.sizes[0]));
    }
    int[] numbers = new int[classes.data.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Byte.toUnsignedInt(classes.data[i]);
      if (numbers[i] >= classNames.size()) {
        throw new DataException(
            String.format(
                "%s: label %d of image %d is not one of the %d classes (0 to %d)%s",
                labels, numbers[i], i, classNames.size(), classNames.size() - 1, GET_AGAIN));
      }
    }
    return LabelledImages.owning(
        1, pixels.sizes[1], pixels.sizes[2], classNames, pixels.data, numbers);
  }

  /**
   * Returns the greatest label of a file of labels.
   *
   * @throws DataException as {@link #read(Path, Path, List)}
   */
  static int greatestLabel(Path labels) {
    int greatest = 0;
    for (byte label : read(labels, "labels", LABELS_MAGIC).data) {
      greatest = Math.max(greatest, Byte.toUnsignedInt(label));
    }
    return greatest;
  }

  /** The content of a file: the size of each axis, and the bytes. */
  private static final class Block {
    final int[] sizes;
    final byte[] data;

    Block(int[] sizes, byte[] data) {
      this.sizes = sizes;
      this.data = data;
    }
  }

  private static Block read(Path file, String kind, int magic) {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        InputStream in = unpacked(raw)) {
      return parse(file, kind, magic, in);
    } catch (ZipException e) {
      throw new DataException(file + " is damaged (" + e.getMessage() + ")" + GET_AGAIN, e);
    } catch (EOFException e) {
      throw new DataException(file + " is truncated in its compressed data" + GET_AGAIN, e);
    } catch (IOException e) {
      throw new DataException(
          String.format("cannot read %s: %s; is it there, and may it be read?", file, e), e);
    }
  }

  private static InputStream unpacked(InputStream raw) throws IOException {
    raw.mark(2);
    int start = raw.read() << Byte.SIZE | raw.read();
    raw.reset();
    return start == GZIP_MAGIC ? new GZIPInputStream(raw) : raw;
  }

  private static Block parse(Path file, String kind, int magic, InputStream in) throws IOException {
    int found = number(file, in);
    if (found != magic) {
      throw new DataException(
          String.format(
              "%s is not an IDX file of %s: it begins with 0x%08x instead of 0x%08x%s%s",
              file, kind, found, magic, hint(found), GET_AGAIN));
    }
    int[] sizes = new int[magic & 0xff];
    long total = 1;
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = number(file, in);
      if (sizes[axis] < 1) {
        throw new DataException(
            String.format(
                "%s: size %d of its %s is %d%s", file, axis + 1, kind, sizes[axis], GET_AGAIN));
      }
      total = Math.min(total * sizes[axis], Integer.MAX_VALUE);
    }
    if (total > Integer.MAX_VALUE - Long.BYTES) {
      throw new DataException(file + " says that it holds 2 GiB or more" + GET_AGAIN);
    }
    byte[] data = in.readNBytes((int) total);
    if (data.length < total) {
      throw new DataException(
          String.format(
              "%s is truncated: it should hold %d bytes of %s but holds %d%s",
              file, total, kind, data.length, GET_AGAIN));
    }
    if (in.read() >= 0) {
      throw new DataException(
          String.format(
              "%s is too long: there is more than the %d bytes of %s that it should hold%s",
              file, total, kind, GET_AGAIN));
    }
    return new Block(sizes, data);
  }

  private static int number(Path file, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(Integer.BYTES);
    if (bytes.length < Integer.BYTES) {
      throw new DataException(file + " is truncated: it ends within its header" + GET_AGAIN);
    }
    return ByteBuffer.wrap(bytes).getInt();
  }

  /** What a file that begins in another way probably is. */
  private static String hint(int found) {
    if (found == IMAGES_MAGIC) {
      return " (it holds images)";
    }
    if (found == LABELS_MAGIC) {
      return " (it holds labels)";
    }
    return found >>> (Integer.SIZE - Byte.SIZE) == '<' ? " (it looks like a web page)" : "";
  }
}
