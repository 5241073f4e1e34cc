package org.bcnn.tasks.gan.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How many images a network puts in each class.
 *
 * @param counts the images of each class, in the order of the labels
 */
public record ClassHistogram(List<Integer> counts) {
  /** Copies the counts and checks that they are of at least one image and not negative. */
  public ClassHistogram {
    counts = List.copyOf(counts);
    long images = 0;
    for (int count : counts) {
      if (count < 0) {
        throw new IllegalArgumentException("a class cannot have " + count + " images");
      }
      images += count;
    }
    if (images < 1) {
      throw new IllegalArgumentException("shares of classes are of at least 1 image, got none");
    }
  }

  /**
   * Counts the predicted classes of images.
   *
   * @param features what a network makes of at least one image
   * @return the histogram
   * @throws IllegalArgumentException if there is no image
   */
  public static ClassHistogram of(Features features) {
    List<Integer> counts = new ArrayList<>(Collections.nCopies(features.classes(), 0));
    for (int image = 0; image < features.images(); image++) {
      int label = features.predicted(image);
      counts.set(label, counts.get(label) + 1);
    }
    return new ClassHistogram(counts);
  }

  /**
   * Returns the number of images.
   *
   * @return the sum of the counts
   */
  public long images() {
    return counts.stream().mapToLong(Integer::longValue).sum();
  }

  /**
   * Returns the share of a class.
   *
   * @param label the class
   * @return the images of the class by those of all
   * @throws IndexOutOfBoundsException if there is no such class
   */
  public double share(int label) {
    return (double) counts.get(label) / images();
  }

  /**
   * Returns the shares of all classes.
   *
   * @return shares that sum to 1, in the order of the labels
   */
  public List<Double> shares() {
    double images = images();
    return counts.stream().map(count -> count / images).toList();
  }

  /**
   * Returns how many classes there are enough images of: a generator that has lost modes makes few
   * or none of some.
   *
   * @param leastShare the least share of all images that a class must have, above 0 and at most 1
   * @return the number of classes with that share or more
   * @throws IllegalArgumentException if the share is out of range
   */
  public int modesCovered(double leastShare) {
    if (!(leastShare > 0 && leastShare <= 1)) {
      throw new IllegalArgumentException(
          "the least share of a class must be above 0 and at most 1, got " + leastShare);
    }
    return (int) shares().stream().filter(share -> share >= leastShare).count();
  }

  /**
   * Returns the entropy of the classes.
   *
   * @return {@code −Σ s log s} over shares s, nats: from 0 where all images are of one class to the
   *     logarithm of the number of classes where all have as many
   */
  public double entropy() {
    double entropy = 0;
    for (double share : shares()) {
      entropy -= share > 0 ? share * Math.log(share) : 0;
    }
    return entropy;
  }
}
