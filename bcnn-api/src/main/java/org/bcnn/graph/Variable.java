package org.bcnn.graph;

import java.util.Objects;
import org.bcnn.tensor.Shape;

/**
 * The name and shape of a value that a session keeps between runs: a parameter, or an optimiser's
 * state. The value itself lives in a {@link org.bcnn.backend.Session}. Immutable and thread-safe;
 * two variables with the same name and shape are the same variable.
 *
 * @param name the name, unique within a session, with {@code /} between the parts of a layer path
 * @param shape the shape
 */
public record Variable(String name, Shape shape) {
  /** Checks that the name is not blank. */
  public Variable {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(shape, "shape");
    if (name.isBlank()) {
      throw new IllegalArgumentException("a variable needs a name");
    }
  }
}
