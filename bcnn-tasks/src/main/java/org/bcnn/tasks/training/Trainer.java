package org.bcnn.tasks.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.Variable;
import org.bcnn.schedule.TrainingProgress;
import org.bcnn.tensor.HostTensor;

/**
 * Trains a network on the variational objective of a task. Everything random in it is a function of
 * the seed: the minibatches are what their source makes of it, and the noise of step t is read at
 * an address that names t. Not thread-safe.
 */
public final class Trainer {
  /** Validation draws noise at steps from here on, which no training step reaches. */
  public static final long VALIDATION_STEPS = 1L << 40;

  private final NetworkSession owner;
  private final TrainingTask task;
  private final ObjectiveSettings objective;
  private final OptimisationSettings optimisation;
  private final long seed;
  private final Stopwatch stopwatch = new Stopwatch();
  private final Map<Variable, HostTensor> optimizerStart = new LinkedHashMap<>();
  private final List<EpochRecord> history = new ArrayList<>();
  private EpochAverages averages;
  private long done;

  /**
   * Prepares training.
   *
   * @param owner the network, which is trained from the values it has
   * @param task what it learns
   * @param objective what is minimised
   * @param optimisation how
   * @param seed decides all noise
   */
  public Trainer(
      NetworkSession owner,
      TrainingTask task,
      ObjectiveSettings objective,
      OptimisationSettings optimisation,
      long seed) {
    this.owner = owner;
    this.task = task;
    this.objective = objective;
    this.optimisation = optimisation;
    this.seed = seed;
    averages = new EpochAverages(task.scoreNames());
  }

  /**
   * What is trained on.
   *
   * @param source the minibatches
   * @param examples N of the objective: how many examples there are evidence of, which is the
   *     number of examples of an epoch unless the task draws them from a larger whole
   */
  public record Data(MinibatchSource source, long examples) {}

  /**
   * Takes up a run where it was left: the network has the values it had there.
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
    averages = new EpochAverages(task.scoreNames(), state.unfinished());
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
    return optimisation.optimizer().state(task.variables().trainable());
  }

  /**
   * Trains until the last epoch, or until early stopping ends it.
   *
   * @param data what is trained on
   * @param validation asked after every epoch for the scores of validation by name; gives none
   *     without a validation part
   * @param listener told of every step and epoch
   * @param stop asked before every step whether to stop
   * @throws TrainingException if the loss, or a weight at the end of an epoch, is no longer finite;
   *     the message names the step, the layer and the operation that made the first such value
   * @throws TrainingInterruptedException if asked to stop
   * @throws IllegalArgumentException if a value that training starts from is not finite
   */
  public void train(
      Data data,
      Supplier<Map<String, Double>> validation,
      TrainingListener listener,
      BooleanSupplier stop) {
    optimizerVariables()
        .forEach(
            variable -> optimizerStart.putIfAbsent(variable, HostTensor.zeros(variable.shape())));
    owner.session().setAll(optimizerStart);
    requireFinite(values());
    listener.onStart(optimisation.epochs(), data.source().examples());
    TrainingGraph.Settings graph =
        new TrainingGraph.Settings(objective, data.examples(), owner.noise());
    try (MinibatchReader minibatches = new MinibatchReader(data.source());
        LayerMeasurement layers = new LayerMeasurement(owner, task, graph);
        CompiledSteps steps = new CompiledSteps(graph)) {
      while (!optimisation.isOverAfter(state().validationNlls())) {
        Epoch epoch = new Epoch(data.source(), listener, stop, graph, steps);
        stopwatch.start();
        StepInputs last = epoch.train(minibatches);
        double seconds = stopwatch.stop();
        List<LayerRecord> measured = layers.measure(epoch.epochNumber, last);
        epoch.requireFinite(measured);
        EpochRecord record = averages.record(epoch.epochNumber, validation.get(), seconds);
        history.add(record);
        averages = new EpochAverages(task.scoreNames());
        listener.onLayers(measured);
        listener.onEpoch(record);
      }
    }
  }

  /** Copies all that training changes. */
  private Map<Variable, HostTensor> values() {
    List<Variable> variables = new ArrayList<>(task.variables().all());
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
        averages.add(record, task.score(inputs.minibatch(), outputs));
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
      try (FiniteProbe probe = new FiniteProbe(owner, task, graph)) {
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
    private final TrainingGraph.Settings settings;

    CompiledSteps(TrainingGraph.Settings settings) {
      this.settings = settings;
    }

    Map<String, HostTensor> run(StepInputs inputs) {
      return compiled.computeIfAbsent(inputs.minibatch().size(), this::compile).run(inputs);
    }

    private TrainingStep compile(int batch) {
      return new TrainingStep(
          owner.session(),
          TrainingFunction.of(task.graph(settings, batch), optimisation.optimizer()));
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

  private static StepRecord record(
      long step, int epoch, StepInputs inputs, Map<String, HostTensor> outputs) {
    return new StepRecord(
        step,
        epoch,
        inputs.minibatch().size(),
        outputs.get(TrainingFunction.LOSS).item(),
        outputs.get(TrainingFunction.NLL).item(),
        outputs.get(TrainingFunction.KL).item(),
        inputs.learningRate());
  }
}
