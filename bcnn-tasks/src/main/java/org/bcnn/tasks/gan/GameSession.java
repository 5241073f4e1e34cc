package org.bcnn.tasks.gan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.Backend;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.Variable;
import org.bcnn.tasks.training.TrainingException;
import org.bcnn.tasks.training.TrainingFunction;
import org.bcnn.tensor.HostTensor;

/**
 * A game in a backend: both players, their optimisers, and the moving average of the generator.
 * Closing it closes the session. For one thread.
 */
public final class GameSession implements AutoCloseable {
  private final Session session;
  private final Game game;
  private final MovingAverage average;
  private final Executable discriminator;
  private final Executable generator;
  private final Executable averaging;

  private GameSession(Session session, Game game, Batches batches, MovingAverage average) {
    this.session = session;
    this.game = game;
    this.average = average;
    this.discriminator =
        session.compile(
            batches.supervised()
                ? GameFunctions.semiSupervisedStep(
                    game, batches.images(), batches.labelled(), batches.labelWeight())
                : GameFunctions.discriminatorStep(game, batches.images()));
    this.generator = session.compile(GameFunctions.generatorStep(game, batches.images()));
    this.averaging = session.compile(average.update());
  }

  /**
   * The settings of a step's update.
   *
   * @param learningRate the learning rate
   * @param klWeight κ, the weight of KL / N; without effect on a deterministic player
   */
  public record Rates(double learningRate, double klWeight) {}

  /**
   * How many images a step has.
   *
   * @param images the number of real images, and of generated ones
   * @param labelled the number of images with labels beside them, 0 if there are no labels
   * @param labelWeight λ, the weight of the labels in the discriminator's loss
   */
  public record Batches(int images, int labelled, double labelWeight) {
    /**
     * Steps without labels.
     *
     * @param images the number of real images, and of generated ones
     */
    public Batches(int images) {
      this(images, 0, 0);
    }

    boolean supervised() {
      return labelled > 0;
    }
  }

  /**
   * Starts a game.
   *
   * @param backend the backend
   * @param game the game
   * @param batches the number of images of a step
   * @param decay the decay of the moving average of the generator ({@link MovingAverage})
   * @param seed the seed of the initial values
   * @return the session, to close
   * @throws IllegalArgumentException if a setting makes no sense
   */
  public static GameSession start(
      Backend backend, Game game, Batches batches, double decay, long seed) {
    MovingAverage average = new MovingAverage(game.generator().variables(), decay);
    Map<Variable, HostTensor> values = new LinkedHashMap<>(game.initialValues(seed));
    values.putAll(average.initialState(values));
    Session session = backend.openSession();
    try {
      session.setAll(values);
      return new GameSession(session, game, batches, average);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /**
   * Takes up a game where it was left.
   *
   * @param values values by name, of all {@link #variables()}
   * @throws TrainingException if one is missing or of another shape; the message names it
   */
  public void restore(Map<String, HostTensor> values) {
    Map<Variable, HostTensor> restored = new LinkedHashMap<>();
    for (Variable variable : variables()) {
      HostTensor value = values.get(variable.name());
      if (value == null || !value.shape().equals(variable.shape())) {
        throw new TrainingException(
            "the checkpoint lacks a value of "
                + variable.name()
                + ", so training cannot go on from it; use the checkpoint.safetensors of the run");
      }
      restored.put(variable, value);
    }
    session.setAll(restored);
  }

  /**
   * Returns all that training changes.
   *
   * @return the variables of both players, of their optimisers, and of the average
   */
  public List<Variable> variables() {
    List<Variable> all = new ArrayList<>(game.variables());
    all.addAll(average.state());
    return List.copyOf(all);
  }

  /**
   * Copies all that training changes.
   *
   * @return a value for each of {@link #variables()} by name, in that order
   */
  public Map<String, HostTensor> values() {
    Map<String, HostTensor> values = new LinkedHashMap<>();
    session.getAll(variables()).forEach((variable, value) -> values.put(variable.name(), value));
    return values;
  }

  /**
   * Takes a step of a discriminator that classifies.
   *
   * @param real real images, {@code [batch, channels, height, width]}, pixels from −1 to 1
   * @param labelled real images with labels
   * @param rates learning rate and κ
   * @param noise the address of the noise, different in every step of either player
   * @return what it reported
   */
  public DiscriminatorStep discriminatorStep(
      HostTensor real, LabelledBatch labelled, Rates rates, NoiseSeed noise) {
    Map<String, HostTensor> inputs = inputs(rates);
    inputs.put(GameFunctions.REAL, real);
    inputs.put(GameFunctions.LABELLED, labelled.images());
    inputs.put(GameFunctions.LABELS, labelled.labels());
    return DiscriminatorStep.of(discriminator.run(inputs, noise));
  }

  /**
   * Takes a step of the discriminator.
   *
   * @param real real images, {@code [batch, channels, height, width]}, pixels from −1 to 1
   * @param rates learning rate and κ
   * @param noise the address of the noise, different in every step of either player
   * @return what it reported
   */
  public DiscriminatorStep discriminatorStep(HostTensor real, Rates rates, NoiseSeed noise) {
    Map<String, HostTensor> inputs = inputs(rates);
    inputs.put(GameFunctions.REAL, real);
    return DiscriminatorStep.of(discriminator.run(inputs, noise));
  }

  /**
   * Takes a step of a generator that fools the discriminator, and one of its moving average.
   *
   * @param rates learning rate and κ
   * @param noise the address of the noise, different in every step of either player
   * @return what it reported
   */
  public PlayerStep generatorStep(Rates rates, NoiseSeed noise) {
    return generatorStep(inputs(rates), noise);
  }

  /**
   * Takes a step of a generator that matches features of real images, and one of its moving
   * average.
   *
   * @param real real images, {@code [batch, channels, height, width]}, pixels from −1 to 1
   * @param rates learning rate and κ
   * @param noise the address of the noise, different in every step of either player
   * @return what it reported
   */
  public PlayerStep generatorStep(HostTensor real, Rates rates, NoiseSeed noise) {
    Map<String, HostTensor> inputs = inputs(rates);
    inputs.put(GameFunctions.REAL, real);
    return generatorStep(inputs, noise);
  }

  private PlayerStep generatorStep(Map<String, HostTensor> inputs, NoiseSeed noise) {
    PlayerStep step = PlayerStep.of(generator.run(inputs, noise));
    averaging.run(Map.of(), noise);
    return step;
  }

  private static Map<String, HostTensor> inputs(Rates rates) {
    Map<String, HostTensor> inputs = new LinkedHashMap<>();
    inputs.put(TrainingFunction.LEARNING_RATE, HostTensor.scalar((float) rates.learningRate()));
    inputs.put(TrainingFunction.KL_WEIGHT, HostTensor.scalar((float) rates.klWeight()));
    return inputs;
  }

  /**
   * Returns the session of the backend, with the variables of the game and of the average.
   *
   * @return the session, which is this one's to close
   */
  public Session session() {
    return session;
  }

  /**
   * Returns the generator as the moving average has it.
   *
   * @return a value for each variable of the generator
   */
  public Map<Variable, HostTensor> averagedGenerator() {
    return average.values(session);
  }

  @Override
  public void close() {
    session.close();
  }
}
