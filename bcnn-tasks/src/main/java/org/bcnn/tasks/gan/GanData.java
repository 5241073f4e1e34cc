package org.bcnn.tasks.gan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.DataSource;
import org.bcnn.tasks.data.ImageFit;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.data.Split;
import org.bcnn.tasks.training.TrainingException;
import org.bcnn.tasks.training.TrainingTexts;

/**
 * The real images of a game, all of one size.
 *
 * @param name the name of the data set
 * @param train what is trained on
 * @param test what is not
 * @param choice which they are
 */
public record GanData(String name, LabelledImages train, LabelledImages test, Choice choice) {
  private static final String COMMAND = "bcnn gan train";

  /**
   * Which images of a data set are used, and how.
   *
   * @param limit how many of the training images are used, if not all: a random subset
   * @param size the height and width that they are brought to, if not their own
   * @param seed decides the subset
   */
  public record Choice(OptionalInt limit, OptionalInt size, long seed) {
    /** Checks that nothing is null. */
    public Choice {
      Objects.requireNonNull(limit, "limit");
      Objects.requireNonNull(size, "size");
    }

    /**
     * Reads the choice of a checkpoint.
     *
     * @param checkpoint the checkpoint
     * @return the same choice, of the size of the generator's images
     */
    public static Choice of(Checkpoint checkpoint) {
      TrainingTexts settings = new TrainingTexts(checkpoint.training(), COMMAND);
      return new Choice(
          settings.count(TrainingTexts.TRAIN_LIMIT),
          OptionalInt.of(checkpoint.generatorDescription().size()),
          checkpoint.seed());
    }
  }

  /**
   * Loads a data set.
   *
   * @param source the data set
   * @param context where its files are
   * @param choice which images, and how large
   * @return the images
   * @throws IllegalArgumentException if they are not square, and no size was chosen
   * @throws org.bcnn.tasks.data.DataException if the data cannot be had
   */
  public static GanData load(DataSource source, DataContext context, Choice choice) {
    LabelledImages all = source.load(Split.TRAIN, context);
    LabelledImages used =
        choice.limit().isPresent() ? all.sample(choice.limit().getAsInt(), choice.seed()) : all;
    if (choice.size().isEmpty() && used.height() != used.width()) {
      throw new IllegalArgumentException(
          String.format(
              "a generator makes square images and those of %s have %dx%d pixels: choose a size "
                  + "(--size)",
              source.name(), used.height(), used.width()));
    }
    int size = choice.size().orElse(used.height());
    LabelledImages train = ImageFit.fit(used, used.channels(), size, size);
    LabelledImages test = source.load(Split.TEST, context);
    return new GanData(
        source.name(), train, ImageFit.fit(test, train.channels(), size, size), choice);
  }

  /**
   * Brings other images to the channels and the size of these.
   *
   * @param others the images
   * @return the same images, or like them
   */
  public LabelledImages fit(LabelledImages others) {
    return ImageFit.fit(others, train.channels(), train.height(), train.width());
  }

  /**
   * Checks that these are what a checkpoint was trained on.
   *
   * @param checkpoint the checkpoint
   * @throws TrainingException if they are not the same as then
   */
  public void requireSame(Checkpoint checkpoint) {
    String then = new TrainingTexts(checkpoint.training(), COMMAND).text(TrainingTexts.DATA_DIGEST);
    if (!train.digest().equals(then)) {
      throw new TrainingException(
          String.format(
              "the training images of %s are not those that the checkpoint was trained on (digest "
                  + "%s, not %s): give it the same files, or start a new run",
              name, train.digest(), then));
    }
  }

  /**
   * Lists what there is to say of the data and of a plan, for provenance.
   *
   * @param plan the plan
   * @return name and value of each setting, in a fixed order
   */
  public Map<String, String> settings(GanPlan plan) {
    Map<String, String> settings = new LinkedHashMap<>(plan.settings(name, train));
    choice
        .limit()
        .ifPresent(limit -> settings.put(TrainingTexts.TRAIN_LIMIT, Integer.toString(limit)));
    return settings;
  }
}
