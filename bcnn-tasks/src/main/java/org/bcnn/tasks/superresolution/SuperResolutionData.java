package org.bcnn.tasks.superresolution;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.Split;
import org.bcnn.tasks.data.TrainValidationSplit;

/**
 * The pictures of a run: no picture is in two of the parts.
 *
 * @param name the name of the set
 * @param train what patches are cut from
 * @param validation what each epoch is judged by, held back from training; may be empty
 * @param test what the result is judged by, the set's own test part
 * @param limit how many of the set's training pictures were taken at most, if not all
 * @param splitSeed what decided which are trained on, and which are held back
 */
public record SuperResolutionData(
    String name,
    PictureSet train,
    List<NamedPicture> validation,
    PictureSet test,
    OptionalInt limit,
    long splitSeed) {
  /** Copies the list. */
  public SuperResolutionData {
    validation = List.copyOf(validation);
  }

  /**
   * Finds the pictures of a set and divides its training part. Nothing is read yet.
   *
   * @param source the set
   * @param context where its files are
   * @param limit how many of the training pictures are used, if not all: a random subset
   * @param validationPictures how many of these are held back, at least 0 and fewer than all
   * @param seed decides the subset and the division
   * @return the parts
   * @throws IllegalArgumentException if the limit is less than 1, or nothing is left to train on
   * @throws org.bcnn.tasks.data.DataException if the set lacks a part or its files
   */
  public static SuperResolutionData load(
      PictureSource source,
      DataContext context,
      OptionalInt limit,
      int validationPictures,
      long seed) {
    PictureSet all = source.load(Split.TRAIN, context);
    List<NamedPicture> used =
        limit.isPresent() ? sample(all.pictures(), limit.getAsInt(), seed) : all.pictures();
    if (validationPictures < 0 || validationPictures >= used.size()) {
      throw new IllegalArgumentException(
          String.format(
              "of %d training pictures, from 0 to %d can be held back for validation, but %d were "
                  + "asked for (--validation-pictures)",
              used.size(), used.size() - 1, validationPictures));
    }
    TrainValidationSplit split =
        TrainValidationSplit.byCount(used.size(), validationPictures, seed);
    return new SuperResolutionData(
        source.name(),
        new PictureSet(all.name(), chosen(used, split.train())),
        chosen(used, split.validation()),
        source.load(Split.TEST, context),
        limit,
        seed);
  }

  /** A smaller sample is contained in every larger one of the same seed. */
  private static List<NamedPicture> sample(List<NamedPicture> pictures, int limit, long seed) {
    if (limit < 1) {
      throw new IllegalArgumentException(
          "there must be at least 1 picture to train on, not " + limit);
    }
    NoiseAddress address = new NoiseAddress(seed, 0, "superresolution/sample", 0);
    int[] order = RandomStream.at(address).permutation(pictures.size());
    return chosen(
        pictures, Arrays.stream(order).limit(Math.min(limit, order.length)).sorted().toArray());
  }

  private static List<NamedPicture> chosen(List<NamedPicture> pictures, int[] which) {
    return Arrays.stream(which).mapToObj(pictures::get).toList();
  }
}
