package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.NoiseSource;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Estimator;
import org.bcnn.models.DiscriminatorDescription;
import org.bcnn.models.GanModels;
import org.bcnn.models.GeneratorDescription;
import org.bcnn.models.WeightsDescription;
import org.bcnn.objective.NonSaturatingLoss;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.PortableNoise;
import org.bcnn.tasks.gan.Contestant;
import org.bcnn.tasks.gan.Game;
import org.bcnn.tasks.gan.GameSession;
import org.bcnn.tasks.gan.GameSession.Batches;
import org.bcnn.tasks.gan.GeneratorLoss;
import org.bcnn.tasks.gan.PlayerStep;
import org.bcnn.tasks.gan.Turns;
import org.bcnn.tasks.training.ObjectiveSettings;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A game from one seed is the same game on both engines. */
class GameAgreementTest {
  private static final int BATCH = 16;
  private static final int ROUNDS = 50;
  private static final double TOLERANCE = 1e-4;
  private static final WeightsDescription BAYESIAN =
      WeightsDescription.variational(MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 0.3));
  private static final WeightsDescription PLAIN = WeightsDescription.deterministic(Math.sqrt(2));

  static Stream<Arguments> games() {
    return Stream.of(
        Arguments.of("dcgan", BAYESIAN, BAYESIAN, GeneratorLoss.ADVERSARIAL),
        Arguments.of("dcgan:discriminator-norm=batch", PLAIN, BAYESIAN, GeneratorLoss.ADVERSARIAL),
        Arguments.of("dcgan", PLAIN, BAYESIAN, GeneratorLoss.FEATURE_MATCHING),
        Arguments.of("dcgan", PLAIN, PLAIN, GeneratorLoss.ADVERSARIAL));
  }

  /** 50 steps of each player, with activations that have no kink. */
  @ParameterizedTest
  @MethodSource("games")
  void theLossesOfBothPlayersAgree(
      String model,
      WeightsDescription ofGenerator,
      WeightsDescription ofDiscriminator,
      GeneratorLoss generatorLoss) {
    Game game =
        new Game(
            new Contestant<>(
                GanModels.generator(
                    new GeneratorDescription(model, 8, 1, 28, Activation.SOFTPLUS, 0.125),
                    ofGenerator),
                new ObjectiveSettings(Estimator.WEIGHT_SAMPLING, 1, 1),
                Contestant.adam("adam-generator")),
            new Contestant<>(
                GanModels.discriminator(
                    new DiscriminatorDescription(model, 1, 28, 1, Activation.SOFTPLUS, 0.125),
                    ofDiscriminator),
                new ObjectiveSettings(Estimator.LOCAL_REPARAMETERISATION, 1, 1),
                Contestant.adam("adam-discriminator")),
            new NonSaturatingLoss(0.1),
            generatorLoss,
            generatorLoss == GeneratorLoss.FEATURE_MATCHING ? 0.3 : 0,
            600,
            NoiseSource.PORTABLE);
    List<Float> tensorFlow = losses("tf", game);
    List<Float> torch = losses("djl", game);
    assertEquals(2 * ROUNDS, tensorFlow.size());
    for (int i = 0; i < tensorFlow.size(); i++) {
      double expected = tensorFlow.get(i);
      assertTrue(Double.isFinite(expected));
      assertEquals(expected, torch.get(i), TOLERANCE * Math.abs(expected), "loss " + i);
    }
  }

  private static List<Float> losses(String engine, Game game) {
    GameSession.Rates rates = new GameSession.Rates(2e-4, 1);
    Turns turns = new Turns(1);
    List<Float> losses = new ArrayList<>();
    try (Backend backend = Backends.find().choose(engine).open(new BackendOptions(1));
        GameSession session = GameSession.start(backend, game, new Batches(BATCH), 0.99, 3)) {
      for (long round = 0; round < ROUNDS; round++) {
        NoiseSeed judging = new NoiseSeed(3, turns.discriminator(round, 0));
        HostTensor real = images(round);
        losses.add(session.discriminatorStep(real, rates, judging).step().loss());
        NoiseSeed making = new NoiseSeed(3, turns.generator(round));
        PlayerStep made =
            game.generatorLoss() == GeneratorLoss.FEATURE_MATCHING
                ? session.generatorStep(real, rates, making)
                : session.generatorStep(rates, making);
        losses.add(made.loss());
      }
    }
    return losses;
  }

  /** Uniform noise, darker towards the bottom. */
  private static HostTensor images(long step) {
    Shape shape = Shape.of(BATCH, 1, 28, 28);
    HostTensor images = HostTensor.zeros(shape);
    float[] data = images.data();
    PortableNoise.fillUniform(
        new NoiseAddress(5, step, "images", 0).key(), 0, data, 0, data.length);
    for (int i = 0; i < data.length; i++) {
      data[i] = 2 * data[i] * (1 - i / 28 % 28 / 28f) - 1;
    }
    return images;
  }
}
