package org.bcnn.tasks.gan;

import java.util.Arrays;
import java.util.Map;
import org.bcnn.backend.Backend;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Estimator;
import org.bcnn.models.Generator;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * Makes images with a trained generator. A Bayesian one takes a new draw of its weights for every
 * {@value #BATCH} images, and plain weights are what they are. Closing it closes its session. For
 * one thread.
 */
public final class ImageSampler implements AutoCloseable {
  /** Images that are made at a time, with the same weights. */
  public static final int BATCH = 100;

  /** Draws of weights are noise of steps from here on, which no training step reaches. */
  private static final long FIRST_DRAW = 1L << 41;

  private final Generator generator;
  private final Session session;
  private final Executable images;

  private ImageSampler(Generator generator, Session session, Executable images) {
    this.generator = generator;
    this.session = session;
    this.images = images;
  }

  /**
   * Prepares a generator.
   *
   * @param backend the backend
   * @param generator the generator
   * @param values a value for each of its variables, such as {@link GameSession#averagedGenerator}
   * @param noise who makes the noise of weights
   * @return the sampler, to close
   */
  public static ImageSampler open(
      Backend backend, Generator generator, Map<Variable, HostTensor> values, NoiseSource noise) {
    boolean bayesian = !generator.variables().variational().isEmpty();
    Session session = backend.openSession();
    try {
      session.setAll(values);
      return new ImageSampler(
          generator,
          session,
          session.compile(
              GameFunctions.images(
                  generator, bayesian ? Estimator.WEIGHT_SAMPLING : Estimator.MEAN, BATCH, noise)));
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /**
   * Puts other values in the place of the generator's.
   *
   * @param values a value for each of its variables
   */
  public void update(Map<Variable, HostTensor> values) {
    session.setAll(values);
  }

  /**
   * Makes images of random latent vectors.
   *
   * @param count how many
   * @param seed decides latent vectors and draws of weights; the first are the same whatever the
   *     count is
   * @return the images
   */
  public LabelledImages sample(int count, long seed) {
    HostTensor latents = LatentVectors.normal(count, generator.description().latent(), seed);
    return PixelRange.toImages(pixels(latents, seed, 0, 1));
  }

  /**
   * Makes images of given latent vectors, all with the same weights.
   *
   * @param latents {@code [images, latent]}
   * @param seed decides the draws of weights
   * @param draw which draw of weights, from 0
   * @return an image of each
   */
  public LabelledImages images(HostTensor latents, long seed, int draw) {
    return PixelRange.toImages(pixels(latents, seed, draw, 0));
  }

  /**
   * Makes images of the same latent vectors with several draws of the weights.
   *
   * @param latents {@code [images, latent]}
   * @param seed decides the draws of weights
   * @param draws how many draws, at least 1
   * @return the images, draw after draw of each latent vector: image {@code i · draws + d} is that
   *     of latent vector i with draw d
   */
  public LabelledImages draws(HostTensor latents, long seed, int draws) {
    int count = latents.shape().dim(0);
    HostTensor all = HostTensor.zeros(generator.imageShape(count * draws));
    int size = Math.toIntExact(generator.imageShape(1).size());
    for (int draw = 0; draw < draws; draw++) {
      float[] made = pixels(latents, seed, draw, 0).data();
      for (int i = 0; i < count; i++) {
        System.arraycopy(made, i * size, all.data(), (i * draws + draw) * size, size);
      }
    }
    return PixelRange.toImages(all);
  }

  /** Makes images, batch i of them with the weights of draw {@code draw + i · step}. */
  private HostTensor pixels(HostTensor latents, long seed, int draw, int step) {
    int length = generator.description().latent();
    int count = latents.shape().dim(0);
    Shape shape = generator.imageShape(count);
    HostTensor made = HostTensor.zeros(shape);
    int size = Math.toIntExact(generator.imageShape(1).size());
    for (int from = 0; from < count; from += BATCH) {
      int to = Math.min(count, from + BATCH);
      // The last batch is filled up with zeros, and what is made of these is left out.
      float[] batch =
          Arrays.copyOf(
              Arrays.copyOfRange(latents.data(), from * length, to * length), BATCH * length);
      HostTensor some =
          images
              .run(
                  Map.of(GameFunctions.LATENT, HostTensor.of(generator.latentShape(BATCH), batch)),
                  new NoiseSeed(seed, FIRST_DRAW + draw + (long) step * (from / BATCH)))
              .get(GameFunctions.IMAGES);
      System.arraycopy(some.data(), 0, made.data(), from * size, (to - from) * size);
    }
    return made;
  }

  @Override
  public void close() {
    images.close();
    session.close();
  }
}
