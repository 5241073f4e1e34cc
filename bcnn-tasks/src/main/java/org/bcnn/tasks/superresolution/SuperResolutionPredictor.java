package org.bcnn.tasks.superresolution;

import java.util.Map;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.layer.Estimator;
import org.bcnn.models.SuperResolver;
import org.bcnn.tasks.image.Plane;
import org.bcnn.tasks.training.NetworkSession;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * Enlarges pictures by posterior draws and says how sure each pixel is: the epistemic variance is
 * that of the means over the draws, the aleatoric one the average of the noise's (Kendall and Gal
 * 2017). Each draw is a sample of the weights, one for all pixels: local reparameterisation would
 * draw noise for each pixel by itself, and a map of it would show none of what pixels share.
 *
 * <p>A picture goes through in tiles ({@link TilePlan}), all under the same draws of the weights,
 * as their noise has an address that knows nothing of the picture. So the result is that of the
 * whole picture at once, to rounding, and memory beyond the result does not grow with picture or
 * draws. (A model with noise on activations, such as dropout, would draw it for each tile.) Not
 * thread-safe.
 */
public final class SuperResolutionPredictor implements AutoCloseable {
  /**
   * The side of a tile where none is given, in pixels of the low resolution. ESPCN computes 6 %
   * twice at this side, and has 25 MiB of activations at a time for each draw.
   */
  public static final int TILE = 256;

  /** What a prediction is put together in. */
  private record Maps(Plane mean, Plane epistemic, Plane aleatoric) {}

  private final SuperResolver resolver;
  private final int draws;
  private final int tile;
  private final CompiledTiles functions;

  /**
   * Prepares predictions in tiles of {@value #TILE} pixels.
   *
   * @param owner the network with its values
   * @param resolver the network
   * @param draws S, the number of draws; a network without distributions takes one, whatever this
   *     is, as all would be alike
   * @throws IllegalArgumentException if there is to be no draw
   */
  public SuperResolutionPredictor(NetworkSession owner, SuperResolver resolver, int draws) {
    // A network that sees further than that is given larger tiles.
    this(owner, resolver, draws, Math.max(TILE, 4 * resolver.receptiveRadius()));
  }

  /**
   * Prepares predictions.
   *
   * @param owner the network with its values
   * @param resolver the network
   * @param draws S, the number of draws; a network without distributions takes one, whatever this
   *     is, as all would be alike
   * @param tile T, the side of a tile in pixels of the low resolution
   * @throws IllegalArgumentException if there is to be no draw, or a tile is too small for how far
   *     the network sees
   */
  public SuperResolutionPredictor(
      NetworkSession owner, SuperResolver resolver, int draws, int tile) {
    if (draws < 1) {
      throw new IllegalArgumentException("draws must be at least 1, got " + draws);
    }
    TilePlan.of(1, 1, tile, resolver.receptiveRadius());
    boolean sampled = !resolver.variables().variational().isEmpty();
    this.resolver = resolver;
    this.draws = sampled ? draws : 1;
    this.tile = tile;
    functions =
        new CompiledTiles(
            owner, resolver, sampled ? Estimator.WEIGHT_SAMPLING : Estimator.MEAN, this.draws);
  }

  /**
   * Returns how many draws a prediction is made of.
   *
   * @return S; 1 for a network without distributions
   */
  public int draws() {
    return draws;
  }

  /**
   * Returns the tiles that a picture goes through in.
   *
   * @param height the rows of the picture in low resolution
   * @param width its columns
   * @return the plan
   */
  public TilePlan plan(int height, int width) {
    return TilePlan.of(height, width, tile, resolver.receptiveRadius());
  }

  /**
   * Enlarges a picture.
   *
   * @param low {@code [height, width]}, the luma in low resolution, levels from 0 to 1
   * @param noise where in the addressed noise the weights are drawn
   * @return the prediction of each pixel, {@code [factor height, factor width]}
   */
  public PixelPrediction predict(Plane low, NoiseSeed noise) {
    return predict(low, noise, (done, all) -> {});
  }

  /**
   * Enlarges a picture and tells how it advances.
   *
   * @param low {@code [height, width]}, the luma in low resolution, levels from 0 to 1
   * @param noise where in the addressed noise the weights are drawn
   * @param listener told after each tile
   * @return the prediction of each pixel, {@code [factor height, factor width]}
   */
  public PixelPrediction predict(Plane low, NoiseSeed noise, TileListener listener) {
    int factor = resolver.description().factor();
    int height = Math.multiplyExact(factor, low.height());
    int width = Math.multiplyExact(factor, low.width());
    Maps result = new Maps(zeros(height, width), zeros(height, width), zeros(height, width));
    TilePlan plan = plan(low.height(), low.width());
    // All tiles of a plan are of one size.
    int pixels = factor * factor * plan.rows().get(0).length() * plan.columns().get(0).length();
    PixelMoments moments = new PixelMoments(pixels);
    int done = 0;
    for (TilePlan.Tile part : plan.tiles()) {
      enlarge(low, part, noise, moments);
      keep(part, moments, result);
      listener.onTile(++done, plan.count());
    }
    return new PixelPrediction(result.mean, result.epistemic, result.aleatoric);
  }

  private static Plane zeros(int height, int width) {
    return new Plane(height, width, new double[Math.multiplyExact(height, width)]);
  }

  private void enlarge(Plane low, TilePlan.Tile part, NoiseSeed noise, PixelMoments moments) {
    TilePlan.Span rows = part.rows();
    TilePlan.Span columns = part.columns();
    Shape shape = resolver.inputShape(1, rows.length(), columns.length());
    HostTensor window =
        tensor(low.crop(rows.start(), columns.start(), rows.length(), columns.length()), shape);
    moments.clear();
    for (Executable function : functions.of(shape)) {
      Map<String, HostTensor> outputs =
          function.run(Map.of(SuperResolutionTask.LOW, window), noise);
      float[] means = outputs.get(CompiledTiles.MEAN).data();
      float[] noises = outputs.get(CompiledTiles.NOISE).data();
      for (int offset = 0; offset < means.length; offset += moments.pixels()) {
        moments.add(means, noises, offset);
      }
    }
  }

  private void keep(TilePlan.Tile part, PixelMoments moments, Maps result) {
    int factor = resolver.description().factor();
    TilePlan.Span rows = part.rows();
    TilePlan.Span columns = part.columns();
    int width = result.mean.width();
    for (int row = factor * rows.from(); row < factor * rows.to(); row++) {
      int from =
          (row - factor * rows.start()) * factor * columns.length()
              + factor * (columns.from() - columns.start());
      int to = row * width + factor * columns.from();
      for (int i = 0; i < factor * columns.kept(); i++) {
        result.mean.levels()[to + i] = moments.mean(from + i);
        result.epistemic.levels()[to + i] = moments.epistemic(from + i);
        result.aleatoric.levels()[to + i] = moments.aleatoric(from + i);
      }
    }
  }

  private static HostTensor tensor(Plane plane, Shape shape) {
    double[] levels = plane.levels();
    float[] data = new float[levels.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) levels[i];
    }
    return HostTensor.of(shape, data);
  }

  @Override
  public void close() {
    functions.close();
  }
}
