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
import org.bcnn.tasks.training.LayerRecord;
import org.bcnn.tasks.training.ObjectiveSettings;
import org.bcnn.tasks.training.OptimisationSettings;
import org.bcnn.tasks.training.StepRecord;
import org.bcnn.tasks.training.Stopwatch;
import org.bcnn.tasks.training.TrainingException;
import org.bcnn.tasks.training.TrainingInterruptedException;
import org.bcnn.tasks.training.TrainingListener;
import org.bcnn.tasks.training.TrainingState;
import org.bcnn.tasks.training.ValidationScores;
import org.bcnn.tensor.HostTensor;

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
   * @throws TrainingException if the loss, or a weight at the end of an epoch, is no longer finite;
   *     the message names the step, the layer and the operation that made the first such value
   * @throws TrainingInterruptedException if asked to stop
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
    optimizerVariables()
        .forEach(
            variable -> optimizerStart.putIfAbsent(variable, HostTensor.zeros(variable.shape())));
    owner.session().setAll(optimizerStart);
    requireFinite(values());
    int batch = Math.min(optimisation.batchSize(), train.count());
    MinibatchSource source = new MinibatchSource(train, augmentation, batch, seed);
    listener.onStart(optimisation.epochs(), train.count());
    TrainingGraph.Settings graph =
        new TrainingGraph.Settings(objective, train.count(), owner.noise());
    try (Predictor predictor = validationPredictor();
        MinibatchReader minibatches = new MinibatchReader(source);
        LayerMeasurement layers = new LayerMeasurement(owner, graph);
        CompiledSteps steps = new CompiledSteps(train.count())) {
      while (!optimisation.isOverAfter(state().validationNlls())) {
        Epoch epoch = new Epoch(source, listener, stop, graph, steps);
        stopwatch.start();
        StepInputs last = epoch.train(minibatches);
        double seconds = stopwatch.stop();
        List<LayerRecord> measured = layers.measure(epoch.epochNumber, last);
        epoch.requireFinite(measured);
        ValidationScores scores = validate(predictor, validation);
        EpochRecord record = averages.record(epoch.epochNumber, scores, seconds);
        history.add(record);
        averages = new EpochAverages();
        listener.onLayers(measured);
        listener.onEpoch(record);
      }
    }
  }

  /** Copies all that training changes. */
  private Map<Variable, HostTensor> values() {
    List<Variable> variables =
        new ArrayList<>(NetworkVariables.of(owner.classifier().network()).all());
    variables.addAll(optimizerVariables());
    return owner.session().getAll(variables);
  }

  /** A start that is not finite is no divergence: no other rate of learning mends it. */
  private static void requireFinite(Map<Variable, HostTensor> start) {
    start.forEach(
        (variable, value) -> {
          for (float element : value.data()) {
            if (!Float.isFinite(element)) {
              throw new IllegalArgumentException(
                  String.format(
                      "training cannot start, as there are values in %s that are not finite: start "
                          + "from a checkpoint whose values are, or anew",
                      variable.name()));
            }
          }
        });
  }

  /** The steps of one epoch from where it stands. */
  private final class Epoch {
    private final int epochNumber = history.size() + 1;
    private final List<Double> validationNlls = state().validationNlls();
    private final MinibatchSource source;
    private final TrainingListener listener;
    private final BooleanSupplier stop;
    private final TrainingGraph.Settings graph;
    private final CompiledSteps steps;

    /** Where it starts, so that its steps can be taken again. */
    private final long from = done;

    private final Map<Variable, HostTensor> start;

    Epoch(
        MinibatchSource source,
        TrainingListener listener,
        BooleanSupplier stop,
        TrainingGraph.Settings graph,
        CompiledSteps steps) {
      this.source = source;
      this.listener = listener;
      this.stop = stop;
      this.graph = graph;
      this.steps = steps;
      start = values();
    }

    /** Trains to the end of the epoch and returns the last step. */
    StepInputs train(MinibatchReader minibatches) {
      StepInputs inputs = null;
      for (int at = inEpoch(done); at < source.perEpoch(); at++) {
        if (stop.getAsBoolean()) {
          throw new TrainingInterruptedException(done, epochNumber - 1);
        }
        inputs = inputs(done, minibatches.take(epochNumber, at));
        Map<String, HostTensor> outputs = steps.run(inputs);
        StepRecord record = record(done + 1, epochNumber, inputs, outputs);
        if (!record.isFinite()) {
          throw diverged(
              String.format(
                  "the loss is %s at step %d, in epoch %d (NLL %s, KL %s)",
                  record.loss(), done + 1, epochNumber, record.nll(), record.kl()),
              done);
        }
        averages.add(record, rightlyClassified(inputs.minibatch().classes(), outputs));
        done++;
        listener.onStep(record);
      }
      return inputs;
    }

    /** Stops where the last step has left values that are not finite, before they are saved. */
    void requireFinite(List<LayerRecord> layers) {
      for (LayerRecord layer : layers) {
        if (!Double.isFinite(layer.magnitude())
            || !Double.isFinite(layer.sigma().orElse(0))
            || !Double.isFinite(layer.kl().orElse(0))) {
          throw diverged(
              String.format(
                  "%s is not finite after step %d, the last of epoch %d",
                  layer.parameter(), done, epochNumber),
              done - 1);
        }
      }
    }

    private int inEpoch(long step) {
      return (int) (step - (epochNumber - 1L) * source.perEpoch());
    }

    private StepInputs inputs(long step, Minibatch minibatch) {
      TrainingProgress progress =
          new TrainingProgress(step, source.perEpoch(), optimisation.epochs(), validationNlls);
      return new StepInputs(
          minibatch,
          optimisation.learningRateAt(progress),
          objective.klWeightAt(progress),
          new NoiseSeed(seed, step));
    }

    private StepInputs again(long step) {
      return inputs(step, source.at(new MinibatchSource.Place(epochNumber, inEpoch(step))));
    }

    private TrainingException diverged(String symptom, long bad) {
      listener.onDivergence(bad + 1, bad - from);
      DivergenceSearch search =
          new DivergenceSearch(start, from, this::again, step -> steps.run(again(step)), stop);
      try (FiniteProbe probe = new FiniteProbe(owner, graph)) {
        return new TrainingException(
            String.format(
                "%s: training has diverged. %s",
                symptom, search.find(owner.session(), probe, bad)));
      }
    }
  }

  /** Training steps by the size of their minibatch. */
  private final class CompiledSteps implements AutoCloseable {
    private final Map<Integer, TrainingStep> compiled = new LinkedHashMap<>();
    private final int trainingExamples;

    CompiledSteps(int trainingExamples) {
      this.trainingExamples = trainingExamples;
    }

    Map<String, HostTensor> run(StepInputs inputs) {
      return compiled
          .computeIfAbsent(inputs.minibatch().size(), size -> compile(trainingExamples, size))
          .run(inputs);
    }

    @Override
    public void close() {
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
      long step, int epoch, StepInputs inputs, Map<String, HostTensor> outputs) {
    return new StepRecord(
        step,
        epoch,
        inputs.minibatch().size(),
        outputs.get(ClassifierFunctions.LOSS).item(),
        outputs.get(ClassifierFunctions.NLL).item(),
        outputs.get(ClassifierFunctions.KL).item(),
        inputs.learningRate());
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

  private ValidationScores validate(Predictor predictor, Optional<LabelledImages> validation) {
    if (validation.isEmpty()) {
      return ValidationScores.NONE;
    }
    Evaluation scores =
        Evaluation.of(
            predictor.predict(validation.get(), new NoiseSeed(seed, VALIDATION_STEPS)),
            validation.get());
    return new ValidationScores(
        scores.calibration().accuracy(),
        scores.calibration().negativeLogLikelihood(),
        scores.epistemic(),
        scores.aleatoric(),
        scores.predictiveEntropy(),
        scores.mutualInformation());
  }
}
