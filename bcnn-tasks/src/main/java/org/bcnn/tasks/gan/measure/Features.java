package org.bcnn.tasks.gan.measure;

import java.util.Arrays;
import java.util.Objects;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;

/**
 * What a network makes of images before its last layer, and the class it puts each in. Immutable
 * and thread-safe.
 */
public final class Features {
  private final int size;
  private final int classes;

  /** {@code [images, features]}. */
  private final float[] values;

  private final int[] predicted;

  private Features(int size, int classes, float[] values, int[] predicted) {
    this.size = size;
    this.classes = classes;
    this.values = values;
    this.predicted = predicted;
  }

  /**
   * Takes features.
   *
   * @param size the number of features of an image, at least 1
   * @param classes the number of classes, at least 1
   * @param values the features, {@code [images, features]}, copied
   * @param predicted the predicted class of each image, {@code [images]}, copied
   * @return the features
   * @throws IllegalArgumentException if the numbers do not fit, a feature is not finite or a class
   *     is out of range
   */
  public static Features of(int size, int classes, float[] values, int[] predicted) {
    return owning(size, classes, values.clone(), predicted.clone());
  }

  /** As {@link #of}, without copies. */
  static Features owning(int size, int classes, float[] values, int[] predicted) {
    if (size < 1 || classes < 1 || values.length != (long) size * predicted.length) {
      throw new IllegalArgumentException(
          String.format(
              "%d images of %d features in %d classes do not have %d features",
              predicted.length, size, classes, values.length));
    }
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            String.format(
                "feature %d of image %d is %s; the images, or the network, are broken",
                i % size, i / size, values[i]));
      }
    }
    for (int i = 0; i < predicted.length; i++) {
      if (predicted[i] < 0 || predicted[i] >= classes) {
        throw new IllegalArgumentException(
            String.format(
                "image %d is put in class %d, which is not one of the %d from 0",
                i, predicted[i], classes));
      }
    }
    return new Features(size, classes, values, predicted);
  }

  /**
   * Returns the number of images.
   *
   * @return the count
   */
  public int images() {
    return predicted.length;
  }

  /**
   * Returns the number of features of an image.
   *
   * @return the number of columns
   */
  public int size() {
    return size;
  }

  /**
   * Returns the number of classes that the network knows.
   *
   * @return the number of classes
   */
  public int classes() {
    return classes;
  }

  /**
   * Returns a feature of an image.
   *
   * @param image the image
   * @param feature the feature
   * @return its value
   * @throws IndexOutOfBoundsException if there is no such image or feature
   */
  public float value(int image, int feature) {
    Objects.checkIndex(image, predicted.length);
    Objects.checkIndex(feature, size);
    return values[image * size + feature];
  }

  /**
   * Returns the most probable class of an image.
   *
   * @param image the image
   * @return the class, the first of several
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public int predicted(int image) {
    return predicted[Objects.checkIndex(image, predicted.length)];
  }

  /**
   * Returns a random subset: every subset of its size is equally probable, and images keep their
   * order.
   *
   * @param most how many images at most, at least 1
   * @param seed decides which; the same of each set of as many images
   * @return the features of {@code most} images, or of all if there are no more than that
   * @throws IllegalArgumentException if {@code most} is less than 1
   */
  public Features sample(int most, long seed) {
    if (most < 1) {
      throw new IllegalArgumentException("a sample needs at least 1 image, got " + most);
    }
    if (most >= images()) {
      return this;
    }
    RandomStream random = RandomStream.at(new NoiseAddress(seed, 0, "features/sample", 0));
    int[] chosen = Arrays.copyOf(random.permutation(images()), most);
    Arrays.sort(chosen);
    float[] chosenValues = new float[most * size];
    int[] chosenClasses = new int[most];
    for (int i = 0; i < most; i++) {
      System.arraycopy(values, chosen[i] * size, chosenValues, i * size, size);
      chosenClasses[i] = predicted[chosen[i]];
    }
    return new Features(size, classes, chosenValues, chosenClasses);
  }

  /** The values themselves, {@code [images, features]}, to be read only. */
  float[] values() {
    return values;
  }

  /** Checks that two sets are of networks that could be one. */
  static void requireComparable(Features one, Features other) {
    if (one.size != other.size) {
      throw new IllegalArgumentException(
          String.format(
              "features of one network can be compared, but there are %d of an image in one set "
                  + "and %d in the other",
              one.size, other.size));
    }
  }
}
