package org.bcnn.tasks.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import org.bcnn.tasks.image.Plane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColourScaleTest {
  private static Plane plane(double... levels) {
    return new Plane(1, levels.length, levels);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, '0 0.2 0.4 0.6 0.8 1'",
    "0, 5, '0 1 2 3 4 5'",
    "0, 0.037, '0 0.01 0.02 0.03'",
    "0, 51, '0 20 40'",
    "0, 49, '0 10 20 30 40'",
    "-0.3, 0.3, '-0.2 0 0.2'",
    "100, 101, '100 100.2 100.4 100.6 100.8 101'",
    "0, 2e-6, '0 5e-7 1e-6 1.5e-6 2e-6'"
  })
  void ticksAreRoundNumbersWithinTheRange(double low, double high, String expected) {
    assertEquals(
        expected,
        String.join(
            " ", new ColourScale(low, high, "x").ticks().stream().map(Numbers::tick).toList()));
  }

  @Test
  void aScaleHasFromTwoToSixTicksWhateverTheRange() {
    for (double high = 1e-5; high < 1e5; high *= 1.07) {
      int ticks = new ColourScale(0, high, "x").ticks().size();
      assertTrue(ticks >= 3 && ticks <= 6, high + ": " + ticks);
    }
  }

  /** Of the 200 numbers 1 to 200, 199 are at most 199, which is a share of 0.995. */
  @Test
  void fewLargeNumbersDoNotDecide() {
    Plane even = plane(DoubleStream.iterate(2, x -> x + 2).limit(100).toArray());
    Plane odd = plane(DoubleStream.iterate(1, x -> x + 2).limit(100).toArray());
    ColourScale scale = ColourScale.fromZero("x", 0.995, List.of(even, odd));
    assertEquals(0, scale.low());
    assertEquals(199, scale.high());
    assertEquals(200, ColourScale.fromZero("x", 1, List.of(even, odd)).high());
    assertEquals(0.5, scale.share(99.5));
  }

  @Test
  void zerosHaveAScaleToo() {
    assertEquals(1, ColourScale.fromZero("x", 0.9, List.of(plane(0, 0))).high());
    assertEquals(7, ColourScale.fromZero("x", 0.5, List.of(plane(0, 0, 7))).high());
  }

  @Test
  void whatIsNoRangeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new ColourScale(1, 1, "x"));
    assertThrows(IllegalArgumentException.class, () -> new ColourScale(0, Double.NaN, "x"));
    assertThrows(
        IllegalArgumentException.class,
        () -> ColourScale.fromZero("x", 0.9, List.of(plane(1, Double.NaN))));
    assertThrows(IllegalArgumentException.class, () -> ColourScale.fromZero("x", 0.9, List.of()));
    assertThrows(
        IllegalArgumentException.class, () -> ColourScale.fromZero("x", 0, List.of(plane(1))));
  }
}
