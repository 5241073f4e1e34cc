package org.bcnn.tasks.data;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.bcnn.tasks.image.Picture;
import org.bcnn.tasks.image.Plane;

/**
 * Images of one size, each with the label of its class.
 *
 * <p>Pixels are bytes from 0 to 255 in the order image, channel, row, column (NCHW). Immutable and
 * safe for use by any number of threads.
 */
public final class LabelledImages {

  private static final int LEVELS = 256;

  /** The levels of a pixel, scaled to [0, 1]. */
  private static final float[] SCALED = new float[LEVELS];

  static {
    for (int level = 0; level < LEVELS; level++) {
      SCALED[level] = level / (LEVELS - 1f);
    }
  }

  private final int channels;
  private final int height;
  private final int width;
  private final List<String> classNames;
  private final byte[] pixels;
  private final int[] labels;

  private LabelledImages(
      int channels, int height, int width, List<String> classNames, byte[] pixels, int[] labels) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.classNames = classNames;
    this.pixels = pixels;
    this.labels = labels;
  }

  /**
   * Creates a set of images; the arrays are copied.
   *
   * @param channels the number of channels, at least 1
   * @param height the height in pixels, at least 1
   * @param width the width in pixels, at least 1
   * @param classNames the names of the classes in the order of their labels, at least one
   * @param pixels the images, [count, channels, height, width], unsigned bytes
   * @param labels the label of each image, from 0 to the number of classes less 1
   * @return the set
   * @throws IllegalArgumentException if a size is less than 1, there are no classes, the number of
   *     pixels is not count &times; channels &times; height &times; width, or a label is out of
   *     range
   */
  public static LabelledImages of(
      int channels, int height, int width, List<String> classNames, byte[] pixels, int[] labels) {
    return owning(channels, height, width, classNames, pixels.clone(), labels.clone());
  }

  /** As {@link #of}, but without copying the arrays, which nobody else may write to any more. */
  static LabelledImages owning(
      int channels, int height, int width, List<String> classNames, byte[] pixels, int[] labels) {
    requirePositive("channels", channels);
    requirePositive("height", height);
    requirePositive("width", width);
    requirePositive("the number of classes", classNames.size());
    long expected = (long) labels.length * channels * height * width;
    if (pixels.length != expected) {
      throw new IllegalArgumentException(
          String.format(
              "%d images of %dx%dx%d (channels, height, width) have %d pixels but there are %d",
              labels.length, channels, height, width, expected, pixels.length));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classNames.size()) {
        throw new IllegalArgumentException(
            String.format(
                "label %d of image %d is not one of the %d classes (0 to %d)",
                labels[i], i, classNames.size(), classNames.size() - 1));
      }
    }
    return new LabelledImages(channels, height, width, List.copyOf(classNames), pixels, labels);
  }

  /**
   * Takes a picture whose class is unknown.
   *
   * @param picture the picture
   * @return one image, rounded to whole levels, of label 0 in a class without a name of its own
   */
  public static LabelledImages unlabelled(Picture picture) {
    return owning(
        picture.channels(),
        picture.height(),
        picture.width(),
        List.of("?"),
        picture.bytes(),
        new int[1]);
  }

  /**
   * Returns how many images there are.
   *
   * @return the count, at least 0
   */
  public int count() {
    return labels.length;
  }

  /**
   * Returns the number of channels of an image.
   *
   * @return 1 for grey, 3 for red, green and blue
   */
  public int channels() {
    return channels;
  }

  /**
   * Returns the height of an image.
   *
   * @return pixels
   */
  public int height() {
    return height;
  }

  /**
   * Returns the width of an image.
   *
   * @return pixels
   */
  public int width() {
    return width;
  }

  /**
   * Returns how many classes there are, whether or not there is an image of each.
   *
   * @return the number of classes
   */
  public int classes() {
    return classNames.size();
  }

  /**
   * Returns the names of the classes.
   *
   * @return names in the order of the labels
   */
  public List<String> classNames() {
    return classNames;
  }

  /**
   * Returns the label of an image.
   *
   * @param image the index of the image
   * @return from 0 to {@link #classes()} - 1
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public int label(int image) {
    return labels[Objects.checkIndex(image, labels.length)];
  }

  /**
   * Returns an image without its label.
   *
   * @param image the index of the image
   * @return a copy
   * @throws IndexOutOfBoundsException if there is no such image
   * @throws IllegalArgumentException if it has neither 1 channel nor 3
   */
  public Picture picture(int image) {
    Objects.checkIndex(image, labels.length);
    List<Plane> planes = new ArrayList<>();
    for (int channel = 0; channel < channels; channel++) {
      double[] levels = new double[height * width];
      int start = (image * channels + channel) * levels.length;
      for (int i = 0; i < levels.length; i++) {
        levels[i] = Byte.toUnsignedInt(pixels[start + i]);
      }
      planes.add(new Plane(height, width, levels));
    }
    return new Picture(planes);
  }

  /**
   * Returns a pixel.
   *
   * @param image the index of the image
   * @param channel the channel
   * @param row the row, from the top
   * @param column the column, from the left
   * @return from 0 to 255
   * @throws IndexOutOfBoundsException if there is no such pixel
   */
  public int pixel(int image, int channel, int row, int column) {
    Objects.checkIndex(image, labels.length);
    Objects.checkIndex(channel, channels);
    Objects.checkIndex(row, height);
    Objects.checkIndex(column, width);
    return Byte.toUnsignedInt(
        pixels[((image * channels + channel) * height + row) * width + column]);
  }

  /**
   * Writes a batch of images, scaled from [0, 255] to [0, 1]. Any further normalisation is the
   * model's.
   *
   * @param indices the indices of images
   * @param from the position in {@code indices} of the first image of the batch
   * @param to the position after the last one
   * @param batch receives [to - from, channels, height, width] from its absolute position 0; its
   *     position and limit are not changed
   * @throws IndexOutOfBoundsException if there is no such image or position
   * @throws IllegalArgumentException if the batch does not fit into the buffer
   */
  public void fillImages(int[] indices, int from, int to, FloatBuffer batch) {
    Objects.checkFromToIndex(from, to, indices.length);
    float[] scaled = new float[imageSize()];
    requireRoom("images", to - from, scaled.length, batch.limit());
    for (int i = from; i < to; i++) {
      int start = Objects.checkIndex(indices[i], labels.length) * scaled.length;
      for (int p = 0; p < scaled.length; p++) {
        scaled[p] = SCALED[Byte.toUnsignedInt(pixels[start + p])];
      }
      batch.put((i - from) * scaled.length, scaled);
    }
  }

  /**
   * Writes a batch of images to an array; otherwise as {@link #fillImages(int[], int, int,
   * FloatBuffer)}.
   *
   * @param indices the indices of images
   * @param from the position in {@code indices} of the first image of the batch
   * @param to the position after the last one
   * @param batch receives [to - from, channels, height, width] from its start
   * @throws IndexOutOfBoundsException if there is no such image or position
   * @throws IllegalArgumentException if the batch does not fit into the array
   */
  public void fillImages(int[] indices, int from, int to, float[] batch) {
    fillImages(indices, from, to, FloatBuffer.wrap(batch));
  }

  /**
   * Writes the labels of a batch as rows of zeros with a one at the label.
   *
   * @param indices the indices of images
   * @param from the position in {@code indices} of the first image of the batch
   * @param to the position after the last one
   * @param batch receives [to - from, classes] from its absolute position 0; its position and limit
   *     are not changed
   * @throws IndexOutOfBoundsException if there is no such image or position
   * @throws IllegalArgumentException if the batch does not fit into the buffer
   */
  public void fillOneHot(int[] indices, int from, int to, FloatBuffer batch) {
    Objects.checkFromToIndex(from, to, indices.length);
    float[] row = new float[classes()];
    requireRoom("one-hot labels", to - from, row.length, batch.limit());
    for (int i = from; i < to; i++) {
      int label = label(indices[i]);
      row[label] = 1;
      batch.put((i - from) * row.length, row);
      row[label] = 0;
    }
  }

  /**
   * Writes the one-hot labels of a batch to an array; otherwise as {@link #fillOneHot(int[], int,
   * int, FloatBuffer)}.
   *
   * @param indices the indices of images
   * @param from the position in {@code indices} of the first image of the batch
   * @param to the position after the last one
   * @param batch receives [to - from, classes] from its start
   * @throws IndexOutOfBoundsException if there is no such image or position
   * @throws IllegalArgumentException if the batch does not fit into the array
   */
  public void fillOneHot(int[] indices, int from, int to, float[] batch) {
    fillOneHot(indices, from, to, FloatBuffer.wrap(batch));
  }

  /**
   * Returns some of the images.
   *
   * @param indices which images, in the order wanted; one may occur more than once
   * @return a new set with the same classes
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public LabelledImages subset(int[] indices) {
    int size = imageSize();
    byte[] chosenPixels = new byte[Math.multiplyExact(indices.length, size)];
    int[] chosenLabels = new int[indices.length];
    for (int i = 0; i < indices.length; i++) {
      chosenLabels[i] = label(indices[i]);
      System.arraycopy(pixels, indices[i] * size, chosenPixels, i * size, size);
    }
    return new LabelledImages(channels, height, width, classNames, chosenPixels, chosenLabels);
  }

  /**
   * Returns the first images.
   *
   * @param most how many, at least 1
   * @return the first {@code most} images, or all if there are no more than that
   * @throws IllegalArgumentException if {@code most} is less than 1
   */
  public LabelledImages limit(int most) {
    requirePositive("the number of images", most);
    if (most >= count()) {
      return this;
    }
    return new LabelledImages(
        channels,
        height,
        width,
        classNames,
        Arrays.copyOf(pixels, most * imageSize()),
        Arrays.copyOf(labels, most));
  }

  /**
   * Returns a random subset: every subset of its size is equally probable, and the images keep
   * their order. With the same seed, a smaller subset is contained in every larger one.
   *
   * @param most how many, at least 1
   * @param seed decides which images are taken
   * @return {@code most} images, or all if there are no more than that
   * @throws IllegalArgumentException if {@code most} is less than 1
   */
  public LabelledImages sample(int most, long seed) {
    requirePositive("the number of images", most);
    if (most >= count()) {
      return this;
    }
    RandomStream random = RandomStream.at(new NoiseAddress(seed, 0, "data/sample", 0));
    int[] chosen = Arrays.copyOf(random.permutation(count()), most);
    Arrays.sort(chosen);
    return subset(chosen);
  }

  /**
   * Returns the SHA-256 digest of the sizes, the number of classes, the pixels and the labels, for
   * provenance. The names of the classes do not count.
   *
   * @return 64 hexadecimal digits in lower case
   */
  public String digest() {
    MessageDigest digest = Sha256.start();
    ByteBuffer numbers = ByteBuffer.allocate(Integer.BYTES * (5 + labels.length));
    numbers.putInt(count()).putInt(channels).putInt(height).putInt(width).putInt(classes());
    for (int label : labels) {
      numbers.putInt(label);
    }
    digest.update(numbers.array());
    return HexFormat.of().formatHex(digest.digest(pixels));
  }

  @Override
  public String toString() {
    return String.format(
        "%d images of %dx%dx%d in %d classes", count(), channels, height, width, classes());
  }

  private int imageSize() {
    return channels * height * width;
  }

  private static void requirePositive(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " must be at least 1 but is " + value);
    }
  }

  private static void requireRoom(String what, int rows, int rowSize, int room) {
    long needed = (long) rows * rowSize;
    if (needed > room) {
      throw new IllegalArgumentException(
          String.format(
              "a batch of %d %s needs %d floats but there is room for %d",
              rows, what, needed, room));
    }
  }
}
