package org.bcnn.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bcnn.graph.Variable;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;

class InitialValuesTest {
  private static final Shape SHAPE = Shape.of(100, 200);
  private static final int FAN_IN = 50;
  private static final GaussianPrior PRIOR = new GaussianPrior(0, 0.1);
  private static final ParameterFactory BAYESIAN =
      ParameterFactory.variational(MeanFieldGaussian.DEFAULT, PRIOR);
  private static final ParameterFactory PLAIN = ParameterFactory.deterministic(Math.sqrt(2));

  private static HostTensor initial(ParameterFactory factory, String path, int which, long seed) {
    Parameter parameter = factory.create(path, SHAPE, FAN_IN);
    return parameter.initialValue(parameter.variables().get(which), seed);
  }

  /** Mean and variance of 20,000 values; each of the two scores exceeds 5 with probability 6e-7. */
  private static void assertNormal(HostTensor values, double mean, double deviation) {
    int n = values.data().length;
    double sum = 0;
    double squares = 0;
    for (float value : values.data()) {
      double z = (value - mean) / deviation;
      sum += z;
      squares += z * z;
    }
    double meanScore = sum / Math.sqrt(n);
    double varianceScore = (squares - n) / Math.sqrt(2.0 * n);
    assertTrue(Math.abs(meanScore) < 5, "mean score " + meanScore);
    assertTrue(Math.abs(varianceScore) < 5, "variance score " + varianceScore);
  }

  @Test
  void variablesAreMuAndRho() {
    Parameter parameter = BAYESIAN.create("conv1/weight", SHAPE, FAN_IN);
    assertEquals(
        List.of(new Variable("conv1/weight/mu", SHAPE), new Variable("conv1/weight/rho", SHAPE)),
        parameter.variables());
    assertEquals(
        List.of(new Variable("conv1/weight", SHAPE)),
        PLAIN.create("conv1/weight", SHAPE, FAN_IN).variables());
  }

  @Test
  void meansHaveTheDeviationOfTheGain() {
    assertNormal(initial(BAYESIAN, "a", 0, 1), 0, Math.sqrt(2.0 / FAN_IN));
    ParameterFactory gainOfThree =
        ParameterFactory.variational(new MeanFieldGaussian(3, -5, 0.1), PRIOR);
    assertNormal(initial(gainOfThree, "a", 0, 1), 0, 3 / Math.sqrt(FAN_IN));
    assertNormal(initial(ParameterFactory.deterministic(3), "a", 0, 1), 0, 3 / Math.sqrt(FAN_IN));
  }

  @Test
  void rhosAreAroundTheirMean() {
    assertNormal(initial(BAYESIAN, "a", 1, 1), -5, 0.1);
    ParameterFactory wide = ParameterFactory.variational(new MeanFieldGaussian(1, -2, 0.5), PRIOR);
    assertNormal(initial(wide, "a", 1, 1), -2, 0.5);
  }

  @Test
  void biasesStartAtZero() {
    for (ParameterFactory factory : List.of(BAYESIAN, PLAIN)) {
      Parameter bias = factory.create("conv1/bias", Shape.of(3), 0);
      assertArrayEquals(new float[3], bias.initialValue(bias.variables().get(0), 1).data());
    }
  }

  @Test
  void areFunctionsOfSeedAndPathAlone() {
    for (int which : new int[] {0, 1}) {
      HostTensor first = initial(BAYESIAN, "a", which, 1);
      assertEquals(first, initial(BAYESIAN, "a", which, 1));
      assertNotEquals(first, initial(BAYESIAN, "a", which, 2));
      assertNotEquals(first, initial(BAYESIAN, "b", which, 1));
    }
  }

  @Test
  void everyVariableHasNumbersOfItsOwn() {
    ParameterFactory alike =
        ParameterFactory.variational(new MeanFieldGaussian(Math.sqrt(FAN_IN), 0, 1), PRIOR);
    Set<Float> firsts = new HashSet<>();
    for (String path : List.of("conv1/weight", "conv1/bias", "conv2/weight")) {
      for (int which : new int[] {0, 1}) {
        firsts.add(initial(alike, path, which, 1).data()[0]);
      }
    }
    assertEquals(6, firsts.size());
  }

  @Test
  void twinsStartAlike() {
    assertEquals(initial(BAYESIAN, "a", 0, 7), initial(PLAIN, "a", 0, 7));
  }

  @Test
  void settingsAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> new MeanFieldGaussian(-1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new MeanFieldGaussian(1, 0, -1));
    assertThrows(IllegalArgumentException.class, () -> new MeanFieldGaussian(1, Double.NaN, 0));
    assertThrows(IllegalArgumentException.class, () -> new MeanFieldGaussian(Double.NaN, 0, 0));
    assertEquals(
        "a Gaussian prior needs a finite mean and a positive scale, got mean 0.0, scale 0.0",
        assertThrows(IllegalArgumentException.class, () -> new GaussianPrior(0, 0)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> new GaussianPrior(Double.NaN, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new GaussianPrior(0, Double.POSITIVE_INFINITY));
  }
}
