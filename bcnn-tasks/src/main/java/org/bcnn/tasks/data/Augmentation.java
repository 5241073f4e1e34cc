package org.bcnn.tasks.data;

import java.util.Arrays;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;

/**
 * Random changes of training images that leave their class as it is: mirroring left and right, and
 * cropping at a random place after padding with black (K. He, X. Zhang, S. Ren, J. Sun, "Deep
 * Residual Learning for Image Recognition", 2016, section 4.2).
 *
 * <p>How an image is changed is a function of the seed, the epoch and the image, so it depends
 * neither on the minibatches nor on threads. Immutable and safe for use by any number of threads.
 *
 * @param flip whether an image is mirrored with probability 1/2
 * @param crop by how many pixels each side is padded before cropping to the former size: the image
 *     moves by &minus;{@code crop}, &hellip;, {@code crop} pixels along each axis, all equally
 *     probable; 0 for no crop
 */
public record Augmentation(boolean flip, int crop) {

  /** No change. */
  public static final Augmentation NONE = new Augmentation(false, 0);

  private static final String FORM = "; the form is flip,crop=PIXELS, one of both, or none";

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if {@code crop} is negative
   */
  public Augmentation {
    if (crop < 0) {
      throw new IllegalArgumentException("crop must be at least 0 pixels but is " + crop);
    }
  }

  /**
   * Reads a text.
   *
   * @param text {@code flip}, {@code crop=4}, both with a comma between, or {@code none}
   * @return the augmentation
   * @throws IllegalArgumentException if the text has another form
   */
  public static Augmentation parse(String text) {
    if (text.equals(NONE.toString())) {
      return NONE;
    }
    boolean flip = false;
    int crop = 0;
    for (String part : text.split(",", -1)) {
      if (part.equals("flip") && !flip) {
        flip = true;
      } else if (part.matches("crop=[1-9][0-9]{0,3}") && crop == 0) {
        crop = Integer.parseInt(part.substring("crop=".length()));
      } else {
        throw new IllegalArgumentException("there is no augmentation \"" + text + "\"" + FORM);
      }
    }
    return new Augmentation(flip, crop);
  }

  /**
   * Checks that images are large enough.
   *
   * @param images the images
   * @throws IllegalArgumentException if a crop may move all of an image out of sight
   */
  public void require(LabelledImages images) {
    if (crop >= Math.min(images.height(), images.width())) {
      throw new IllegalArgumentException(
          String.format(
              "a crop by %d pixels may leave nothing of images of %dx%d; take a smaller one",
              crop, images.height(), images.width()));
    }
  }

  /**
   * Changes a training image.
   *
   * @param batch holds the image [channels, height, width] from {@code start}
   * @param start where it begins
   * @param images the training images, of whose size it is
   * @param seed the seed of the run
   * @param epoch the epoch
   * @param example the index of the image among the training images
   */
  public void apply(
      float[] batch, int start, LabelledImages images, long seed, long epoch, int example) {
    if (equals(NONE)) {
      return;
    }
    RandomStream random = RandomStream.at(new NoiseAddress(seed, epoch, "data/augment", example));
    // All are drawn, so that a flip does not depend on whether there is a crop.
    boolean mirrored = random.nextInt(2) == 1 && flip;
    int down = random.nextInt(2 * crop + 1) - crop;
    int right = random.nextInt(2 * crop + 1) - crop;
    int height = images.height();
    int width = images.width();
    int end = start + images.channels() * height * width;
    float[] original = Arrays.copyOfRange(batch, start, end);
    for (int i = 0; i < original.length; i++) {
      int column = i % width - right;
      int row = i / width % height - down;
      int plane = i - i % (height * width);
      boolean inside = column >= 0 && column < width && row >= 0 && row < height;
      int source = plane + row * width + (mirrored ? width - 1 - column : column);
      batch[start + i] = inside ? original[source] : 0;
    }
  }

  /** Returns the text that {@link #parse} reads. */
  @Override
  public String toString() {
    String cropping = crop > 0 ? "crop=" + crop : "";
    if (!flip) {
      return crop > 0 ? cropping : "none";
    }
    return crop > 0 ? "flip," + cropping : "flip";
  }
}
