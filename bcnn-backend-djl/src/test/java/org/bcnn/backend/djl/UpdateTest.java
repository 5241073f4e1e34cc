package org.bcnn.backend.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Executable;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.Gradients;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Variables change in place, which nobody may notice before the end of the run. */
class UpdateTest {
  private static final Shape SHAPE = Shape.of(2, 3);
  private static final Variable A = new Variable("a", SHAPE);
  private static final Variable B = new Variable("b", SHAPE);
  private static final Op.Adam RULE = new Op.Adam(0.9, 0.999, 1e-8);

  private final GraphBuilder graph = new GraphBuilder();
  private Backend backend;
  private Session session;

  @BeforeEach
  void open() {
    backend = new DjlProvider().open(new BackendOptions(1));
    session = backend.openSession();
    session.set(A, HostTensor.of(SHAPE, 1, 2, 3, 4, 5, 6));
    session.set(B, HostTensor.of(SHAPE, -1, -2, -3, -4, -5, -6));
  }

  @AfterEach
  void close() {
    backend.close();
  }

  private Map<String, HostTensor> run(Function function) {
    try (Executable executable = session.compile(function)) {
      return executable.run(Map.of(), Functions.SEED);
    }
  }

  @Test
  void twoVariablesSwap() {
    run(graph.function("swap").update(A, graph.read(B)).update(B, graph.read(A)).build());
    assertArrayEquals(new float[] {-1, -2, -3, -4, -5, -6}, session.get(A).data());
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, session.get(B).data());
  }

  @Test
  void viewsOfTheOldValueStayOld() {
    Tensor a = graph.read(A);
    Map<String, HostTensor> outputs =
        run(
            graph
                .function("views")
                .output("itself", a)
                .output("transposed", a.transpose(1, 0))
                .output("reshaped", a.reshape(6))
                .output("part", graph.slice(a, List.of(0, 1), Shape.of(2, 2)))
                .update(A, a.reshape(3, 2).transpose(1, 0))
                .build());
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, outputs.get("itself").data());
    assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, outputs.get("transposed").data());
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, outputs.get("reshaped").data());
    assertArrayEquals(new float[] {2, 3, 5, 6}, outputs.get("part").data());
    assertArrayEquals(new float[] {1, 3, 5, 2, 4, 6}, session.get(A).data());
  }

  private Function.Builder adam(Function.Builder function, List<Variable> variables, Tensor loss) {
    List<Tensor> gradients = Gradients.of(loss, variables.stream().map(graph::read).toList());
    Tensor step = graph.read(new Variable("step", Shape.scalar())).add(1);
    function.update(new Variable("step", Shape.scalar()), step);
    for (int i = 0; i < variables.size(); i++) {
      Variable variable = variables.get(i);
      Variable m = moment(variable, "m");
      Variable v = moment(variable, "v");
      List<Tensor> updated =
          graph.adam(
              RULE,
              graph.read(variable),
              graph.read(m),
              graph.read(v),
              gradients.get(i),
              step,
              graph.constant(0.1f));
      function.update(variable, updated.get(0)).update(m, updated.get(1)).update(v, updated.get(2));
    }
    return function;
  }

  private static Variable moment(Variable variable, String which) {
    return new Variable(variable.name() + "/" + which, variable.shape());
  }

  private void resetAdam() {
    session.set(new Variable("step", Shape.scalar()), HostTensor.scalar(0));
    for (Variable variable : List.of(A, B)) {
      session.set(moment(variable, "m"), HostTensor.full(SHAPE, 0.25f));
      session.set(moment(variable, "v"), HostTensor.full(SHAPE, 0.5f));
    }
  }

  /** The formula of {@link Op.Adam}, in double precision. */
  private static double[] expected(double p, double g) {
    double m = 0.9 * 0.25 + (1 - 0.9) * g;
    double v = 0.999 * 0.5 + (1 - 0.999) * g * g;
    double a = 0.1f * Math.sqrt(1 - 0.999) / (1 - 0.9);
    double e = 1e-8 * Math.sqrt(1 - 0.999);
    return new double[] {p - a * m / (Math.sqrt(v) + e), m, v};
  }

  /** The gradient of each parameter is the other's memory: neither may see the other's update. */
  @Test
  void gradientsThatAreVariablesStayOld() {
    resetAdam();
    Tensor loss = graph.read(A).multiply(graph.read(B)).sum();
    run(adam(graph.function("step"), List.of(A, B), loss).build());
    for (int i = 0; i < 6; i++) {
      double[] a = expected(i + 1, -i - 1);
      double[] b = expected(-i - 1, i + 1);
      assertEquals(a[0], session.get(A).data()[i], 1e-6);
      assertEquals(a[1], session.get(moment(A, "m")).data()[i], 1e-6);
      assertEquals(a[2], session.get(moment(A, "v")).data()[i], 1e-6);
      assertEquals(b[0], session.get(B).data()[i], 1e-6);
      assertEquals(b[1], session.get(moment(B, "m")).data()[i], 1e-6);
      assertEquals(b[2], session.get(moment(B, "v")).data()[i], 1e-6);
    }
    assertEquals(1f, session.get(new Variable("step", Shape.scalar())).item());
  }

  /** A step whose result is also an output is not taken in place, and comes to the same bits. */
  @Test
  void stepsInPlaceAndElsewhereAgree() {
    Tensor loss = graph.read(A).multiply(graph.read(A)).sum();
    Function inPlace = adam(graph.function("in place"), List.of(A), loss).build();
    Function.Builder builder = adam(graph.function("elsewhere"), List.of(A), loss);
    Tensor updated = inPlace.updates().get(A);
    Function elsewhere = builder.output("new", updated).build();
    assertTrue(Lowering.lower(inPlace, "cpu").source().contains("torch.addcdiv_(t"));
    assertFalse(Lowering.lower(inPlace, "cpu").source().contains("clone"));
    assertTrue(Lowering.lower(elsewhere, "cpu").source().contains("clone"));

    resetAdam();
    HostTensor start = session.get(A);
    run(inPlace);
    HostTensor first = session.get(A);
    session.set(A, start);
    resetAdam();
    Map<String, HostTensor> outputs = run(elsewhere);
    assertEquals(first, session.get(A));
    assertEquals(first, outputs.get("new"));
  }
}
