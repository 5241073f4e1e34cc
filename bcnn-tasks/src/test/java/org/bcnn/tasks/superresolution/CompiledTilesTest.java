package org.bcnn.tasks.superresolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.NoiseSource;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Estimator;
import org.bcnn.models.NoiseModel;
import org.bcnn.models.SuperResolutionDescription;
import org.bcnn.models.SuperResolutionModels;
import org.bcnn.models.SuperResolver;
import org.bcnn.models.WeightsDescription;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.tasks.training.NetworkSession;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;

class CompiledTilesTest {
  private static final NoiseSeed NOISE = new NoiseSeed(1, 2);

  @Test
  void functionsOfSizesThatWereNotUsedForLongAreClosed() {
    SuperResolver resolver =
        SuperResolutionModels.build(
            new SuperResolutionDescription(
                "espcn", 2, 1, Activation.RELU, 0.05, NoiseModel.LEARNED),
            WeightsDescription.variational(MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 1)));
    try (Backend backend = Backends.find().choose("tf").open(new BackendOptions(1));
        NetworkSession session =
            NetworkSession.start(
                backend,
                resolver.variables(),
                NoiseSource.PORTABLE,
                resolver.variables().initialValues(1));
        CompiledTiles tiles = new CompiledTiles(session, resolver, Estimator.WEIGHT_SAMPLING, 9)) {
      Shape first = resolver.inputShape(1, 1, 3);
      Shape second = resolver.inputShape(1, 2, 3);
      List<Executable> ofFirst = tiles.of(first);
      List<Executable> ofSecond = tiles.of(second);
      assertEquals(3, ofFirst.size(), "9 draws, 4 a function");
      assertEquals(4, draws(ofFirst.get(0), first));
      assertEquals(1, draws(ofFirst.get(2), first));
      for (int height = 3; height <= CompiledTiles.SIZES; height++) {
        tiles.of(resolver.inputShape(1, height, 3));
        assertSame(ofFirst, tiles.of(first), "used again and again");
      }
      assertEquals(CompiledTiles.SIZES, tiles.sizes());
      assertEquals(4, draws(ofSecond.get(0), second), "there is still room");
      tiles.of(resolver.inputShape(1, 99, 3));
      assertEquals(CompiledTiles.SIZES, tiles.sizes());
      assertThrows(IllegalStateException.class, () -> draws(ofSecond.get(0), second));
      assertEquals(4, draws(tiles.of(second).get(0), second), "compiled anew");
      assertSame(ofFirst, tiles.of(first));
    }
  }

  private static int draws(Executable function, Shape size) {
    return function
        .run(Map.of(SuperResolutionTask.LOW, HostTensor.zeros(size)), NOISE)
        .get(CompiledTiles.MEAN)
        .shape()
        .dim(0);
  }
}
