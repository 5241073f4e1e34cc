package org.bcnn.tasks.gan.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecisionRecallTest {
  private static Features points(float... values) {
    return Features.of(1, 1, values, new int[values.length]);
  }

  /**
   * Real points at 0, 1, 3 and 10 reach their nearest neighbours at 1, 1, 2 and 7; generated ones
   * at 2, 2.5, 4 and 30 theirs at 0.5, 0.5, 1.5 and 26. Of the generated ones, 2 is held by the
   * balls of 1 (whose surface it is on) and 3, 2.5 by that of 3, 4 by those of 3 and 10, and 30 by
   * none. Of the real ones, 3 is held by the ball of 2.5 and 10 by that of 30.
   */
  @Test
  void ofPointsOnALine() {
    Features real = points(0, 1, 3, 10);
    Features generated = points(2, 2.5f, 4, 30);
    assertEquals(
        new PrecisionRecall(3 / 4.0, 2 / 4.0, 5 / 4.0, 3 / 4.0, 1, 4, 4),
        PrecisionRecall.of(real, generated, 1));
  }

  /** The second neighbours of 0, 1, 3 are at 3, 2, 3; those of 4, 5, 9 at 5, 4, 5. */
  @Test
  void byTheSecondNeighbour() {
    assertEquals(
        new PrecisionRecall(2 / 3.0, 1, 2 / 2.0 / 3, 1 / 3.0, 2, 3, 3),
        PrecisionRecall.of(points(0, 1, 3), points(4, 5, 9), 2));
  }

  @Test
  void equalSetsAreAllAlikeAndFarOnesNotAtAll() {
    Features one = points(0, 1, 2, 3);
    PrecisionRecall equal = PrecisionRecall.of(one, one, 1);
    assertEquals(1, equal.precision());
    assertEquals(1, equal.recall());
    assertEquals(1, equal.coverage());
    assertEquals(
        new PrecisionRecall(0, 0, 0, 0, 1, 4, 4),
        PrecisionRecall.of(one, points(10, 11, 12, 13), 1));
  }

  /** A generator that makes one image alone is precise and recalls nothing. */
  @Test
  void aCollapsedGeneratorIsPreciseAndRecallsNothing() {
    PrecisionRecall collapsed = PrecisionRecall.of(points(0, 1, 2, 3), points(1.5f, 1.5f, 1.5f), 1);
    assertEquals(1, collapsed.precision());
    assertEquals(0, collapsed.recall());
  }

  /**
   * Features are small whole numbers, so that distances are exact and many are equal, and there are
   * more points than are compared together.
   */
  @ParameterizedTest
  @CsvSource({"300, 200, 3, 1", "129, 257, 2, 3", "128, 128, 5, 5", "6, 400, 4, 3"})
  void agreesWithTheDefinition(int real, int generated, int size, int neighbours) {
    Features one = lattice(real, size, 12, "real");
    Features other = lattice(generated, size, 16, "generated");
    double[] realRadii = radii(one, neighbours);
    double[] generatedRadii = radii(other, neighbours);
    double held =
        IntStream.range(0, generated)
            .mapToLong(
                g ->
                    IntStream.range(0, real)
                        .filter(r -> squared(one, r, other, g) <= realRadii[r])
                        .count())
            .sum();
    assertEquals(
        new PrecisionRecall(
            share(generated, real, (g, r) -> squared(one, r, other, g) <= realRadii[r]),
            share(real, generated, (r, g) -> squared(one, r, other, g) <= generatedRadii[g]),
            held / neighbours / generated,
            share(real, generated, (r, g) -> squared(one, r, other, g) <= realRadii[r]),
            neighbours,
            real,
            generated),
        PrecisionRecall.of(one, other, neighbours));
  }

  private interface Relation {
    boolean holds(int one, int other);
  }

  private static double share(int count, int others, Relation relation) {
    long hits =
        IntStream.range(0, count)
            .filter(i -> IntStream.range(0, others).anyMatch(j -> relation.holds(i, j)))
            .count();
    return (double) hits / count;
  }

  private static double[] radii(Features features, int neighbours) {
    return IntStream.range(0, features.images())
        .mapToDouble(
            i ->
                IntStream.range(0, features.images())
                    .filter(j -> j != i)
                    .mapToDouble(j -> squared(features, i, features, j))
                    .sorted()
                    .toArray()[neighbours - 1])
        .toArray();
  }

  private static double squared(Features one, int i, Features other, int j) {
    return IntStream.range(0, one.size())
        .mapToDouble(f -> Math.pow((double) one.value(i, f) - other.value(j, f), 2))
        .sum();
  }

  private static Features lattice(int count, int size, int levels, String what) {
    RandomStream random = RandomStream.at(new NoiseAddress(1, 0, what, 0));
    float[] values = new float[count * size];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(levels);
    }
    return Features.of(size, 1, values, new int[count]);
  }

  @Test
  void comparesSubsetsOfOneSize() {
    Features real = lattice(200, 3, 50, "real");
    Features generated = lattice(90, 3, 50, "generated");
    PrecisionRecall some = PrecisionRecall.of(real, generated, 3, 60, 1);
    assertEquals(60, some.realImages());
    assertEquals(60, some.generatedImages());
    assertEquals(some, PrecisionRecall.of(real, generated, 3, 60, 1), "the seed decides");
    assertNotEquals(some, PrecisionRecall.of(real, generated, 3, 60, 2), "and does so");
    assertEquals(some, PrecisionRecall.of(real.sample(60, 1), generated.sample(60, 1), 3), "which");
    assertEquals(
        PrecisionRecall.of(real, generated, 3), PrecisionRecall.of(real, generated, 3, 1000, 1));
  }

  @Test
  void refusesTooFewImages() {
    Features three = points(1, 2, 3);
    Features four = points(1, 2, 3, 4);
    Features wide = FeaturesTest.rows(new float[2], new float[2], new float[2]);
    assertRefused("at least 4 generated images, got 3", four, three, 3);
    assertRefused("at least 4 real images, got 3", three, four, 3);
    assertRefused("at least the 1st", four, four, 0);
    assertRefused("1 of an image in one set and 2", three, wide, 1);
  }

  private static void assertRefused(String part, Features real, Features generated, int k) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> PrecisionRecall.of(real, generated, k))
            .getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void distancesAreExactlySymmetric() {
    RandomStream random = RandomStream.at(new NoiseAddress(1, 0, "symmetric", 0));
    float[] values = new float[140 * 7];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    Features features = Features.of(7, 1, values, new int[140]);
    float[][] distances = new float[140][140];
    SquaredDistances.between(
        features,
        features,
        (query, from, count, squared) ->
            System.arraycopy(squared, 0, distances[query], from, count));
    for (int i = 0; i < 140; i++) {
      assertEquals(0, distances[i][i]);
      for (int j = 0; j < i; j++) {
        assertEquals(distances[i][j], distances[j][i]);
        assertEquals(squared(features, i, features, j), distances[i][j], 1e-4);
      }
    }
  }
}
