package org.bcnn.tasks.superresolution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.models.SuperResolver;
import org.bcnn.tasks.training.NetworkSession;
import org.bcnn.tasks.training.ObjectiveSettings;
import org.bcnn.tasks.training.OptimisationSettings;
import org.bcnn.tasks.training.Trainer;
import org.bcnn.tasks.training.TrainingListener;
import org.bcnn.tasks.training.TrainingTask;

/**
 * Trains a network for super-resolution on patches, on the variational objective. Everything random
 * in it is a function of the seed. Not thread-safe.
 */
public final class SuperResolutionTrainer {
  private static final int VALIDATION_DRAWS = 5;

  private final NetworkSession owner;
  private final SuperResolver resolver;
  private final int patchSize;
  private final OptimisationSettings optimisation;
  private final long seed;
  private final Trainer trainer;

  /**
   * Prepares training.
   *
   * @param owner the network, which is trained from the values it has
   * @param resolver the network
   * @param patchSize the side of a patch in pixels of the low resolution
   * @param objective what is minimised
   * @param optimisation how; its batch size is of no account, as patches come in batches
   * @param seed decides all noise
   */
  public SuperResolutionTrainer(
      NetworkSession owner,
      SuperResolver resolver,
      int patchSize,
      ObjectiveSettings objective,
      OptimisationSettings optimisation,
      long seed) {
    this.owner = owner;
    this.resolver = resolver;
    this.patchSize = patchSize;
    this.optimisation = optimisation;
    this.seed = seed;
    trainer =
        new Trainer(
            owner, new SuperResolutionTask(resolver, patchSize), objective, optimisation, seed);
  }

  /**
   * Returns the trainer that does the work.
   *
   * @return the trainer, which knows how far the run is
   */
  public Trainer trainer() {
    return trainer;
  }

  /**
   * Trains until the last epoch, or until early stopping ends it. N of the objective, the number of
   * examples that there is evidence of, is the number of patches that would cover the pictures once
   * ({@link PatchSource#cover}), however many are drawn in an epoch.
   *
   * @param patches what is trained on
   * @param validation pictures that each epoch is judged by; empty for none
   * @param listener told of every step and epoch
   * @param stop asked before every step whether to stop
   * @throws org.bcnn.tasks.training.TrainingException if the loss, or a weight at the end of an
   *     epoch, is no longer finite; the message says where
   * @throws org.bcnn.tasks.training.TrainingInterruptedException if asked to stop
   * @throws IllegalArgumentException if the patches are not of the size that was prepared for, or
   *     early stopping lacks a validation part
   */
  public void train(
      PatchSource patches,
      List<ResolutionPair> validation,
      TrainingListener listener,
      BooleanSupplier stop) {
    if (patches.settings().size() != patchSize) {
      throw new IllegalArgumentException(
          String.format(
              "patches of %d pixels were prepared for, got some of %d",
              patchSize, patches.settings().size()));
    }
    optimisation.requireValidation(validation.size());
    try (SuperResolutionPredictor predictor =
        new SuperResolutionPredictor(owner, resolver, VALIDATION_DRAWS)) {
      trainer.train(
          new Trainer.Data(new PatchMinibatches(patches), patches.cover()),
          () -> validation.isEmpty() ? Map.of() : scores(predictor, validation),
          listener,
          stop);
    }
  }

  private Map<String, Double> scores(
      SuperResolutionPredictor predictor, List<ResolutionPair> validation) {
    List<SuperResolutionScores> scores = new ArrayList<>();
    for (int i = 0; i < validation.size(); i++) {
      ResolutionPair pair = validation.get(i);
      NoiseSeed noise = new NoiseSeed(seed, Trainer.VALIDATION_STEPS + i);
      scores.add(
          SuperResolutionScores.of(
              predictor.predict(pair.low(), noise), pair.high(), pair.factor()));
    }
    SuperResolutionScores mean = SuperResolutionScores.mean(scores);
    int pixels =
        patchSize * patchSize * resolver.description().factor() * resolver.description().factor();
    Map<String, Double> byName = new LinkedHashMap<>();
    byName.put(SuperResolutionTask.VALIDATION_PSNR, mean.fidelity().psnr());
    // An example is a patch, in training and here.
    byName.put(TrainingTask.VALIDATION_NLL, mean.nll() * pixels);
    return byName;
  }
}
