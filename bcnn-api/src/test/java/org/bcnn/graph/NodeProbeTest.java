package org.bcnn.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;

/** What a probe is made of; what it sees when it runs is tested with backends. */
final class NodeProbeTest {
  private static final Shape SHAPE = Shape.of(2);
  private static final Variable V = new Variable("v", SHAPE);

  private final GraphBuilder graph = new GraphBuilder();
  private final Tensor x = graph.input("x", SHAPE);
  private final Tensor noise =
      graph.noise(Distribution.UNIFORM, SHAPE, "n", 0, NoiseSource.PORTABLE);

  /** Two branches, of which the one that was built last is named first. */
  private Function probed() {
    Tensor late = x.exp();
    Tensor early = late.log().add(noise);
    Tensor last = early.multiply(graph.read(V));
    x.tanh();
    return graph.function("f").output("last", last).output("late", late).update(V, last).build();
  }

  @Test
  void valuesAreAllThatTheFunctionComputesOperandsFirst() {
    Function function = probed();
    NodeProbe probe = NodeProbe.of(function, value -> value);
    assertEquals(function.nodes().stream().map(Node::output).toList(), probe.values());
    for (Tensor value : probe.values()) {
      for (Tensor operand : value.node().operands()) {
        assertTrue(probe.values().indexOf(operand) < probe.values().indexOf(value));
      }
    }
    assertEquals(7, probe.values().size(), "x, noise, exp, log, add, v, multiply");
  }

  @Test
  void theFunctionTakesWhatTheProbedOneDoesAndChangesNothing() {
    Function function = probed();
    Function probe = NodeProbe.of(function, Tensor::mean).function();
    assertEquals(function.inputs(), probe.inputs());
    assertEquals(function.noise(), probe.noise());
    assertEquals(List.of(V), probe.variables());
    assertEquals(Map.of(), probe.updates());
    assertTrue(probe.outputs().values().stream().allMatch(o -> o.shape().equals(Shape.scalar())));
  }

  @Test
  void whatIsSeenBelongsToTheValue() {
    NodeProbe probe = NodeProbe.of(probed(), Tensor::mean);
    Map<String, HostTensor> outputs = new LinkedHashMap<>();
    for (String name : probe.function().outputs().keySet()) {
      outputs.put(name, HostTensor.scalar(outputs.size()));
    }
    for (int i = 0; i < probe.values().size(); i++) {
      assertEquals(i, probe.seen(outputs, probe.values().get(i)).item());
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> probe.seen(outputs, x.negate()))
            .getMessage();
    assertTrue(message.endsWith("is not a value of probe of f"), message);
  }

  /** Adam has three results. */
  @Test
  void everyResultOfAnOperationIsAValue() {
    Tensor scalar = graph.input("rate", Shape.scalar());
    List<Tensor> adam =
        graph.adam(new Op.Adam(0.9, 0.999, 1e-8), x, x.exp(), x.square(), x, scalar, scalar);
    NodeProbe probe = NodeProbe.of(graph.function("f").output("w", adam.get(0)).build(), v -> v);
    assertTrue(probe.values().containsAll(adam));
    assertEquals(3, adam.size());
  }

  @Test
  void valuesOfAKind() {
    NodeProbe probe = NodeProbe.of(probed(), value -> value);
    assertEquals(List.of(x), probe.values(Op.Input.class));
    assertSame(graph.read(V), probe.values(Op.VariableRead.class).get(0));
    assertFalse(probe.values().isEmpty());
  }
}
