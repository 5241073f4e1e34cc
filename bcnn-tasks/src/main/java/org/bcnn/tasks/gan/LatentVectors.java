package org.bcnn.tasks.gan;

import org.bcnn.random.NoiseAddress;
import org.bcnn.random.PortableNoise;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/** Latent vectors for a generator to make images of. Stateless. */
public final class LatentVectors {
  private LatentVectors() {}

  /**
   * Draws latent vectors.
   *
   * @param count how many
   * @param length the length of each
   * @param seed decides which; the first are the same whatever the count is
   * @return standard normal numbers {@code [count, latent]}
   */
  public static HostTensor normal(int count, int length, long seed) {
    HostTensor latents = HostTensor.zeros(Shape.of(count, length));
    PortableNoise.fillNormal(
        new NoiseAddress(seed, 0, "gan/latents", 0).key(), 0, latents.data(), 0, count * length);
    return latents;
  }

  /**
   * Draws paths between pairs of latent vectors, along great circles (White 2016): points on the
   * straight line between two independent vectors would be shorter than any vector that a generator
   * was trained on.
   *
   * @param paths how many paths, each between two vectors of its own
   * @param points how many vectors a path has, its ends included, at least 2
   * @param length the length of a vector
   * @param seed decides which
   * @return {@code [paths · points, latent]}, path after path
   */
  public static HostTensor paths(int paths, int points, int length, long seed) {
    if (points < 2) {
      throw new IllegalArgumentException("a path has at least 2 points, got " + points);
    }
    HostTensor ends = normal(2 * paths, length, seed);
    HostTensor latents = HostTensor.zeros(Shape.of(paths * points, length));
    for (int path = 0; path < paths; path++) {
      double angle = angle(ends.data(), 2 * path, length);
      for (int point = 0; point < points; point++) {
        double share = point / (points - 1.0);
        double from = weight(1 - share, angle);
        double to = weight(share, angle);
        for (int i = 0; i < length; i++) {
          latents.data()[(path * points + point) * length + i] =
              (float)
                  (from * ends.data()[2 * path * length + i]
                      + to * ends.data()[(2 * path + 1) * length + i]);
        }
      }
    }
    return latents;
  }

  private static double weight(double share, double angle) {
    // On the way to 0 the great circle becomes a straight line, and at π there are many circles.
    return Math.sin(angle) < 1e-6 ? share : Math.sin(share * angle) / Math.sin(angle);
  }

  /** Returns the angle between a vector and the one after it. */
  private static double angle(float[] vectors, int first, int length) {
    double product = 0;
    double squares = 0;
    double others = 0;
    for (int i = 0; i < length; i++) {
      double a = vectors[first * length + i];
      double b = vectors[(first + 1) * length + i];
      product += a * b;
      squares += a * a;
      others += b * b;
    }
    double cosine = product / Math.sqrt(squares * others);
    return Math.acos(Math.max(-1, Math.min(1, cosine)));
  }
}
