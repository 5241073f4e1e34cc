package org.bcnn.tasks.superresolution;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.bcnn.models.SuperResolutionDescription;
import org.bcnn.models.SuperResolutionModels;
import org.bcnn.models.SuperResolver;
import org.bcnn.models.WeightsDescription;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.training.ObjectiveSettings;
import org.bcnn.tasks.training.OptimisationSettings;
import org.bcnn.tasks.training.TrainingException;
import org.bcnn.tasks.training.TrainingTexts;

/**
 * What is trained for super-resolution, and how. Immutable and thread-safe.
 *
 * @param network the architecture, with the factor and how noise is modelled
 * @param weights what the weights are
 * @param objective what is minimised
 * @param optimisation how; its batch size is that of patches
 * @param patchSize the side of a patch in pixels of the low resolution, at least 1
 * @param patchesPerEpoch how many patches an epoch has, at least 1
 * @param withTwin whether the deterministic twin is trained beside
 * @param seed decides all that is random
 */
public record SuperResolutionPlan(
    SuperResolutionDescription network,
    WeightsDescription weights,
    ObjectiveSettings objective,
    OptimisationSettings optimisation,
    int patchSize,
    int patchesPerEpoch,
    boolean withTwin,
    long seed) {
  /** The setting that says how many of the training pictures were held back. */
  public static final String VALIDATION_PICTURES = "validationPictures";

  /** The setting that is the side of a patch in pixels of the low resolution. */
  public static final String PATCH_SIZE = "patchSize";

  /** The setting that says how many patches an epoch has. */
  public static final String PATCHES_PER_EPOCH = "patchesPerEpoch";

  /** The setting that says whether the deterministic twin is trained beside. */
  public static final String WITH_TWIN = "withTwin";

  private static final String COMMAND = "bcnn superres train";

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there are to be no patches, or a twin of a network that has
   *     plain weights itself
   */
  public SuperResolutionPlan {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(objective, "objective");
    if (patchSize < 1 || patchesPerEpoch < 1) {
      throw new IllegalArgumentException(
          String.format(
              "the size of patches and their number in an epoch must be at least 1, got %d and %d",
              patchSize, patchesPerEpoch));
    }
    if (withTwin && !weights.bayesian()) {
      throw new IllegalArgumentException(
          "a network of plain weights is its own deterministic twin; leave --with-twin or "
              + "--deterministic away");
    }
  }

  /**
   * Reads the plan that a checkpoint was trained by.
   *
   * @param checkpoint the checkpoint
   * @return a plan with the same settings
   * @throws TrainingException if it does not name all of them, or one that is not on the class path
   * @throws org.bcnn.models.checkpoint.CheckpointException if it is of a network for something else
   */
  public static SuperResolutionPlan of(Checkpoint checkpoint) {
    SuperResolutionDescription network = checkpoint.superResolutionDescription();
    try {
      TrainingTexts settings = new TrainingTexts(checkpoint.training(), COMMAND);
      return new SuperResolutionPlan(
          network,
          checkpoint.weights(),
          settings.objective(),
          settings.optimisation(),
          Integer.parseInt(settings.text(PATCH_SIZE)),
          Integer.parseInt(settings.text(PATCHES_PER_EPOCH)),
          Boolean.parseBoolean(settings.text(WITH_TWIN)),
          checkpoint.seed());
    } catch (IllegalArgumentException e) {
      throw new TrainingException(
          "the settings of the checkpoint cannot be used: " + e.getMessage());
    }
  }

  /**
   * Finds the pictures that a checkpoint was trained on. Whether they are the same is seen from
   * {@link #requireSame}, once they have been read.
   *
   * @param checkpoint the checkpoint
   * @param source the set
   * @param context where its files are
   * @return the pictures
   * @throws org.bcnn.tasks.data.DataException if they are not there
   * @throws TrainingException if the checkpoint does not say which they were
   */
  public static SuperResolutionData data(
      Checkpoint checkpoint, PictureSource source, DataContext context) {
    TrainingTexts settings = new TrainingTexts(checkpoint.training(), COMMAND);
    try {
      return SuperResolutionData.load(
          source,
          context,
          settings.count(TrainingTexts.TRAIN_LIMIT),
          Integer.parseInt(settings.text(VALIDATION_PICTURES)),
          settings.splitSeed(checkpoint.seed()));
    } catch (IllegalArgumentException e) {
      throw new TrainingException(
          "the settings of the checkpoint cannot be used: " + e.getMessage());
    }
  }

  /**
   * Checks that pictures are those that a checkpoint was trained on.
   *
   * @param checkpoint the checkpoint
   * @param name the name of the set
   * @param patches the pictures
   * @throws TrainingException if they are not the same as then
   */
  public static void requireSame(Checkpoint checkpoint, String name, PatchSource patches) {
    String then = new TrainingTexts(checkpoint.training(), COMMAND).text(TrainingTexts.DATA_DIGEST);
    if (!patches.digest().equals(then)) {
      throw new TrainingException(
          String.format(
              "the training pictures of %s are not those that the checkpoint was trained on "
                  + "(digest %s, not %s): give it the same files, or start a new run",
              name, patches.digest(), then));
    }
  }

  /**
   * Returns the plan of the deterministic twin: the same but for distributions.
   *
   * @param plain what its weights are
   * @return the plan
   */
  public SuperResolutionPlan twin(WeightsDescription plain) {
    return new SuperResolutionPlan(
        network, plain, objective, optimisation, patchSize, patchesPerEpoch, false, seed);
  }

  /**
   * Builds the network.
   *
   * @return the network
   * @throws IllegalArgumentException if there is no such network
   */
  public SuperResolver build() {
    return SuperResolutionModels.build(network, weights);
  }

  /**
   * Returns how small pictures are made.
   *
   * @return the reduction by the network's factor
   */
  public Degradation degradation() {
    return new Degradation(network.factor());
  }

  /**
   * Loads what is trained on.
   *
   * @param pictures the pictures
   * @return their patches
   * @throws org.bcnn.tasks.image.PictureException if a picture cannot be read
   * @throws org.bcnn.tasks.data.DataException if a picture is too small
   */
  public PatchSource patches(PictureSet pictures) {
    return new PatchSource(
        pictures,
        degradation(),
        new PatchSettings(patchSize, patchesPerEpoch, optimisation.batchSize()),
        seed);
  }

  /**
   * Lists the settings, for provenance.
   *
   * @param data what is trained on
   * @param patches the patches made of it
   * @return name and value of each, in a fixed order
   */
  public Map<String, String> settings(SuperResolutionData data, PatchSource patches) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(TrainingTexts.DATA, data.name());
    settings.put(TrainingTexts.DATA_DIGEST, patches.digest());
    data.limit()
        .ifPresent(limit -> settings.put(TrainingTexts.TRAIN_LIMIT, Integer.toString(limit)));
    settings.put(VALIDATION_PICTURES, Integer.toString(data.validation().size()));
    if (data.splitSeed() != seed) {
      settings.put(TrainingTexts.SPLIT_SEED, Long.toString(data.splitSeed()));
    }
    settings.put("trainPictures", Integer.toString(data.train().pictures().size()));
    settings.put("trainPatches", Long.toString(patches.cover()));
    settings.putAll(settings());
    return settings;
  }

  /**
   * Lists the settings that are not about the pictures, the network or the seed.
   *
   * @return name and value of each, in a fixed order
   */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(PATCH_SIZE, Integer.toString(patchSize));
    settings.put(PATCHES_PER_EPOCH, Integer.toString(patchesPerEpoch));
    settings.putAll(TrainingTexts.of(objective, optimisation));
    settings.put(WITH_TWIN, Boolean.toString(withTwin));
    return settings;
  }
}
