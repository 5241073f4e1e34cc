package org.bcnn.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;

class ScaledTensorTest {
  private final GraphBuilder graph = new GraphBuilder();
  private final Tensor x = graph.input("x", Shape.of(4, 3));

  @Test
  void takesProductsWithAConstantScalarApart() {
    ScaledTensor scaled = ScaledTensor.of(x.multiply(0.5));
    assertSame(x, scaled.unscaled());
    Tensor small = graph.input("small", Shape.of(2));
    assertSame(small.multiply(0.5), scaled.scale(small));
  }

  @Test
  void leavesOtherTensorsWhole() {
    Tensor variable = graph.input("factor", Shape.scalar());
    Tensor row = graph.constant(HostTensor.of(Shape.of(3), 1, 2, 3));
    for (Tensor tensor : List.of(x, x.add(2), x.divide(2), x.multiply(variable), x.multiply(row))) {
      ScaledTensor whole = ScaledTensor.of(tensor);
      assertSame(tensor, whole.unscaled());
      assertTrue(whole.factor().isEmpty());
      assertSame(x, whole.scale(x));
    }
  }

  /** The root's factor ½ must be applied to filters and biases, not to all outputs. */
  @Test
  void gradientsScaleWhatIsSmall() {
    Tensor images = graph.input("images", Shape.of(2, 1, 9, 9));
    Tensor filters = graph.input("filters", Shape.of(5, 1, 3, 3));
    Tensor bias = graph.input("bias", Shape.of(1, 5, 1, 1));
    Tensor root = graph.conv2d(images, filters, ConvGeometry.DEFAULT).add(bias).sqrt();
    List<Tensor> gradients =
        Gradients.of(root.multiply(root.stopGradient()).sum(), List.of(filters, bias, images));
    Function.Builder function = graph.function("gradients");
    for (int i = 0; i < gradients.size(); i++) {
      function.output("gradient " + i, gradients.get(i));
    }
    List<Node> nodes = function.build().nodes();
    assertFalse(nodes.stream().anyMatch(ScaledTensorTest::scalesOutputs), nodes.toString());
    assertEquals(3, nodes.stream().filter(ScaledTensorTest::isScaling).count());
  }

  private static boolean isScaling(Node node) {
    return ScaledTensor.of(node.output()).factor().isPresent();
  }

  private static boolean scalesOutputs(Node node) {
    return isScaling(node) && node.output().shape().equals(Shape.of(2, 5, 7, 7));
  }
}
