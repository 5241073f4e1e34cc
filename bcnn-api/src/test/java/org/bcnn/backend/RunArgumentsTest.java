package org.bcnn.backend;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;

class RunArgumentsTest {
  private static final HostTensor IMAGES = HostTensor.zeros(Shape.of(2, 3));
  private static final HostTensor LABELS = HostTensor.zeros(Shape.of(2));

  private static Function function() {
    GraphBuilder graph = new GraphBuilder();
    return graph
        .function("step")
        .output("images", graph.input("images", Shape.of(2, 3)))
        .output("labels", graph.input("labels", Shape.of(2)))
        .build();
  }

  private static String refusal(Map<String, HostTensor> inputs) {
    Function function = function();
    return assertThrows(IllegalArgumentException.class, () -> RunArguments.check(function, inputs))
        .getMessage();
  }

  @Test
  void acceptsWhatTheFunctionTakes() {
    assertDoesNotThrow(
        () -> RunArguments.check(function(), Map.of("labels", LABELS, "images", IMAGES)));
  }

  @Test
  void missingInputIsNamedWithItsShape() {
    assertEquals(
        "function step needs input 'labels' of shape [2]", refusal(Map.of("images", IMAGES)));
  }

  @Test
  void nullInputIsMissing() {
    Map<String, HostTensor> inputs = new LinkedHashMap<>();
    inputs.put("images", null);
    inputs.put("labels", LABELS);
    assertEquals("function step needs input 'images' of shape [2, 3]", refusal(inputs));
  }

  @Test
  void wrongShapeIsSaid() {
    assertEquals(
        "function step takes input 'images' of shape [2, 3], got shape [3, 2]",
        refusal(Map.of("images", HostTensor.zeros(Shape.of(3, 2)), "labels", LABELS)));
  }

  @Test
  void unknownInputIsNamedWithThoseKnown() {
    assertEquals(
        "function step has no input 'image', it takes [images, labels]",
        refusal(Map.of("images", IMAGES, "labels", LABELS, "image", IMAGES)));
  }

  @Test
  void variableTakesItsShapeOnly() {
    Variable variable = new Variable("w", Shape.of(2, 3));
    assertDoesNotThrow(() -> RunArguments.check(variable, IMAGES));
    assertEquals(
        "variable 'w' has shape [2, 3], got a value of [2]",
        assertThrows(IllegalArgumentException.class, () -> RunArguments.check(variable, LABELS))
            .getMessage());
  }
}
