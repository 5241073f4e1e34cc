package org.bcnn.tasks.gan.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {
  private static RandomStream random(String what) {
    return RandomStream.at(new NoiseAddress(5, 0, what, 0));
  }

  private static GaussianStatistics gaussian(double[] mean, double[]... covariance) {
    return GaussianStatistics.of(mean, covariance);
  }

  private static GaussianStatistics centred(double[]... covariance) {
    return gaussian(new double[covariance.length], covariance);
  }

  /** {@code Σ (√a − √b)²} over variances, and the shift of the mean. */
  @Test
  void ofIndependentFeatures() {
    GaussianStatistics one =
        gaussian(
            new double[] {0, 1, 5},
            new double[] {4, 0, 0},
            new double[] {0, 9, 0},
            new double[] {0, 0, 1});
    GaussianStatistics other =
        gaussian(
            new double[] {3, 1, 1},
            new double[] {1, 0, 0},
            new double[] {0, 25, 0},
            new double[] {0, 0, 1});
    assertEquals(9 + 16 + 1 + 4, FrechetDistance.between(one, other), 1e-12);
  }

  /** Two matrices with the eigenvectors (1, 1) and (1, −1): values 3 and 1, and 16 and 4. */
  @Test
  void ofCovariancesThatCommute() {
    double expected = square(Math.sqrt(3) - 4) + square(1 - 2);
    assertEquals(
        expected,
        FrechetDistance.between(
            centred(new double[] {2, 1}, new double[] {1, 2}),
            centred(new double[] {10, 6}, new double[] {6, 10})),
        1e-12);
  }

  /**
   * Of a 2×2 matrix A the root has the trace {@code √(tr A + 2 √det A)}. Here {@code A = C1 C2} is
   * ((2, 4), (1, 8)) with the trace 10 and the determinant 12.
   */
  @Test
  void ofCovariancesThatDoNotCommute() {
    double expected = 4 + 5 - 2 * Math.sqrt(10 + 2 * Math.sqrt(12));
    GaussianStatistics one = centred(new double[] {2, 1}, new double[] {1, 2});
    GaussianStatistics other = centred(new double[] {1, 0}, new double[] {0, 4});
    assertEquals(expected, FrechetDistance.between(one, other), 1e-12);
    assertEquals(expected, FrechetDistance.between(other, one), 1e-12, "in either direction");
  }

  /** The root of the product itself, by the iteration of Denman and Beavers (1976). */
  @Test
  void agreesWithTheRootOfTheProduct() {
    for (int size : new int[] {1, 3, 8, 20}) {
      double[][] one = covariance(size, 2 * size, "one" + size);
      double[][] other = covariance(size, 2 * size, "other" + size);
      double[][] root = DenmanBeavers.root(DenmanBeavers.product(one, other));
      double expected = 0;
      for (int i = 0; i < size; i++) {
        expected += one[i][i] + other[i][i] - 2 * root[i][i];
      }
      assertEquals(
          expected,
          FrechetDistance.between(centred(one), centred(other)),
          1e-9 * expected,
          size + " features");
    }
  }

  /** A sum of {@code terms} products of a random vector with itself. */
  private static double[][] covariance(int size, int terms, String what) {
    RandomStream random = random(what);
    double[][] sum = new double[size][size];
    for (int term = 0; term < terms; term++) {
      double[] vector = new double[size];
      for (int i = 0; i < size; i++) {
        vector[i] = random.nextGaussian();
      }
      for (int row = 0; row < size; row++) {
        for (int column = 0; column < size; column++) {
          sum[row][column] += vector[row] * vector[column];
        }
      }
    }
    return sum;
  }

  /**
   * Of {@code C1 = v vᵀ}, {@code C1^{1/2} C2 C1^{1/2}} has one eigenvalue that is not 0, vᵀ C2 v.
   */
  @Test
  void ofASingularCovariance() {
    int size = 30;
    double[][] line = covariance(size, 1, "line");
    double[][] full = covariance(size, 2 * size, "full");
    double form = 0;
    double traces = 0;
    for (int row = 0; row < size; row++) {
      traces += line[row][row] + full[row][row];
      for (int column = 0; column < size; column++) {
        form += line[row][column] * full[row][column];
      }
    }
    double expected = traces - 2 * Math.sqrt(form);
    assertEquals(expected, FrechetDistance.between(centred(line), centred(full)), 1e-10 * expected);
  }

  @Test
  void equalGaussiansHaveNoDistance() {
    for (int terms : new int[] {1, 20, 40, 200}) {
      double[][] covariance = covariance(84, terms, "equal");
      double distance = FrechetDistance.between(centred(covariance), centred(covariance));
      assertTrue(distance >= 0 && distance < 1e-9, distance + " of rank " + terms);
    }
    GaussianStatistics point = gaussian(new double[] {1, 2}, new double[2], new double[2]);
    assertEquals(0, FrechetDistance.between(point, point));
    GaussianStatistics apart = gaussian(new double[] {1, 4}, new double[2], new double[2]);
    assertEquals(4, FrechetDistance.between(point, apart));
  }

  /**
   * Deviations of (1, 2) and (2, 2) and a shift of 1 in the first feature make 2. Of n = 20,000
   * samples of each, the square of the shift deviates by {@code 2 √(5/n) = 0.032} and that of the
   * deviations by {@code 2 √(5/2n) = 0.022}, so that the sum is 0.039 off; 0.2 is 5.2 of that,
   * which is a false alarm in 4 million seeds. The bias of some 1/n is lost in it.
   */
  @Test
  void convergesOnSamples() {
    Features one = samples(20_000, 0, 1, 2, "first");
    Features other = samples(20_000, 1, 2, 2, "second");
    assertEquals(
        2, FrechetDistance.between(GaussianStatistics.of(one), GaussianStatistics.of(other)), 0.2);
  }

  /** Two samples of one Gaussian are nearer to one another the more there are. */
  @Test
  void fewerImagesAreBiasedUpwards() {
    double few = ofEqualSamples(50);
    double many = ofEqualSamples(20_000);
    assertTrue(few > 10 * many && many > 0, few + ", " + many);
  }

  private static double ofEqualSamples(int count) {
    return FrechetDistance.between(
        GaussianStatistics.of(samples(count, 0, 1, 1, "few")),
        GaussianStatistics.of(samples(count, 0, 1, 1, "as many")));
  }

  private static Features samples(
      int count, double mean, double firstDeviation, double secondDeviation, String what) {
    RandomStream random = random(what);
    float[] values = new float[2 * count];
    for (int i = 0; i < count; i++) {
      values[2 * i] = (float) (mean + firstDeviation * random.nextGaussian());
      values[2 * i + 1] = (float) (secondDeviation * random.nextGaussian());
    }
    return Features.of(2, 1, values, new int[count]);
  }

  /** Means 3 and 4; deviations (−2, −2), (0, 2), (2, 0), whose products are divided by 2. */
  @Test
  void statisticsAreUnbiased() {
    GaussianStatistics statistics =
        GaussianStatistics.of(
            FeaturesTest.rows(new float[] {1, 2}, new float[] {3, 6}, new float[] {5, 4}));
    assertEquals(3, statistics.mean(0));
    assertEquals(4, statistics.mean(1));
    assertEquals(4, statistics.covariance(0, 0));
    assertEquals(4, statistics.covariance(1, 1));
    assertEquals(2, statistics.covariance(0, 1));
    assertEquals(2, statistics.covariance(1, 0));
  }

  @Test
  void refusesWhatHasNoDistance() {
    GaussianStatistics one = centred(new double[] {1});
    GaussianStatistics two = centred(new double[] {1, 0}, new double[] {0, 1});
    GaussianStatistics indefinite = centred(new double[] {1, 2}, new double[] {2, 1});
    assertRefused("got 1 and 2 features", () -> FrechetDistance.between(one, two));
    assertRefused("no negative eigenvalue", () -> FrechetDistance.between(two, indefinite));
    assertRefused(
        "at least 2 images, got 1",
        () -> GaussianStatistics.of(FeaturesTest.rows(new float[] {1})));
    assertRefused("symmetric", () -> centred(new double[] {1, 0.5}, new double[] {0, 1}));
    assertRefused("finite", () -> centred(new double[] {Double.NaN}));
    assertRefused("row 1 of the covariance", () -> centred(new double[] {1, 0}, new double[1]));
    assertRefused("2 means", () -> gaussian(new double[2], new double[2]));
  }

  private static void assertRefused(String part, Runnable action) {
    String message = assertThrows(IllegalArgumentException.class, action::run).getMessage();
    assertTrue(message.contains(part), message);
  }

  private static double square(double x) {
    return x * x;
  }
}
