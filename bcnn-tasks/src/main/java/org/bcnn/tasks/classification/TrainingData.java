package org.bcnn.tasks.classification;

import java.util.Optional;
import java.util.OptionalInt;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.DataSource;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.data.Split;
import org.bcnn.tasks.data.TrainValidationSplit;

/**
 * The images of a run: no image is in two of the parts.
 *
 * @param name the name of the data set
 * @param train what is trained on; their number is N of the objective
 * @param validation what each epoch is judged by, held back from training, if any
 * @param test what the result is judged by, the data set's own test part
 * @param limit how many of the data set's training images were taken at most, if not all
 * @param validationFraction the share of them that was held back
 * @param splitSeed what decided which
 */
public record TrainingData(
    String name,
    LabelledImages train,
    Optional<LabelledImages> validation,
    LabelledImages test,
    OptionalInt limit,
    double validationFraction,
    long splitSeed) {

  /**
   * Loads a data set and divides its training part.
   *
   * @param source the data set
   * @param context where its files are
   * @param limit how many of the training images are used, if not all: a random subset
   * @param validationFraction the share of these that is held back, from 0 to less than 1
   * @param seed decides the subset and the division
   * @return the parts
   * @throws IllegalArgumentException if the limit is less than 1, or the share leaves nothing to
   *     train on
   * @throws org.bcnn.tasks.data.DataException if the data cannot be had
   */
  public static TrainingData load(
      DataSource source,
      DataContext context,
      OptionalInt limit,
      double validationFraction,
      long seed) {
    LabelledImages all = source.load(Split.TRAIN, context);
    LabelledImages used = limit.isPresent() ? all.sample(limit.getAsInt(), seed) : all;
    TrainValidationSplit split =
        TrainValidationSplit.byFraction(used.count(), validationFraction, seed);
    return new TrainingData(
        source.name(),
        used.subset(split.train()),
        split.validation().length == 0
            ? Optional.empty()
            : Optional.of(used.subset(split.validation())),
        source.load(Split.TEST, context),
        limit,
        validationFraction,
        seed);
  }

  /**
   * Returns how many images are held back for validation.
   *
   * @return their number, 0 if there are none
   */
  public int validationExamples() {
    return validation.map(LabelledImages::count).orElse(0);
  }
}
