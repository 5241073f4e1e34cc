package org.bcnn.tasks.gan;

import java.util.Arrays;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.bcnn.tasks.data.LabelledImages;

/** Chooses the images that keep their labels. Stateless. */
public final class LabelSelection {
  private LabelSelection() {}

  /**
   * Chooses images at random, as many of every class, or one more of some where that does not come
   * out even.
   *
   * @param images the images
   * @param count how many
   * @param seed decides which
   * @return their indices, in rising order
   * @throws IllegalArgumentException if a class gets none, or has not enough images
   */
  public static int[] choose(LabelledImages images, int count, long seed) {
    int classes = images.classes();
    if (count < classes) {
      throw new IllegalArgumentException(
          String.format(
              "%d labels are not enough for %d classes: each needs one at least", count, classes));
    }
    int[] order =
        RandomStream.at(new NoiseAddress(seed, 0, "gan/labels", 0)).permutation(images.count());
    int[] wanted = new int[classes];
    for (int i = 0; i < count; i++) {
      wanted[i % classes]++;
    }
    int[] chosen = new int[count];
    int found = 0;
    for (int image : order) {
      int label = images.label(image);
      if (wanted[label] > 0) {
        wanted[label]--;
        chosen[found++] = image;
      }
    }
    if (found < count) {
      throw new IllegalArgumentException(
          String.format(
              "there are not %d training images of every class to label: ask for fewer labels",
              (count + classes - 1) / classes));
    }
    Arrays.sort(chosen);
    return chosen;
  }
}
