package org.bcnn.tasks.gan.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bcnn.backend.Backend;
import org.bcnn.backend.Session;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Variable;
import org.bcnn.models.Discriminator;
import org.bcnn.tasks.classification.Evaluation;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.gan.GameEpoch;
import org.bcnn.tasks.gan.GanData;
import org.bcnn.tasks.gan.ImageSampler;
import org.bcnn.tasks.gan.LatentVectors;
import org.bcnn.tasks.gan.SupervisedTwin;
import org.bcnn.tasks.gan.TrainedGan;
import org.bcnn.tensor.HostTensor;

/**
 * Measures trained games: their images by a feature network, the discriminator by what it says of
 * images. What depends on the real images alone is computed once. Not thread-safe.
 */
public final class GanEvaluator {
  /** The images that an epoch is judged by. */
  public static final int EPOCH_SAMPLES = 2000;

  /** The latent vectors and the draws of weights by which the diversity of weights is measured. */
  private static final int DIVERSITY_LATENTS = 100;

  private static final int DIVERSITY_DRAWS = 10;
  private static final String GENERATED = "generated";

  private final Backend backend;
  private final FeatureNetwork network;
  private final GanData data;
  private final Map<String, LabelledImages> others;
  private final Settings settings;
  private final NoiseSource noise;
  private final SampleEvaluator evaluator;

  /**
   * How a game is measured.
   *
   * @param samples how many images are generated, at least 10
   * @param draws draws of the discriminator's weights
   * @param seed decides latent vectors and draws
   */
  public record Settings(int samples, int draws, long seed) {
    /** Checks the numbers. */
    public Settings {
      if (samples < 10) {
        throw new IllegalArgumentException(
            "images are judged as a set, of at least 10, got " + samples);
      }
      if (draws < 1) {
        throw new IllegalArgumentException("evaluation draws must be at least 1, got " + draws);
      }
    }
  }

  /**
   * Prepares to measure.
   *
   * @param backend the backend
   * @param network makes the features; it is used as long as this is
   * @param data the real images
   * @param others the test images of other data sets by name, brought to the same size
   * @param settings how games are measured
   * @param noise who makes the noise of weights
   */
  public GanEvaluator(
      Backend backend,
      FeatureNetwork network,
      GanData data,
      Map<String, LabelledImages> others,
      Settings settings,
      NoiseSource noise) {
    this.backend = backend;
    this.network = network;
    this.data = data;
    this.others = new LinkedHashMap<>(others);
    this.settings = settings;
    this.noise = noise;
    evaluator =
        new SampleEvaluator(
            network,
            data.train(),
            data.test(),
            SampleEvaluator.Settings.of(network.description().classes(), settings.seed()));
  }

  /**
   * Measures a game between epochs, by {@value #EPOCH_SAMPLES} images.
   *
   * @param players the players as they are
   * @return scores by name, of {@link GameEpoch#SCORES}. A Fréchet distance of few images is larger
   *     than that of many, so that these compare with each other alone
   */
  public Map<String, Double> epochScores(TrainedGan players) {
    Map<String, Double> scores = new LinkedHashMap<>();
    try (ImageSampler sampler = sampler(players)) {
      Features features =
          network.features(
              sampler.sample(Math.min(EPOCH_SAMPLES, settings.samples()), settings.seed()));
      scores.put(GameEpoch.FRECHET, evaluator.frechet(features));
      scores.put(GameEpoch.MODES_COVERED, (double) evaluator.modesCovered(features));
    }
    if (players.discriminator().description().classifies()) {
      scores.put(
          GameEpoch.TEST_ACCURACY,
          classification(players.discriminator(), players.discriminatorValues(), 1)
              .calibration()
              .accuracy());
    }
    return scores;
  }

  /**
   * Measures a game.
   *
   * @param players the players
   * @param stop asked whether to stop while the supervised twin is trained
   * @return the scores
   * @throws org.bcnn.tasks.training.TrainingInterruptedException if asked to stop
   */
  public GanScores evaluate(TrainedGan players, BooleanSupplier stop) {
    boolean classifies = players.discriminator().description().classifies();
    try (ImageSampler sampler = sampler(players)) {
      LabelledImages samples = sampler.sample(settings.samples(), settings.seed());
      return new GanScores(
          evaluator.evaluate(samples),
          players.plan().weights().players().generator()
              ? Optional.of(diversity(sampler, players))
              : Optional.empty(),
          uncertainty(players, samples),
          classifies
              ? Optional.of(
                  classification(
                      players.discriminator(), players.discriminatorValues(), settings.draws()))
              : Optional.empty(),
          classifies
              ? Optional.of(
                  classification(
                      players.discriminator(),
                      SupervisedTwin.train(backend, players.plan(), data.train(), noise, stop),
                      settings.draws()))
              : Optional.empty());
    }
  }

  private ImageSampler sampler(TrainedGan players) {
    return ImageSampler.open(backend, players.generator(), players.generatorValues(), noise);
  }

  private WeightDiversity diversity(ImageSampler sampler, TrainedGan players) {
    HostTensor latents =
        LatentVectors.normal(
            DIVERSITY_LATENTS, players.generator().description().latent(), settings.seed());
    List<LabelledImages> draws = new ArrayList<>();
    for (int draw = 0; draw < DIVERSITY_DRAWS; draw++) {
      draws.add(sampler.images(latents, settings.seed(), draw));
    }
    return WeightDiversity.of(network, draws);
  }

  /** Of each set as many images as of the smallest, or as are generated, as far as there are. */
  private List<DiscriminatorUncertainty> uncertainty(TrainedGan players, LabelledImages samples) {
    int most = Math.min(EPOCH_SAMPLES, settings.samples());
    Map<String, LabelledImages> sets = new LinkedHashMap<>();
    sets.put(GENERATED, samples.limit(most));
    others.forEach((name, images) -> sets.put(name, images.sample(most, settings.seed())));
    try (Session session = backend.openSession()) {
      session.setAll(players.discriminatorValues());
      try (DiscriminatorPredictor predictor =
          new DiscriminatorPredictor(session, players.discriminator(), noise, settings.draws())) {
        return DiscriminatorUncertainty.of(
            predictor,
            data.test().sample(most, settings.seed()),
            sets,
            Evaluation.noise(settings.seed()));
      }
    }
  }

  private Evaluation classification(
      Discriminator discriminator, Map<Variable, HostTensor> values, int draws) {
    try (Session session = backend.openSession()) {
      session.setAll(values);
      try (DiscriminatorPredictor predictor =
          new DiscriminatorPredictor(session, discriminator, noise, draws)) {
        return predictor.classification(data.test(), Evaluation.noise(settings.seed()));
      }
    }
  }
}
