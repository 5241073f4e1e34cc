package org.bcnn.it.superresolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.NoiseSource;
import org.bcnn.layer.Activation;
import org.bcnn.models.NoiseModel;
import org.bcnn.models.SuperResolutionDescription;
import org.bcnn.models.SuperResolutionModels;
import org.bcnn.models.SuperResolver;
import org.bcnn.models.WeightsDescription;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.tasks.image.Plane;
import org.bcnn.tasks.superresolution.PixelPrediction;
import org.bcnn.tasks.superresolution.SuperResolutionPredictor;
import org.bcnn.tasks.training.NetworkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A picture in tiles is the picture as a whole, under the same draws of the weights. */
class TiledPredictionTest {
  /** Engines choose other kernels for other sizes, which round differently. */
  private static final double TILES = 1e-5;

  /** Engines sum in different orders. */
  private static final double BACKENDS = 1e-4;

  /** Two functions of draws. */
  private static final int DRAWS = 5;

  private static final int HEIGHT = 37;
  private static final int WIDTH = 53;
  private static final NoiseSeed NOISE = new NoiseSeed(11, 1L << 41);

  private static Plane low() {
    double[] levels = new double[HEIGHT * WIDTH];
    Arrays.setAll(levels, i -> (i * 7919L * 31 % 256) / 255.0);
    return new Plane(HEIGHT, WIDTH, levels);
  }

  private static SuperResolver resolver(String model, int factor, NoiseModel noise) {
    return SuperResolutionModels.build(
        new SuperResolutionDescription(model, factor, 1, Activation.RELU, 0.25, noise),
        WeightsDescription.variational(MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 0.3)));
  }

  private interface Use<T> {
    T of(NetworkSession session, SuperResolver resolver);
  }

  private static <T> T on(String name, NoiseSource source, SuperResolver resolver, Use<T> use) {
    try (Backend backend = Backends.find().choose(name).open(new BackendOptions(1));
        NetworkSession session =
            NetworkSession.start(
                backend, resolver.variables(), source, resolver.variables().initialValues(3))) {
      return use.of(session, resolver);
    }
  }

  private static PixelPrediction predict(
      NetworkSession session, SuperResolver resolver, int tile, Plane low) {
    try (SuperResolutionPredictor predictor =
        new SuperResolutionPredictor(session, resolver, DRAWS, tile)) {
      return predictor.predict(low, NOISE);
    }
  }

  private static void assertAlike(PixelPrediction one, PixelPrediction other, double tolerance) {
    assertEquals(0, difference(one.mean(), other.mean()), tolerance, "mean");
    assertEquals(0, difference(one.epistemic(), other.epistemic()), tolerance, "epistemic");
    assertEquals(0, difference(one.aleatoric(), other.aleatoric()), tolerance, "aleatoric");
  }

  private static double difference(Plane one, Plane other) {
    double most = 0;
    for (int i = 0; i < one.levels().length; i++) {
      most = Math.max(most, Math.abs(one.levels()[i] - other.levels()[i]));
    }
    return most;
  }

  /** Tiles of a prime side, of one in which a single pixel is kept, and of one axis alone. */
  @ParameterizedTest
  @CsvSource({
    "tf, espcn, 3, LEARNED, PORTABLE",
    "tf, espcn:skip=nearest, 2, PREDICTED, PORTABLE",
    "tf, espcn:skip=nearest, 3, PREDICTED, NATIVE",
    "tf, espcn:skip=bicubic, 3, PREDICTED, PORTABLE",
    "djl, espcn, 3, LEARNED, PORTABLE",
    "djl, espcn:skip=nearest, 2, PREDICTED, PORTABLE",
    "djl, espcn:skip=nearest, 3, PREDICTED, NATIVE",
    "djl, espcn:skip=bicubic, 3, PREDICTED, PORTABLE"
  })
  void tilesAreTheWhole(
      String backend, String model, int factor, NoiseModel noise, NoiseSource source) {
    on(
        backend,
        source,
        resolver(model, factor, noise),
        (session, resolver) -> {
          PixelPrediction whole = predict(session, resolver, 64, low());
          double spread = Arrays.stream(whole.epistemic().levels()).average().orElseThrow();
          assertTrue(spread > 1e-4, "draws differ: " + spread);
          for (int tile : new int[] {17, 11, 40}) {
            assertAlike(whole, predict(session, resolver, tile, low()), TILES);
          }
          return null;
        });
  }

  /** So the test above would find a tile whose edges are kept. */
  @Test
  void theEdgesOfATileAreNotThoseOfTheWhole() {
    on(
        "tf",
        NoiseSource.PORTABLE,
        resolver("espcn", 2, NoiseModel.LEARNED),
        (session, resolver) -> {
          PixelPrediction whole = predict(session, resolver, 64, low());
          PixelPrediction part = predict(session, resolver, 64, low().crop(10, 10, 20, 20));
          assertTrue(difference(whole.mean().crop(20, 20, 40, 40), part.mean()) > 1e-3);
          assertEquals(
              0,
              difference(whole.mean().crop(30, 30, 20, 20), part.mean().crop(10, 10, 20, 20)),
              TILES);
          return null;
        });
  }

  @ParameterizedTest
  @CsvSource({"espcn, 3, LEARNED", "espcn:skip=nearest, 2, PREDICTED"})
  void bothBackendsEnlargeAlike(String model, int factor, NoiseModel noise) {
    SuperResolver resolver = resolver(model, factor, noise);
    Use<PixelPrediction> inTiles = (session, built) -> predict(session, built, 17, low());
    assertAlike(
        on("tf", NoiseSource.PORTABLE, resolver, inTiles),
        on("djl", NoiseSource.PORTABLE, resolver, inTiles),
        BACKENDS);
  }
}
