package org.bcnn.tasks.superresolution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.models.SuperResolver;
import org.bcnn.tasks.image.Plane;
import org.bcnn.tasks.training.NetworkSession;

/**
 * Scores a network, and its deterministic twin if it has one, on sets of pictures. What is
 * predicted of a picture depends on the seed and on its place in its set, so not on which other
 * sets there are. Not thread-safe.
 */
public final class SuperResolutionEvaluator implements AutoCloseable {
  /** Evaluation draws noise at steps from here on, which neither training nor validation does. */
  private static final long EVALUATION_STEPS = 1L << 41;

  private final SuperResolutionPredictor predictor;
  private final Optional<SuperResolutionPredictor> twin;
  private final Degradation degradation;
  private final long seed;

  /**
   * A network with its values.
   *
   * @param session its values
   * @param resolver the network
   */
  public record Resolver(NetworkSession session, SuperResolver resolver) {}

  /**
   * Prepares evaluation.
   *
   * @param network the network
   * @param twin its deterministic twin, if it has one
   * @param draws posterior draws, at least 1
   * @param seed decides their noise
   * @throws IllegalArgumentException if there is to be no draw, or the twin is for another factor
   *     or has distributions itself
   */
  public SuperResolutionEvaluator(Resolver network, Optional<Resolver> twin, int draws, long seed) {
    int factor = network.resolver().description().factor();
    twin.ifPresent(other -> requireTwin(other.resolver(), factor));
    this.predictor = new SuperResolutionPredictor(network.session(), network.resolver(), draws);
    this.twin =
        twin.map(other -> new SuperResolutionPredictor(other.session(), other.resolver(), 1));
    this.degradation = new Degradation(factor);
    this.seed = seed;
  }

  /**
   * Checks that a network can be the deterministic twin of another.
   *
   * @param twin the network
   * @param factor the factor of the other
   * @throws IllegalArgumentException if it cannot; the message says why
   */
  public static void requireTwin(SuperResolver twin, int factor) {
    int other = twin.description().factor();
    if (other != factor) {
      throw new IllegalArgumentException(
          String.format("the twin enlarges by %d, not by %d as the network does", other, factor));
    }
    if (!twin.variables().variational().isEmpty()) {
      throw new IllegalArgumentException(
          "the twin has Bayesian weights and is to have plain ones; name a checkpoint that was "
              + "trained with --deterministic");
    }
  }

  /**
   * Scores all pictures of a set.
   *
   * @param pictures the pictures
   * @param progress told after each picture how many are done
   * @return the scores
   * @throws org.bcnn.tasks.image.PictureException if a picture cannot be read
   * @throws org.bcnn.tasks.data.DataException if a picture is too small
   */
  public SetScores evaluate(PictureSet pictures, IntConsumer progress) {
    List<PictureScores> scores = new ArrayList<>();
    List<SparsificationCurve> curves = new ArrayList<>();
    PixelCalibration calibration = new PixelCalibration();
    int border = degradation.factor();
    for (int i = 0; i < pictures.pictures().size(); i++) {
      Reconstruction made = reconstruct(pictures, i);
      Plane truth = made.pair().high();
      scores.add(
          new PictureScores(
              made.picture(),
              truth.height(),
              truth.width(),
              SuperResolutionScores.of(made.prediction(), truth, border),
              Fidelity.of(made.bicubic(), truth, border),
              twin.map(
                  other ->
                      SuperResolutionScores.of(
                          other.predict(made.pair().low(), noise(made.place())), truth, border))));
      PixelPrediction inside = made.prediction().inside(border);
      double[] deviations = inside.deviation().levels();
      double[] errors = SuperResolutionScores.errors(inside, truth, border);
      curves.add(SparsificationCurve.of(deviations, errors));
      calibration.add(deviations, errors);
      progress.accept(i + 1);
    }
    return new SetScores(
        pictures.name(),
        scores,
        SetScores.mean(curves),
        calibration.intervals(),
        calibration.bins());
  }

  /**
   * Enlarges a picture, as it is enlarged to be scored.
   *
   * @param pictures a set
   * @param place the place of the picture in it, from 0
   * @return what the network and bicubic interpolation make of it
   * @throws org.bcnn.tasks.image.PictureException if the picture cannot be read
   * @throws org.bcnn.tasks.data.DataException if it is too small
   */
  public Reconstruction reconstruct(PictureSet pictures, int place) {
    NamedPicture picture = pictures.pictures().get(place);
    ResolutionPair pair = picture.pair(degradation, Fidelity.smallest(degradation.factor()));
    return new Reconstruction(
        picture.name(),
        place,
        pair,
        predictor.predict(pair.low(), noise(place)),
        degradation.enlarge(pair.low()));
  }

  private NoiseSeed noise(int place) {
    return new NoiseSeed(seed, EVALUATION_STEPS + place);
  }

  @Override
  public void close() {
    predictor.close();
    twin.ifPresent(SuperResolutionPredictor::close);
  }
}
