package org.bcnn.graph;

import java.util.List;
import org.bcnn.tensor.Shape;

/**
 * Thrown when an operation is built on operands whose shapes do not fit. The message names the
 * operation, the layer path, the operands' shapes and the rule that is broken.
 */
public final class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  ShapeException(String operation, String path, List<Shape> operands, String rule) {
    super(
        operation
            + (path.isEmpty() ? "" : " in layer '" + path + "'")
            + " on operands of shape "
            + operands
            + ": "
            + rule);
  }
}
