package org.bcnn.tasks.classification;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.schedule.TrainingProgress;
import org.bcnn.tasks.data.Augmentation;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.training.EpochAverages;
import org.bcnn.tasks.training.EpochRecord;
import org.bcnn.tasks.training.ObjectiveSettings;
import org.bcnn.tasks.training.OptimisationSettings;
import org.bcnn.tasks.training.StepRecord;
import org.bcnn.tasks.training.Stopwatch;
import org.bcnn.tasks.training.TrainingException;
import org.bcnn.tasks.training.TrainingInterruptedException;
import org.bcnn.tasks.training.TrainingListener;
import org.bcnn.tasks.training.TrainingState;
import org.bcnn.tensor.HostTensor;
import org.bcnn.uncertainty.Calibration;

/**
 * Trains a classifier on the variational objective. Everything random in it is a function of the
 * seed: the order of the examples of epoch e and the noise of step t are read at addresses that
 * name e and t. Not thread-safe.
 */
public final class ClassifierTrainer {
  /** Validation draws noise at steps from here on, which no training step reaches. */
  static final long VALIDATION_STEPS = 1L << 40;

  /** Posterior draws of a validation prediction. */
  private static final int VALIDATION_DRAWS = 5;

  private final ClassifierSession owner;
  private final ObjectiveSettings objective;
  private final OptimisationSettings optimisation;
  private final Augmentation augmentation;
  private final long seed;
  private final Stopwatch stopwatch = new Stopwatch();
  private final Map<Variable, HostTensor> optimizerStart = new LinkedHashMap<>();
  private final List<EpochRecord> history = new ArrayList<>();
  private EpochAverages averages = new EpochAverages();
  private long done;

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
  }

  /**
   * Takes up a run where it was left: the classifier has the values it had there.
   *
   * @param state how far the run was
   * @param values values by name, among them those of the optimiser's variables
   * @throws TrainingException if there is something left to train and values of the optimiser's
   *     variables are missing or of another shape
   */
  public void resume(TrainingState state, Map<String, HostTensor> values) {
    done = state.step();
    history.clear();
    history.addAll(state.history());
    averages = new EpochAverages(state.unfinished());
    optimizerStart.clear();
    if (optimisation.isOverAfter(state.validationNlls())) {
      return;
    }
    for (Variable variable : optimizerVariables()) {
      HostTensor value = values.get(variable.name());
      if (value == null || !value.shape().equals(variable.shape())) {
        throw new TrainingException(
            "the checkpoint lacks the optimiser's state ("
                + variable.name()
                + "), so training cannot go on from it; use the checkpoint.safetensors of the run");
      }
      optimizerStart.put(variable, value);
    }
  }

  /**
   * Returns how far training is.
   *
   * @return the state after the last step that was taken
   */
  public TrainingState state() {
    return new TrainingState(done, history, averages.sums());
  }

  /**
   * Copies the state of the optimiser.
   *
   * @return a value for each of its variables by name, always in the same order; only after a step
   *     has been taken
   */
  public Map<String, HostTensor> optimizerState() {
    Map<String, HostTensor> values = new LinkedHashMap<>();
    owner
        .session()
        .getAll(optimizerVariables())
        .forEach((variable, value) -> values.put(variable.name(), value));
    return values;
  }

  private List<Variable> optimizerVariables() {
    return optimisation
        .optimizer()
        .state(NetworkVariables.of(owner.classifier().network()).trainable());
  }

  /**
   * Trains until the last epoch, or until early stopping ends it.
   *
   * @param train the examples that are trained on; their number is N of the objective
   * @param validation examples that each epoch is judged by, if any
   * @param listener told of every step and epoch
   * @param stop asked before every step whether to stop
   * @throws TrainingException if the loss is no longer finite; the step's update has been applied
   * @throws TrainingInterruptedException if asked to stop
   * @throws IllegalArgumentException if images are not of the size that the classifier takes, or
   *     too small for the augmentation, or early stopping lacks a validation part
   */
  public void train(
      LabelledImages train,
      Optional<LabelledImages> validation,
      TrainingListener listener,
      BooleanSupplier stop) {
    ImageSizes.require(owner.classifier(), train);
    validation.ifPresent(images -> ImageSizes.require(owner.classifier(), images));
    optimisation.requireValidation(validation.map(LabelledImages::count).orElse(0));
    optimizerVariables()
        .forEach(
            variable -> optimizerStart.putIfAbsent(variable, HostTensor.zeros(variable.shape())));
    owner.session().setAll(optimizerStart);
    int batch = Math.min(optimisation.batchSize(), train.count());
    MinibatchSource source = new MinibatchSource(train, augmentation, batch, seed);
    int stepsAnEpoch = source.perEpoch();
    Map<Integer, TrainingStep> compiled = new LinkedHashMap<>();
    listener.onStart(optimisation.epochs(), train.count());
    try (Predictor predictor = validationPredictor();
        MinibatchReader minibatches = new MinibatchReader(source)) {
      while (!optimisation.isOverAfter(state().validationNlls())) {
        List<Double> validationNlls = state().validationNlls();
        int epoch = history.size() + 1;
        int first = (int) (done - (epoch - 1L) * stepsAnEpoch);
        stopwatch.start();
        for (int number = first; number < stepsAnEpoch; number++) {
          if (stop.getAsBoolean()) {
            throw new TrainingInterruptedException(done, epoch - 1);
          }
          Minibatch minibatch = minibatches.take(epoch, number);
          TrainingStep step =
              compiled.computeIfAbsent(minibatch.size(), count -> compile(train.count(), count));
          TrainingProgress progress =
              new TrainingProgress(done, stepsAnEpoch, optimisation.epochs(), validationNlls);
          Map<String, HostTensor> outputs =
              step.run(
                  minibatch,
                  optimisation.learningRateAt(progress),
                  objective.klWeightAt(progress),
                  new NoiseSeed(seed, done));
          StepRecord record = record(done + 1, epoch, minibatch.size(), outputs);
          averages.add(record, rightlyClassified(minibatch.classes(), outputs));
          done++;
          listener.onStep(record);
        }
        double seconds = stopwatch.stop();
        double[] scores = validate(predictor, validation);
        EpochRecord record = averages.record(epoch, scores[0], scores[1], seconds);
        history.add(record);
        averages = new EpochAverages();
        listener.onEpoch(record);
      }
    } finally {
      compiled.values().forEach(TrainingStep::close);
    }
  }

  /**
   * Returns how long the training steps took.
   *
   * @return seconds, validation and whatever listeners do after an epoch left out
   */
  public double trainSeconds() {
    return stopwatch.seconds();
  }

  private TrainingStep compile(int trainingExamples, int batch) {
    return new TrainingStep(
        owner.session(),
        ClassifierFunctions.trainingStep(
            owner.classifier(),
            objective,
            optimisation.optimizer(),
            trainingExamples,
            batch,
            owner.noise()));
  }

  private static StepRecord record(
      long step, int epoch, int examples, Map<String, HostTensor> outputs) {
    StepRecord record =
        new StepRecord(
            step,
            epoch,
            examples,
            outputs.get(ClassifierFunctions.LOSS).item(),
            outputs.get(ClassifierFunctions.NLL).item(),
            outputs.get(ClassifierFunctions.KL).item());
    if (!record.isFinite()) {
      throw new TrainingException(
          String.format(
              "the loss is %s at step %d, in epoch %d (NLL %s, KL %s): training has diverged. "
                  + "Start again with a lower learning rate or a larger batch",
              record.loss(), step, epoch, record.nll(), record.kl()));
    }
    return record;
  }

  private static int rightlyClassified(int[] wanted, Map<String, HostTensor> outputs) {
    HostTensor probabilities = outputs.get(ClassifierFunctions.PROBABILITIES);
    int classes = probabilities.shape().dim(1);
    int right = 0;
    for (int i = 0; i < probabilities.shape().dim(0); i++) {
      int best = 0;
      for (int label = 1; label < classes; label++) {
        if (probabilities.data()[i * classes + label] > probabilities.data()[i * classes + best]) {
          best = label;
        }
      }
      right += best == wanted[i] ? 1 : 0;
    }
    return right;
  }

  private Predictor validationPredictor() {
    boolean sampled = owner.isStochastic() && objective.estimator() != Estimator.MEAN;
    return sampled
        ? owner.predictor(objective.estimator(), VALIDATION_DRAWS)
        : owner.predictor(Estimator.MEAN, 1);
  }

  /** Returns accuracy and negative log-likelihood of the predictive distribution. */
  private double[] validate(Predictor predictor, Optional<LabelledImages> validation) {
    if (validation.isEmpty()) {
      return new double[] {Double.NaN, Double.NaN};
    }
    Calibration scores =
        Evaluation.calibration(
            predictor.predict(validation.get(), new NoiseSeed(seed, VALIDATION_STEPS)),
            validation.get());
    return new double[] {scores.accuracy(), scores.negativeLogLikelihood()};
  }
}
