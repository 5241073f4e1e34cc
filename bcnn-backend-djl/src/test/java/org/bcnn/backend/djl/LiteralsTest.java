package org.bcnn.backend.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;

class LiteralsTest {
  private static final float[] AWKWARD = {
    0f,
    -0f,
    1f,
    -0.1f,
    1 / 3f,
    16777217f,
    1e-16f,
    3.4e38f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_NORMAL,
    Float.MIN_VALUE,
    Math.nextUp(1f),
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  @Test
  void writesNumbersThatReadBackExactly() {
    for (float value : AWKWARD) {
      if (Float.isFinite(value)) {
        assertEquals(value, Double.parseDouble(Literals.number(value)));
      }
    }
    assertEquals("1.0e-16", Literals.number(1e-16));
    assertEquals("float(\"inf\")", Literals.number(Double.POSITIVE_INFINITY));
    assertEquals("float(\"-inf\")", Literals.number(Double.NEGATIVE_INFINITY));
    assertEquals("float(\"nan\")", Literals.number(Double.NaN));
  }

  @Test
  void writesLists() {
    assertEquals("annotate(List[int], [])", Literals.list(Shape.scalar()));
    assertEquals("annotate(List[int], [2, 3])", Literals.list(2, 3));
  }

  /** The same constant as a number, as a tensor, and as a border in the source. */
  @Test
  void theEngineReadsTheSameBits() {
    HostTensor one = HostTensor.of(Shape.of(1), 1f);
    try (Backend backend = new DjlProvider().open(BackendOptions.DEFAULT)) {
      for (float value : AWKWARD) {
        HostTensor expected = HostTensor.of(Shape.of(1), value);
        assertEquals(
            expected,
            Functions.apply(backend, one, x -> x.multiply(x.graph().constant(value))),
            "factor " + value);
        assertEquals(
            expected,
            Functions.apply(backend, one, x -> select(x, x.graph().constant(expected))),
            "tensor " + value);
        assertArrayEquals(
            new float[] {value, 1f},
            Functions.apply(
                    backend,
                    one,
                    x -> x.graph().pad(x, java.util.List.of(1), java.util.List.of(0), value))
                .data(),
            "border " + value);
      }
    }
  }

  private static Tensor select(Tensor x, Tensor constant) {
    GraphBuilder graph = x.graph();
    return graph.select(x.greater(0), constant, x);
  }
}
