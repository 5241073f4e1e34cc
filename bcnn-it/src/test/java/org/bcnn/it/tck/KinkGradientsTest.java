package org.bcnn.it.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.bcnn.graph.Function;
import org.bcnn.graph.Gradients;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.PoolGeometry;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;

/**
 * Where the gradient goes at kinks, in numbers: there no difference can certify it. The scalar is
 * the sum of the results, each of weight 1.
 */
final class KinkGradientsTest {
  private GraphBuilder graph = new GraphBuilder();

  private static HostTensor vector(float... values) {
    return HostTensor.of(Shape.of(values.length), values);
  }

  private void gradient(HostTensor at, UnaryOperator<Tensor> build, double... expected) {
    graph = new GraphBuilder();
    Tensor x = graph.input("x", at.shape());
    Tensor gradient = Gradients.of(build.apply(x).sum(), List.of(x)).get(0);
    assertGradient(expected, gradient, Map.of("x", at));
  }

  private void gradients(
      HostTensor left,
      HostTensor right,
      BinaryOperator<Tensor> build,
      double[] expectedLeft,
      double[] expectedRight) {
    Tensor x = graph.input("x", left.shape());
    Tensor y = graph.input("y", right.shape());
    List<Tensor> gradients = Gradients.of(build.apply(x, y).sum(), List.of(x, y));
    Map<String, HostTensor> at = Map.of("x", left, "y", right);
    assertGradient(expectedLeft, gradients.get(0), at);
    assertGradient(expectedRight, gradients.get(1), at);
  }

  private void assertGradient(double[] expected, Tensor gradient, Map<String, HostTensor> at) {
    Function function = graph.function("gradient").output("gradient", gradient).build();
    assertArrayEquals(
        expected,
        Oracle.evaluate(function, Oracle.needed(function, at)).get("gradient").data(),
        1e-12);
  }

  private static double[] d(double... values) {
    return values;
  }

  @Test
  void maximumGoesToTheFirstOperand() {
    gradients(vector(1, 2, 3), vector(1, 3, 2), Tensor::maximum, d(1, 0, 1), d(0, 1, 0));
  }

  @Test
  void minimumGoesToTheFirstOperand() {
    gradients(vector(1, 2, 3), vector(1, 3, 2), Tensor::minimum, d(1, 1, 0), d(0, 0, 1));
  }

  @Test
  void maximaThatTieShare() {
    gradient(vector(3, 1, 3), Tensor::max, 0.5, 0, 0.5);
    gradient(
        HostTensor.of(Shape.of(2, 3), 2, 2, 2, 1, 4, 4),
        x -> x.max(false, 1),
        1 / 3.0,
        1 / 3.0,
        1 / 3.0,
        0,
        0.5,
        0.5);
  }

  @Test
  void nothingPassesAtTheCorner() {
    gradient(vector(-1, 0, 2), Tensor::relu, 0, 0, 1);
    gradient(vector(-1, 0, 2), Tensor::abs, -1, 0, 1);
  }

  @Test
  void aPowerOfZeroHasTheDerivativeFromAbove() {
    gradients(vector(0, 0, 2), vector(1, 2, 0), Tensor::power, d(1, 0, 0), d(0, 0, Math.log(2)));
  }

  @Test
  void maximumPoolingGoesToTheFirstInRowMajorOrder() {
    gradient(
        HostTensor.of(Shape.of(1, 1, 3, 4), 1, 5, 0, 2, 5, 1, 2, 2, 7, 7, 7, 7),
        x -> graph.maxPool(x, PoolGeometry.square(2, 2)),
        0,
        1,
        0,
        1,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0);
  }
}
