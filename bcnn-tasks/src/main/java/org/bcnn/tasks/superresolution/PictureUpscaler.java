package org.bcnn.tasks.superresolution;

import java.util.List;
import java.util.Objects;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.tasks.image.Picture;
import org.bcnn.tasks.image.Plane;
import org.bcnn.tasks.image.Resampling;
import org.bcnn.tasks.image.YCbCr;

/**
 * Enlarges pictures: their luma by a network, and their colours, whose resolution the eye sees less
 * of, by bicubic interpolation. The picture itself is the low resolution. Not thread-safe.
 */
public final class PictureUpscaler {
  private final SuperResolutionPredictor predictor;

  /**
   * Prepares for pictures.
   *
   * @param predictor enlarges luma
   */
  public PictureUpscaler(SuperResolutionPredictor predictor) {
    this.predictor = Objects.requireNonNull(predictor, "predictor");
  }

  /**
   * Enlarges a picture.
   *
   * @param picture the picture, grey or in colour
   * @param noise where in the addressed noise the weights are drawn
   * @param listener told after each tile
   * @return the picture, the factor times as high and wide
   */
  public UpscaledPicture upscale(Picture picture, NoiseSeed noise, TileListener listener) {
    YCbCr low = YCbCr.of(picture);
    PixelPrediction prediction =
        predictor.predict(low.y().map(level -> level / Picture.WHITE), noise, listener);
    YCbCr high =
        new YCbCr(
            prediction.mean().map(level -> level * Picture.WHITE),
            enlarged(low.cb(), prediction),
            enlarged(low.cr(), prediction));
    Picture result = high.picture();
    return new UpscaledPicture(
        picture.channels() == 1 ? new Picture(List.of(result.planes().get(0))) : result,
        prediction);
  }

  private static Plane enlarged(Plane chroma, PixelPrediction prediction) {
    return Resampling.BICUBIC.resize(chroma, prediction.mean().height(), prediction.mean().width());
  }
}
