package org.bcnn.tasks.gan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.bcnn.backend.Backend;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Variable;
import org.bcnn.schedule.TrainingProgress;
import org.bcnn.tasks.data.EpochShuffle;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.gan.GameSession.Batches;
import org.bcnn.tasks.gan.GameSession.Rates;
import org.bcnn.tasks.training.Stopwatch;
import org.bcnn.tasks.training.TrainingException;
import org.bcnn.tasks.training.TrainingInterruptedException;
import org.bcnn.tensor.HostTensor;

/**
 * Trains the two players of a game. Everything random in it is a function of the seed: the order of
 * the images, which of them have labels, latent vectors and the noise of weights; that of a step is
 * read at an address that names the step. An epoch is a pass of the discriminator over the real
 * images, without those that do not fill a round. Closing it closes the session. Not thread-safe.
 */
public final class GanTrainer implements AutoCloseable {
  private final GanPlan plan;
  private final LabelledImages images;
  private final Optional<LabelledImages> labelled;
  private final EpochShuffle shuffle;
  private final Game game;
  private final GameSession session;
  private final Stopwatch stopwatch = new Stopwatch();
  private final List<GameEpoch> history = new ArrayList<>();
  private RoundMeans means = new RoundMeans(RoundMeans.Sums.NONE);
  private long done;

  private GanTrainer(
      GanPlan plan,
      LabelledImages images,
      Optional<LabelledImages> labelled,
      Game game,
      GameSession session) {
    this.plan = plan;
    this.images = images;
    this.labelled = labelled;
    this.game = game;
    this.session = session;
    shuffle = new EpochShuffle(images.count(), plan.seed());
  }

  /**
   * Prepares a game.
   *
   * @param backend the backend
   * @param plan what is trained
   * @param images the real images, of the size of the generator's
   * @param noise who makes the noise
   * @return the trainer, to close
   * @throws IllegalArgumentException if the images do not fit the plan
   */
  public static GanTrainer start(
      Backend backend, GanPlan plan, LabelledImages images, NoiseSource noise) {
    require(plan, images);
    Game game = plan.game(images.classes(), images.count(), noise);
    int batch = plan.optimisation().batchSize();
    Optional<LabelledImages> labelled =
        plan.supervision()
            .map(
                supervision ->
                    images.subset(
                        LabelSelection.choose(images, supervision.labels(), plan.seed())));
    Batches batches =
        labelled
            .map(
                known ->
                    new Batches(
                        batch,
                        Math.min(batch, known.count()),
                        plan.supervision().orElseThrow().weight()))
            .orElse(new Batches(batch));
    return new GanTrainer(
        plan,
        images,
        labelled,
        game,
        GameSession.start(backend, game, batches, plan.play().averageDecay(), plan.seed()));
  }

  /**
   * Checks that a game can be played.
   *
   * @param plan what is trained
   * @param images the real images
   * @throws IllegalArgumentException if the images are of another size than the generator's, are
   *     too few for a round, or too few of a class for the labels, or the players cannot be built
   */
  public static void require(GanPlan plan, LabelledImages images) {
    requireFit(plan, images);
    plan.supervision()
        .ifPresent(labels -> LabelSelection.choose(images, labels.labels(), plan.seed()));
    plan.game(images.classes(), images.count(), NoiseSource.PORTABLE);
  }

  private static void requireFit(GanPlan plan, LabelledImages images) {
    int size = plan.generator().size();
    if (images.channels() != plan.generator().channels()
        || images.height() != size
        || images.width() != size) {
      throw new IllegalArgumentException(
          String.format(
              "the generator makes images of %dx%dx%d (channels, height, width), the real ones "
                  + "have %dx%dx%d",
              plan.generator().channels(),
              size,
              size,
              images.channels(),
              images.height(),
              images.width()));
    }
    int least = plan.optimisation().batchSize() * plan.play().turns().discriminatorSteps();
    if (images.count() < least) {
      throw new IllegalArgumentException(
          String.format(
              "a round takes %d real images (batch size times steps of the discriminator) and "
                  + "there are %d: choose a smaller batch size",
              least, images.count()));
    }
  }

  /**
   * Takes up a run where it was left.
   *
   * @param state how far it was
   * @param values values by name, of all variables
   * @throws TrainingException if one is missing or of another shape
   */
  public void resume(GameState state, Map<String, HostTensor> values) {
    session.restore(values);
    done = state.round();
    history.clear();
    history.addAll(state.history());
    means = new RoundMeans(state.unfinished());
  }

  /**
   * Returns how far training is.
   *
   * @return the state after the last round
   */
  public GameState state() {
    return new GameState(done, history, means.sums());
  }

  /**
   * Returns the players and their values.
   *
   * @return the session, which is this trainer's to close
   */
  public GameSession session() {
    return session;
  }

  /**
   * Returns who plays.
   *
   * @return the game
   */
  public Game game() {
    return game;
  }

  /**
   * Returns how many rounds an epoch has.
   *
   * @return the number, at least 1
   */
  public int rounds() {
    return images.count()
        / (plan.optimisation().batchSize() * plan.play().turns().discriminatorSteps());
  }

  /**
   * Returns how long the rounds took.
   *
   * @return seconds, scores and whatever listeners do after an epoch left out
   */
  public double trainSeconds() {
    return stopwatch.seconds();
  }

  /**
   * Trains until the last epoch.
   *
   * @param judge asked after every epoch for the scores by name, of {@link GameEpoch#SCORES}
   * @param listener told of every round and epoch
   * @param stop asked before every round whether to stop
   * @throws TrainingException if a loss, or a weight at the end of an epoch, is no longer finite
   * @throws TrainingInterruptedException if asked to stop
   */
  public void train(
      Supplier<Map<String, Double>> judge, GameListener listener, BooleanSupplier stop) {
    listener.onStart(plan.optimisation().epochs(), rounds());
    while (history.size() < plan.optimisation().epochs()) {
      int epoch = history.size() + 1;
      int[] order = shuffle.order(epoch);
      stopwatch.start();
      for (long at = done - (epoch - 1L) * rounds(); at < rounds(); at++) {
        if (stop.getAsBoolean()) {
          stopwatch.stop();
          throw new TrainingInterruptedException(done, epoch - 1);
        }
        GameRound round = play(epoch, order, (int) at);
        means.add(round);
        done++;
        listener.onRound(round);
      }
      double seconds = stopwatch.stop();
      requireFinite();
      Map<String, Double> values = means.means();
      values.putAll(judge.get());
      GameEpoch record = new GameEpoch(epoch, values, seconds);
      history.add(record);
      means = new RoundMeans(RoundMeans.Sums.NONE);
      listener.onEpoch(record);
    }
  }

  private GameRound play(int epoch, int[] order, int at) {
    Turns turns = plan.play().turns();
    TrainingProgress progress =
        new TrainingProgress(done, rounds(), plan.optimisation().epochs(), List.of());
    double schedule = plan.optimisation().schedule().factor(progress);
    double klSchedule = plan.objective().klSchedule().factor(progress);
    DiscriminatorStep judged = null;
    HostTensor real = null;
    for (int turn = 0; turn < turns.discriminatorSteps(); turn++) {
      long step = turns.discriminator(done, turn);
      real = real(order, at * turns.discriminatorSteps() + turn);
      judged =
          discriminatorStep(
              real,
              new Rates(
                  plan.optimisation().learningRate() * schedule,
                  plan.objective().klWeight() * klSchedule),
              step);
      requireFinite(judged.step(), "discriminator", epoch);
    }
    PlayerStep made =
        generatorStep(
            real,
            new Rates(
                plan.generatorLearningRate() * schedule, plan.generatorKlWeight() * klSchedule),
            new NoiseSeed(plan.seed(), turns.generator(done)));
    requireFinite(made, "generator", epoch);
    return new GameRound(done + 1, epoch, judged, made);
  }

  private HostTensor real(int[] order, int number) {
    int batch = plan.optimisation().batchSize();
    return PixelRange.toTensor(
        images, Arrays.copyOfRange(order, number * batch, (number + 1) * batch));
  }

  private DiscriminatorStep discriminatorStep(HostTensor real, Rates rates, long step) {
    NoiseSeed noise = new NoiseSeed(plan.seed(), step);
    return labelled.isEmpty()
        ? session.discriminatorStep(real, rates, noise)
        : session.discriminatorStep(real, draw(labelled.get(), step), rates, noise);
  }

  private PlayerStep generatorStep(HostTensor real, Rates rates, NoiseSeed noise) {
    return plan.play().generatorLoss() == GeneratorLoss.FEATURE_MATCHING
        ? session.generatorStep(real, rates, noise)
        : session.generatorStep(rates, noise);
  }

  private LabelledBatch draw(LabelledImages known, long step) {
    int count = Math.min(plan.optimisation().batchSize(), known.count());
    return LabelledBatch.draw(known, count, plan.seed(), step);
  }

  private void requireFinite(PlayerStep step, String player, int epoch) {
    if (!step.isFinite()) {
      throw diverged(
          String.format(
              "the loss of the %s is %s in round %d, in epoch %d (NLL %s, KL %s)",
              player, step.loss(), done + 1, epoch, step.nll(), step.kl()));
    }
  }

  private void requireFinite() {
    notFinite()
        .ifPresent(
            variable -> {
              throw diverged(
                  String.format("%s is not finite after round %d", variable.name(), done));
            });
  }

  private Optional<Variable> notFinite() {
    for (Map.Entry<Variable, HostTensor> entry :
        session.session().getAll(game.variables()).entrySet()) {
      for (float value : entry.getValue().data()) {
        if (!Float.isFinite(value)) {
          return Optional.of(entry.getKey());
        }
      }
    }
    return Optional.empty();
  }

  private TrainingException diverged(String symptom) {
    return new TrainingException(
        String.format(
            "%s: training has diverged%s. Lower the learning rates (%s of the discriminator, %s of "
                + "the generator), or take another seed",
            symptom,
            notFinite()
                .map(variable -> "; the first variable that is not finite is " + variable.name())
                .orElse(""),
            plan.optimisation().learningRate(),
            plan.generatorLearningRate()));
  }

  @Override
  public void close() {
    session.close();
  }
}
