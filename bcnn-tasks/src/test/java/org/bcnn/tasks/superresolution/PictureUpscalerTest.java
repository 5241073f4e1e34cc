package org.bcnn.tasks.superresolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
import org.bcnn.tasks.image.Picture;
import org.bcnn.tasks.image.Plane;
import org.bcnn.tasks.image.Resampling;
import org.bcnn.tasks.image.YCbCr;
import org.bcnn.tasks.training.NetworkSession;
import org.bcnn.tensor.HostTensor;
import org.junit.jupiter.api.Test;

/** With a network that, all weights being 0, adds nothing to the repeated pixels. */
class PictureUpscalerTest {
  private static final NoiseSeed NOISE = new NoiseSeed(1, 2);

  private static Plane plane(int start) {
    double[] levels = new double[7 * 9];
    Arrays.setAll(levels, i -> (start + 37 * i) % 256);
    return new Plane(7, 9, levels);
  }

  private static UpscaledPicture upscale(Picture picture, TileListener listener) {
    SuperResolver resolver =
        SuperResolutionModels.build(
            new SuperResolutionDescription(
                "espcn:skip=nearest", 2, 1, Activation.RELU, 0.05, NoiseModel.LEARNED),
            WeightsDescription.deterministic(1));
    try (Backend backend = Backends.find().choose("tf").open(new BackendOptions(1));
        NetworkSession session =
            NetworkSession.start(
                backend,
                resolver.variables(),
                NoiseSource.PORTABLE,
                resolver.variables().initialValues(1))) {
      resolver
          .variables()
          .all()
          .forEach(variable -> session.session().set(variable, HostTensor.zeros(variable.shape())));
      try (SuperResolutionPredictor predictor =
          new SuperResolutionPredictor(session, resolver, 8, 11)) {
        return new PictureUpscaler(predictor).upscale(picture, NOISE, listener);
      }
    }
  }

  @Test
  void lumaIsOfTheNetworkAndColoursAreBicubic() {
    Picture picture = new Picture(List.of(plane(3), plane(80), plane(150)));
    UpscaledPicture high = upscale(picture, (done, all) -> {});
    YCbCr low = YCbCr.of(picture);
    YCbCr result = YCbCr.of(high.picture());
    for (int row = 0; row < 14; row++) {
      for (int column = 0; column < 18; column++) {
        double luma = low.y().at(row / 2, column / 2);
        assertEquals(luma, result.y().at(row, column), 1e-4);
        assertEquals(luma / 255, high.prediction().mean().at(row, column), 1e-6);
        // The logarithm of the deviation of the noise is 0 like all variables.
        assertEquals(1, high.prediction().deviation().at(row, column), 1e-6);
      }
    }
    assertArrayEquals(
        Resampling.BICUBIC.resize(low.cb(), 14, 18).levels(), result.cb().levels(), 1e-4);
    assertArrayEquals(
        Resampling.BICUBIC.resize(low.cr(), 14, 18).levels(), result.cr().levels(), 1e-4);
  }

  @Test
  void greyStaysGreyAndTheListenerHearsOfEveryTile() {
    List<String> heard = new ArrayList<>();
    double[] shades = new double[4 * 13];
    Arrays.setAll(shades, i -> 4.75 * i);
    UpscaledPicture high =
        upscale(
            new Picture(List.of(new Plane(4, 13, shades))),
            (done, all) -> heard.add(done + "/" + all));
    assertEquals(1, high.picture().channels());
    assertEquals(List.of("1/3", "2/3", "3/3"), heard, "13 pixels, of which 6 + 1 + 6 are kept");
    for (int column = 0; column < 26; column++) {
      assertEquals(4.75 * (13 + column / 2), high.picture().planes().get(0).at(3, column), 1e-4);
    }
  }
}
