package org.bcnn.prior;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LogGammaTest {
  @Test
  void isTheFactorialsLogarithm() {
    double logFactorial = 0;
    for (int n = 1; n < 170; n++) {
      assertEquals(logFactorial, LogGamma.of(n), 1e-13 * (1 + logFactorial), "n = " + n);
      logFactorial += Math.log(n);
    }
  }

  /** {@code Γ(n + ½) = (2n − 1)!! / 2^n √π}. */
  @Test
  void isThatOfHalfIntegers() {
    double expected = 0.5 * Math.log(Math.PI);
    for (int n = 0; n < 100; n++) {
      assertEquals(expected, LogGamma.of(n + 0.5), 1e-13 * (1 + expected), "n = " + n);
      expected += Math.log(n + 0.5);
    }
  }

  /** {@code Γ(x) Γ(1 − x) = π / sin πx}. */
  @Test
  void keepsTheReflectionFormula() {
    for (double x = 1e-6; x < 1; x += 0.0137) {
      assertEquals(
          Math.log(Math.PI / Math.sin(Math.PI * x)), LogGamma.of(x) + LogGamma.of(1 - x), 1e-13);
    }
  }
}
