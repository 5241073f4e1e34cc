package org.bcnn.backend.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import java.util.List;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.Distribution;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Padding;
import org.bcnn.graph.PoolGeometry;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;

/** The source a function becomes. */
class LoweringTest {
  private final GraphBuilder graph = new GraphBuilder();
  private final Tensor x = graph.input("x", Shape.of(2, 1, 6, 5));

  private Function function(Tensor... outputs) {
    Function.Builder builder = graph.function("test");
    for (int i = 0; i < outputs.length; i++) {
      builder.output("y" + i, outputs[i]);
    }
    return builder.build();
  }

  @Test
  void constantsAreArgumentsOnce() {
    HostTensor large = HostTensor.full(Shape.of(6, 5), 0.1f);
    Tensor half = x.multiply(0.5);
    Program program =
        Lowering.lower(function(half.add(graph.constant(large)), half.multiply(0.5)), "cpu");
    assertEquals(List.of(HostTensor.scalar(0.5f), large), program.constants());
  }

  @Test
  void comparisonsStayMasksBetweenOperations() {
    Tensor chosen = graph.select(x.greater(0), x, x.negate());
    assertFalse(Lowering.lower(function(chosen), "cpu").source().contains("torch.to("));
    assertTrue(Lowering.lower(function(x.greater(0)), "cpu").source().contains("torch.to("));
  }

  private int fused(Tensor... outputs) {
    String source = Lowering.lower(function(outputs), "cpu").source();
    return source.split("torch.addcmul\\(", -1).length - 1;
  }

  @Test
  void aSumWithAProductIsOneCallIfNothingElseNeedsTheProduct() {
    Tensor y = x.negate();
    Tensor product = y.multiply(x.exp());
    Tensor row = graph.constant(HostTensor.full(Shape.of(5), 2));
    assertEquals(1, fused(x.add(product)));
    assertEquals(1, fused(product.add(x)));
    assertEquals(1, fused(row.add(product)));
    assertEquals(1, fused(y.multiply(x).add(x.multiply(row))));
    assertEquals(0, fused(x.add(product), product));
    assertEquals(0, fused(x.add(product), product.exp()));
    assertEquals(0, fused(product.add(product)));
    assertEquals(0, fused(row.add(x.multiply(row))));
    assertEquals(0, fused(x.subtract(product)));
  }

  /** All numbers are exact in float32. */
  @Test
  void fusedSumsAreThoseOfTheFormula() {
    float[] values = {-3, -0.5f, 0, 2, 5, 16};
    try (Backend backend = new DjlProvider().open(BackendOptions.DEFAULT)) {
      HostTensor input = HostTensor.of(Shape.of(2, 3), values);
      HostTensor plain =
          Functions.apply(backend, input, z -> z.add(z.negate().multiply(z.add(0.5))));
      HostTensor doubled =
          Functions.apply(backend, input, z -> z.negate().multiply(z.add(z)).add(z));
      HostTensor shared =
          Functions.apply(
              backend, input, z -> z.add(z.negate().multiply(z.add(z))).multiply(z.add(z)));
      for (int i = 0; i < values.length; i++) {
        float z = values[i];
        assertEquals(z - z * (z + 0.5f), plain.data()[i]);
        assertEquals(z - 2 * z * z, doubled.data()[i]);
        assertEquals((z - 2 * z * z) * 2 * z, shared.data()[i]);
      }
    }
  }

  @Test
  void aPoolAndItsGradientPassOverTheImagesOnce() {
    PoolGeometry windows = new PoolGeometry(3, 2, 2, 1, new Padding(1, 0, 0, 1));
    Tensor pooled = graph.maxPool(x, windows);
    Tensor gradient = graph.maxPoolGradient(x, pooled, windows);
    String source = Lowering.lower(function(pooled, gradient), "cpu").source();
    assertEquals(2, source.split("max_pool2d_with_indices\\(", -1).length);
    PoolGeometry pairs = PoolGeometry.square(2, 2);
    Tensor halved = graph.maxPool(x, pairs);
    String compared =
        Lowering.lower(function(halved, graph.maxPoolGradient(x, halved, pairs)), "cpu").source();
    assertEquals(4, compared.split("torch.maximum\\(", -1).length);
    assertFalse(compared.contains("max_pool2d_with_indices("));
  }

  /** Windows of 2x2 with many ties, and a last row and column that no window reaches. */
  @Test
  void theFirstOfEqualMaximaGetsTheGradient() {
    float[] values = new float[9 * 35];
    double[] expected = new double[values.length];
    float[] gradients = new float[9 * 6];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 5 + i / 3 + i / 7) % 3;
    }
    for (int window = 0; window < gradients.length; window++) {
      gradients[window] = window + 1;
      int first = window / 6 * 35 + window % 6 / 2 * 10 + window % 2 * 2;
      int best = first;
      for (int at : new int[] {first + 1, first + 5, first + 6}) {
        best = values[at] > values[best] ? at : best;
      }
      expected[best] += gradients[window];
    }
    try (Backend backend = new DjlProvider().open(BackendOptions.DEFAULT)) {
      HostTensor found =
          Functions.apply(
              backend,
              HostTensor.of(Shape.of(3, 3, 7, 5), values),
              images ->
                  images
                      .graph()
                      .maxPoolGradient(
                          images,
                          images.graph().constant(HostTensor.of(Shape.of(3, 3, 3, 2), gradients)),
                          PoolGeometry.square(2, 2)));
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], found.data()[i], "position " + i);
      }
    }
  }

  /**
   * A device that is not the host, as a GPU is, has data moved to it and back. The host under
   * another name will do to see that the engine takes such source.
   */
  @Test
  void otherDevicesGetCopies() {
    Tensor noise = graph.noise(Distribution.RANDOM_SIGN, x.shape(), "noise", 0, NoiseSource.NATIVE);
    Tensor filter = graph.constant(HostTensor.full(Shape.of(2, 1, 3, 3), 0.5f));
    Tensor y = graph.conv2d(x.multiply(noise), filter, ConvGeometry.DEFAULT);
    Tensor gradient = graph.conv2dFilterGradient(x, Shape.of(2, 1, 3, 3), y, ConvGeometry.DEFAULT);
    Function function = function(y, gradient);
    Program here = Lowering.lower(function, "cpu");
    Program there = Lowering.lower(function, "cpu:0");
    assertFalse(here.source().contains("torch.cpu("));
    assertTrue(there.source().contains("torch.cpu("));
    Torch torch = Torch.start();
    try (Compute compute = new Compute((PtNDManager) torch.engine().newBaseManager(), 1)) {
      assertEquals(run(compute, here), run(compute, there));
    }
  }

  private List<HostTensor> run(Compute compute, Program program) {
    List<PtNDArray> constants = program.constants().stream().map(compute::tensor).toList();
    try (PtSymbolBlock module = compute.load(program.source(), "test");
        PtNDArray images = compute.tensor(HostTensor.full(x.shape(), 0.25f));
        IValue none = IValue.listFrom(new PtNDArray[0]);
        IValue constant = IValue.listFrom(constants.toArray(PtNDArray[]::new));
        IValue inputs = IValue.listFrom(images);
        IValue seeds = IValue.listFrom(5L);
        IValue result = compute.run(module, none, constant, inputs, seeds)) {
      PtNDArray[] tensors = compute.tensors(result);
      return List.of(
          Compute.read(tensors[0], Shape.of(2, 2, 4, 3)),
          Compute.read(tensors[1], Shape.of(2, 1, 3, 3)));
    }
  }
}
