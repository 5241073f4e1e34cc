package org.bcnn.it.tck;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;

/** What certifies the gradient rules tells right gradients from wrong ones. */
final class CentralDifferencesTest {
  private static final Shape SHAPE = Shape.of(3);
  private final GraphBuilder graph = new GraphBuilder();
  private final Tensor x = graph.input("x", SHAPE);
  private final Tensor y = graph.input("y", SHAPE);
  private final HostTensor some = Values.signed("x", 3);
  private final HostTensor others = Values.positive("y", 3);

  /** The function is x^2 / y. */
  private DerivativeCase withGradient(Tensor byX, Tensor byY) {
    Function scalar =
        graph.function("quotient").output("value", x.square().divide(y).sum()).build();
    Function gradient = graph.function("gradient").output("x", byX).output("y", byY).build();
    return new DerivativeCase(scalar, gradient, Map.of("x", some, "y", others), List.of("x", "y"));
  }

  @Test
  void theDerivativePasses() {
    Tensor ratio = x.divide(y);
    CentralDifferences.check(withGradient(ratio.multiply(2), ratio.square().negate()));
  }

  @Test
  void gradientsOfEachOtherFail() {
    Tensor ratio = x.divide(y);
    fails("by x", withGradient(ratio.square().negate(), ratio.multiply(2)));
  }

  @Test
  void anErrorOfAPartInTenThousandFails() {
    Tensor ratio = x.divide(y);
    fails("by y", withGradient(ratio.multiply(2), ratio.square().multiply(-1.0001)));
  }

  @Test
  void aGradientWithElementsExchangedFails() {
    Tensor right = x.divide(y).multiply(2);
    Tensor first = graph.slice(right, List.of(0), Shape.of(1));
    Tensor rest = graph.slice(right, List.of(1), Shape.of(2));
    Tensor turned = graph.concat(0, List.of(rest, first));
    fails("by x", withGradient(turned, x.divide(y).square().negate()));
  }

  @Test
  void aGradientThatIsNotANumberFails() {
    Tensor nan = x.subtract(x).divide(y.subtract(y));
    fails("by x", withGradient(nan, x.divide(y).square().negate()));
  }

  private static void fails(String by, DerivativeCase c) {
    AssertionError error = assertThrows(AssertionError.class, () -> CentralDifferences.check(c));
    assertTrue(error.getMessage().contains(by), error.getMessage());
  }
}
