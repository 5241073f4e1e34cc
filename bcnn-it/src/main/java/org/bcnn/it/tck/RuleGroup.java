package org.bcnn.it.tck;

import java.util.Set;
import java.util.stream.Stream;

/** The checks of a group of rules. */
interface RuleGroup {
  /** Returns the checks of the group. */
  Stream<Check> checks();

  /** Returns the kinds of operation that the checks are about, as {@link Coverage} names them. */
  default Set<String> covers() {
    return Set.of();
  }
}
