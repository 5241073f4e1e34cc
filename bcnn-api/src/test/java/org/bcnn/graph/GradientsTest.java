package org.bcnn.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;

/**
 * The structure of gradients: what is computed, what is not, what is refused. That they are the
 * derivatives is certified by the contract of backends.
 */
final class GradientsTest {
  private static final Variable FILTER = new Variable("conv/filter", Shape.of(4, 2, 3, 3));
  private static final Variable WEIGHT = new Variable("dense/weight", Shape.of(4, 3));

  private final GraphBuilder graph = new GraphBuilder();
  private final Tensor x = graph.input("x", Shape.of(2, 3));
  private final Tensor y = graph.input("y", Shape.of(2, 3));

  private Tensor gradient(Tensor scalar, Tensor wanted) {
    return Gradients.of(scalar, List.of(wanted)).get(0);
  }

  /** What arrives at an operand of rank 2 that is summed. */
  private Tensor ones() {
    return graph.constant(1).reshape(1, 1).broadcastTo(x.shape());
  }

  private List<String> operations(List<Tensor> tensors) {
    Function.Builder builder = graph.function("f");
    for (int i = 0; i < tensors.size(); i++) {
      builder.output("output " + i, tensors.get(i));
    }
    return builder.build().nodes().stream().map(node -> node.op().label()).toList();
  }

  private Tensor network() {
    Tensor images = graph.input("images", Shape.of(5, 2, 8, 7));
    Tensor features =
        graph.within(
            "conv",
            () -> graph.conv2d(images, graph.read(FILTER), ConvGeometry.DEFAULT).softplus());
    Tensor pooled = features.mean(false, 2, 3);
    return graph.within("dense", () -> pooled.matMul(graph.read(WEIGHT))).square().mean();
  }

  @Test
  void theGradientOfTheDataIsNotComputedUnasked() {
    Tensor loss = network();
    List<Tensor> gradients = Gradients.of(loss, List.of(graph.read(FILTER), graph.read(WEIGHT)));
    assertEquals(FILTER.shape(), gradients.get(0).shape());
    assertEquals(WEIGHT.shape(), gradients.get(1).shape());
    List<String> operations = operations(gradients);
    assertTrue(operations.contains("conv2dFilterGradient"));
    assertFalse(operations.contains("conv2dInputGradient"), operations.toString());
  }

  @Test
  void theGradientOfTheDataIsComputedWhenAsked() {
    Tensor loss = network();
    Tensor images = graph.input("images", Shape.of(5, 2, 8, 7));
    Tensor gradient = gradient(loss, images);
    assertEquals(images.shape(), gradient.shape());
    List<String> operations = operations(List.of(gradient));
    assertTrue(operations.contains("conv2dInputGradient"));
    assertFalse(operations.contains("conv2dFilterGradient"), operations.toString());
  }

  @Test
  void onlyTheWayToWhatIsWantedIsBuilt() {
    Tensor loss = network();
    int before = graph.constant(123).node().id();
    Tensor gradient = gradient(loss, graph.read(WEIGHT));
    List<String> operations = operations(List.of(gradient));
    assertFalse(operations.contains("sigmoid"), "softplus is before the weight");
    graph.function("all").output("g", gradient).build().nodes().stream()
        .filter(node -> node.id() > before)
        .forEach(node -> assertFalse(node.op() instanceof Op.Conv2dFilterGradient));
  }

  @Test
  void gradientsCarryTheLayersPath() {
    Tensor gradient = gradient(network(), graph.read(FILTER));
    assertEquals("conv", gradient.node().path());
    assertEquals("", graph.path());
  }

  @Test
  void gradientsShareWhatTheForwardPassComputed() {
    Tensor e = x.exp();
    Tensor gradient = gradient(e.sum(), x);
    assertSame(ones().multiply(e), gradient);
  }

  @Test
  void independentVariablesGetZeros() {
    Tensor other = graph.input("other", Shape.of(4));
    List<Tensor> gradients = Gradients.of(x.sum(), List.of(other, x));
    assertSame(graph.constant(HostTensor.zeros(Shape.of(4))), gradients.get(0));
    assertSame(ones(), gradients.get(1));
  }

  @Test
  void stepsAndStoppedGradientsGiveZeros() {
    Tensor zeros = graph.constant(HostTensor.zeros(x.shape()));
    assertSame(zeros, gradient(x.sign().sum(), x));
    assertSame(zeros, gradient(x.greater(y).sum(), x));
    assertSame(zeros, gradient(x.greaterOrEqual(y).sum(), y));
    assertSame(zeros, gradient(x.equalTo(y).sum(), x));
    assertSame(zeros, gradient(x.exp().stopGradient().sum(), x));
    assertSame(zeros, gradient(graph.select(x, y, y).sum(), x));
  }

  @Test
  void gradientOfItselfIsOne() {
    Tensor loss = x.sum();
    assertSame(graph.constant(1), gradient(loss, loss));
  }

  @Test
  void intermediateValuesCanBeWanted() {
    Tensor middle = x.exp();
    Tensor loss = middle.square().sum();
    List<Tensor> gradients = Gradients.of(loss, List.of(middle, x, middle));
    assertSame(ones().multiply(middle.add(middle)), gradients.get(0));
    assertSame(gradients.get(0).multiply(middle), gradients.get(1));
    assertSame(gradients.get(0), gradients.get(2));
  }

  @Test
  void usesAreAdded() {
    Tensor loss = x.multiply(y).add(x).sum();
    assertSame(ones().add(ones().multiply(y)), gradient(loss, x));
  }

  @Test
  void broadcastingIsUndone() {
    for (int[] dims : new int[][] {{}, {3}, {1, 3}, {2, 1}, {1, 1}, {1}}) {
      Tensor small =
          graph.input("small of rank " + List.of(dims.length, Shape.of(dims)), Shape.of(dims));
      assertEquals(small.shape(), gradient(x.multiply(small).sum(), small).shape());
      assertEquals(small.shape(), gradient(small.divide(x).sum(), small).shape());
    }
  }

  @Test
  void onlyScalarsAreDifferentiated() {
    ShapeException error = assertThrows(ShapeException.class, () -> Gradients.of(x, List.of(x)));
    assertEquals(
        "gradients on operands of shape [[2, 3]]: the value to differentiate must be a scalar",
        error.getMessage());
    assertThrows(ShapeException.class, () -> Gradients.of(x.sum().reshape(1), List.of(x)));
  }

  @Test
  void maximumPoolingIsDifferentiatedOnceOnly() {
    Tensor images = graph.input("images", Shape.of(1, 1, 4, 4));
    Tensor loss = graph.maxPool(images, PoolGeometry.square(2, 2)).square().sum();
    Tensor first = gradient(loss, images);
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> gradient(first.square().sum(), images));
    assertTrue(
        error
            .getMessage()
            .endsWith(
                "maxPoolGradient has no gradient: maximum pooling is differentiated once only"),
        error.getMessage());
  }

  @Test
  void anOptimiserStepIsNotDifferentiated() {
    Tensor zero = graph.constant(0);
    Tensor updated =
        graph
            .within(
                "optimiser", () -> graph.adam(new Op.Adam(0.9, 0.99, 1e-8), x, y, y, y, zero, zero))
            .get(0);
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> gradient(updated.sum(), x));
    assertTrue(
        error
            .getMessage()
            .endsWith("adam (optimiser) has no gradient: an optimiser step is not differentiated"),
        error.getMessage());
  }

  @Test
  void anOptimiserStepThatDoesNotDependOnWhatIsWantedIsNotRefused() {
    Tensor zero = graph.constant(0);
    Tensor updated =
        graph.adam(new Op.Adam(0.9, 0.99, 1e-8), zero, zero, zero, zero, zero, zero).get(0);
    assertSame(graph.constant(HostTensor.zeros(x.shape())), gradient(updated, x));
  }

  @Test
  void whatIsNotOnTheWayIsNotRefused() {
    Tensor zero = graph.constant(0);
    Tensor updated = graph.adam(new Op.Adam(0.9, 0.99, 1e-8), y, y, y, y, zero, zero).get(0);
    assertSame(ones().multiply(updated), gradient(x.multiply(updated).sum(), x));
  }
}
