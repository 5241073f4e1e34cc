package org.bcnn.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import org.bcnn.spec.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KlScheduleTest {
  private static TrainingProgress at(long step, int stepsPerEpoch, int epochs) {
    return new TrainingProgress(step, stepsPerEpoch, epochs, List.of());
  }

  private static KlSchedule named(String spec) {
    return KlScheduleProvider.registry().create(spec);
  }

  @Test
  void constantStaysOne() {
    KlSchedule schedule = named("constant");
    for (long step : new long[] {0, 1, 99}) {
      assertEquals(1, schedule.factor(at(step, 10, 10)));
    }
  }

  /** {@code min(1, e / E)} at epochs e that are worked out by hand. */
  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0.025", "10, 0.25", "20, 0.5", "39, 0.975", "40, 1", "41, 1", "90, 1"})
  void linearGrowsOverItsEpochsAndStays(long step, double factor) {
    assertEquals(factor, named("linear:epochs=4").factor(at(step, 10, 10)), 1e-15);
  }

  @Test
  void linearMayTakePartOfAnEpoch() {
    assertEquals(0.5, named("linear:epochs=0.5").factor(at(25, 100, 1)), 1e-15);
    assertEquals(1, named("linear:epochs=0.5").factor(at(50, 100, 1)));
  }

  /** Equation 6 of Fu et al. with T = 40, M = 4, R = 0.5: τ = (t mod 10) / 10, β = min(1, 2τ). */
  @Test
  void cyclicalFollowsThePaper() {
    KlSchedule schedule = named("cyclical:cycles=4,ramp=0.5");
    double[] cycle = {0, 0.2, 0.4, 0.6, 0.8, 1, 1, 1, 1, 1};
    for (int t = 0; t < 40; t++) {
      assertEquals(cycle[t % 10], schedule.factor(at(t, 8, 5)), 1e-15, "step " + t);
    }
  }

  /** T = 10, M = 3: cycles of ⌈10/3⌉ = 4 steps, τ counted in 10/3. */
  @Test
  void cyclicalRoundsAnUnevenCycleUp() {
    KlSchedule schedule = named("cyclical:cycles=3,ramp=1");
    double[] expected = {0, 0.3, 0.6, 0.9, 0, 0.3, 0.6, 0.9, 0, 0.3};
    for (int t = 0; t < 10; t++) {
      assertEquals(expected[t], schedule.factor(at(t, 5, 2)), 1e-15, "step " + t);
    }
  }

  /** {@code M 2^(M−i) / (2^M − 1)} in whole numbers of any length. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 53, 60, 469})
  void blundellIsTheFormula(int batches) {
    KlSchedule schedule = named("blundell");
    BigInteger whole = BigInteger.TWO.pow(batches).subtract(BigInteger.ONE);
    for (int i = 1; i <= batches; i++) {
      BigDecimal share =
          new BigDecimal(BigInteger.TWO.pow(batches - i))
              .divide(new BigDecimal(whole), MathContext.DECIMAL128);
      double expected = share.multiply(BigDecimal.valueOf(batches)).doubleValue();
      // The second epoch, which must be as the first.
      double actual = schedule.factor(at(batches + i - 1, batches, 3));
      assertEquals(expected, actual, 1e-15 * expected, "minibatch " + i);
    }
  }

  /** 2^10,000 has no double; the shares of an epoch add up to the whole KL all the same. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 1000, 10_000})
  void blundellNeitherOverflowsNorLosesAnything(int batches) {
    double sum = 0;
    for (int i = 0; i < batches; i++) {
      double factor = named("blundell").factor(at(i, batches, 1));
      assertTrue(Double.isFinite(factor) && factor >= 0, "minibatch " + i + ": " + factor);
      sum += factor;
    }
    assertEquals(batches, sum, 1e-12 * batches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "linear:epochs=0|the KL divergence needs more than 0 epochs of warm-up, got 0.0",
        "linear:epochs=NaN|the KL divergence needs more than 0 epochs of warm-up, got NaN",
        "cyclical:cycles=0|a cyclical weight needs a cycle, got 0",
        "cyclical:ramp=0|the ramp is a part of a cycle, over 0 and at most 1, got 0.0",
        "cyclical:ramp=1.5|the ramp is a part of a cycle, over 0 and at most 1, got 1.5"
      })
  void settingsThatMakeNoSenseAreRefused(String spec, String message) {
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, () -> named(spec)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"constant", "linear:epochs=2.5", "cyclical:cycles=7,ramp=0.3", "blundell"})
  void specificationMakesTheSameAgain(String text) {
    KlSchedule schedule = named(text);
    Spec spec = schedule.spec();
    assertEquals(schedule, KlScheduleProvider.registry().create(spec));
    assertEquals(schedule, named(spec.toString()));
  }

  @Test
  void allAreFoundByName() {
    assertEquals(
        List.of("blundell", "constant", "cyclical", "linear"),
        KlScheduleProvider.registry().names());
  }

  /** A schedule that a user passes as an object needs no name, unless it is to be stored. */
  @Test
  void schedulesOfUsersMayBeFunctions() {
    KlSchedule own = progress -> 0.5;
    assertEquals(0.5, own.factor(at(0, 1, 1)));
    assertThrows(UnsupportedOperationException.class, own::spec);
  }
}
