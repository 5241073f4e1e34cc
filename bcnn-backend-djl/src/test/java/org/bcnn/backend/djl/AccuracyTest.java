package org.bcnn.backend.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Functions that are easily computed wrong far from, or close to, zero. */
class AccuracyTest {
  private static final int POINTS = 20_000;

  private static HostTensor points(double from, double to) {
    float[] x = new float[POINTS];
    for (int i = 0; i < POINTS; i++) {
      x[i] = (float) (from + (to - from) * i / (POINTS - 1));
    }
    return HostTensor.of(Shape.of(POINTS), x);
  }

  private static void check(
      String name,
      HostTensor x,
      UnaryOperator<Tensor> function,
      DoubleUnaryOperator exact,
      double tolerance) {
    try (Backend backend = new DjlProvider().open(new BackendOptions(1))) {
      float[] y = Functions.apply(backend, x, function).data();
      for (int i = 0; i < y.length; i++) {
        double expected = exact.applyAsDouble(x.data()[i]);
        // Below the smallest normal number precision is lost by nature.
        assertEquals(
            expected,
            y[i],
            Math.abs(expected) * tolerance + Float.MIN_NORMAL,
            name + " of " + x.data()[i]);
      }
    }
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  /** 3e-7 is five units in the last place at worst, where log1p of exp rounds twice. */
  @Test
  void softplusIsAccurateEverywhere() {
    check("softplus", points(-85, 100), Tensor::softplus, AccuracyTest::softplus, 3e-7);
    check("softplus", points(-20, -10), Tensor::softplus, AccuracyTest::softplus, 3e-7);
    check("softplus", points(15, 25), Tensor::softplus, AccuracyTest::softplus, 3e-7);
    check("softplus", points(1e3, 1e30), Tensor::softplus, AccuracyTest::softplus, 3e-7);
    check("softplus", points(-1e30, -1e3), Tensor::softplus, AccuracyTest::softplus, 3e-7);
  }

  @Test
  void nearZeroNothingIsLost() {
    for (double scale : new double[] {1e-30, 1e-8, 1e-3, 0.5}) {
      HostTensor x = points(-scale, scale);
      check("log1p", x, Tensor::log1p, Math::log1p, 2e-7);
      check("expm1", x, Tensor::expm1, Math::expm1, 2e-7);
    }
  }

  @Test
  void sigmoidSaturatesWithoutOverflow() {
    check("sigmoid", points(-80, 80), Tensor::sigmoid, x -> 1 / (1 + Math.exp(-x)), 3e-7);
    check("tanh", points(-1e-4, 1e-4), Tensor::tanh, Math::tanh, 3e-7);
  }

  @Test
  void nanPasses() {
    HostTensor nan = HostTensor.full(Shape.of(1, 1, 4, 4), Float.NaN);
    try (Backend backend = new DjlProvider().open(new BackendOptions(1))) {
      for (UnaryOperator<Tensor> function :
          java.util.List.<UnaryOperator<Tensor>>of(
              Tensor::sign,
              Tensor::relu,
              Tensor::softplus,
              x -> x.maximum(x.graph().constant(0)),
              x -> x.graph().maxPool(x, org.bcnn.graph.PoolGeometry.square(2, 2)),
              Tensor::sum)) {
        for (float value : Functions.apply(backend, nan, function).data()) {
          assertTrue(Float.isNaN(value));
        }
      }
    }
  }
}
