package org.bcnn.backend.djl;

import java.util.Set;
import org.bcnn.graph.Variable;

/**
 * What the source knows of a value it has computed.
 *
 * @param name the source's name for it
 * @param mask whether it is boolean, the form in which comparisons come
 * @param sharedWith the variables whose memory it may share, so that updating them in place would
 *     change it
 */
record Value(String name, boolean mask, Set<Variable> sharedWith) {
  /** Copies the set. */
  Value {
    sharedWith = Set.copyOf(sharedWith);
  }

  /** Makes a value with memory of its own. */
  static Value fresh(String name) {
    return new Value(name, false, Set.of());
  }
}
