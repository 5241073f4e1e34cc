package org.bcnn.tasks.classification;

import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.layer.Estimator;
import org.bcnn.tasks.data.Augmentation;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.training.ObjectiveSettings;
import org.bcnn.tasks.training.OptimisationSettings;
import org.bcnn.tasks.training.Trainer;
import org.bcnn.tasks.training.TrainingListener;
import org.bcnn.tasks.training.TrainingState;
import org.bcnn.tensor.HostTensor;

/**
 * Trains a classifier on the variational objective. Everything random in it is a function of the
 * seed: the order of the examples of epoch e and the noise of step t are read at addresses that
 * name e and t. Not thread-safe.
 */
public final class ClassifierTrainer {
  /** Posterior draws of a validation prediction. */
  private static final int VALIDATION_DRAWS = 5;

  private final ClassifierSession owner;
  private final ObjectiveSettings objective;
  private final OptimisationSettings optimisation;
  private final Augmentation augmentation;
  private final long seed;
  private final Trainer trainer;

  /**
   * Prepares training without augmentation.
   *
   * @param owner the classifier, which is trained from the values it has
   * @param objective what is minimised
   * @param optimisation how
   * @param seed decides the order of the examples and all noise
   */
  public ClassifierTrainer(
      ClassifierSession owner,
      ObjectiveSettings objective,
      OptimisationSettings optimisation,
      long seed) {
    this(owner, objective, optimisation, Augmentation.NONE, seed);
  }

  /**
   * Prepares training.
   *
   * @param owner the classifier, which is trained from the values it has
   * @param objective what is minimised
   * @param optimisation how
   * @param augmentation how training images are changed; those for validation are not
   * @param seed decides the order of the examples, their augmentation and all noise
   */
  public ClassifierTrainer(
      ClassifierSession owner,
      ObjectiveSettings objective,
      OptimisationSettings optimisation,
      Augmentation augmentation,
      long seed) {
    this.owner = owner;
    this.objective = objective;
    this.optimisation = optimisation;
    this.augmentation = augmentation;
    this.seed = seed;
    trainer =
        new Trainer(
            owner.network(), new ClassifierTask(owner.classifier()), objective, optimisation, seed);
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
   * Takes up a run where it was left: the classifier has the values it had there.
   *
   * @param state how far the run was
   * @param values values by name, among them those of the optimiser's variables
   * @throws org.bcnn.tasks.training.TrainingException if there is something left to train and
   *     values of the optimiser's variables are missing or of another shape
   */
  public void resume(TrainingState state, Map<String, HostTensor> values) {
    trainer.resume(state, values);
  }

  /**
   * Returns how far training is.
   *
   * @return the state after the last step that was taken
   */
  public TrainingState state() {
    return trainer.state();
  }

  /**
   * Copies the state of the optimiser.
   *
   * @return a value for each of its variables by name, always in the same order; only after a step
   *     has been taken
   */
  public Map<String, HostTensor> optimizerState() {
    return trainer.optimizerState();
  }

  /**
   * Trains until the last epoch, or until early stopping ends it.
   *
   * @param train the examples that are trained on; their number is N of the objective
   * @param validation examples that each epoch is judged by, if any
   * @param listener told of every step and epoch
   * @param stop asked before every step whether to stop
   * @throws org.bcnn.tasks.training.TrainingException if the loss, or a weight at the end of an
   *     epoch, is no longer finite; the message names the step, the layer and the operation that
   *     made the first such value
   * @throws org.bcnn.tasks.training.TrainingInterruptedException if asked to stop
   * @throws IllegalArgumentException if images are not of the size that the classifier takes, or
   *     too small for the augmentation, or early stopping lacks a validation part, or a value that
   *     training starts from is not finite
   */
  public void train(
      LabelledImages train,
      Optional<LabelledImages> validation,
      TrainingListener listener,
      BooleanSupplier stop) {
    ImageSizes.require(owner.classifier(), train);
    validation.ifPresent(images -> ImageSizes.require(owner.classifier(), images));
    optimisation.requireValidation(validation.map(LabelledImages::count).orElse(0));
    int batch = Math.min(optimisation.batchSize(), train.count());
    ClassifierMinibatches source = new ClassifierMinibatches(train, augmentation, batch, seed);
    try (Predictor predictor = validationPredictor()) {
      Supplier<Map<String, Double>> scores =
          () -> validation.map(images -> validate(predictor, images).byName()).orElse(Map.of());
      trainer.train(new Trainer.Data(source, train.count()), scores, listener, stop);
    }
  }

  /**
   * Returns how long the training steps took.
   *
   * @return seconds, validation and whatever listeners do after an epoch left out
   */
  public double trainSeconds() {
    return trainer.trainSeconds();
  }

  private Predictor validationPredictor() {
    boolean sampled = owner.isStochastic() && objective.estimator() != Estimator.MEAN;
    return sampled
        ? owner.predictor(objective.estimator(), VALIDATION_DRAWS)
        : owner.predictor(Estimator.MEAN, 1);
  }

  private ValidationScores validate(Predictor predictor, LabelledImages images) {
    NoiseSeed noise = new NoiseSeed(seed, Trainer.VALIDATION_STEPS);
    return ValidationScores.of(Evaluation.of(predictor.predict(images, noise), images));
  }
}
