package org.bcnn.it.tck;

import java.util.Set;
import java.util.TreeSet;
import org.bcnn.graph.BinaryKind;
import org.bcnn.graph.Distribution;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Op;
import org.bcnn.graph.ReduceKind;
import org.bcnn.graph.UnaryKind;

/** The kinds of operation there are, by name, so that none goes without a case. */
final class Coverage {
  private Coverage() {}

  /** Every kind of operation, with every kind within the parameterised ones. */
  static Set<String> all() {
    Set<String> kinds = new TreeSet<>();
    for (Class<?> type : Op.class.getPermittedSubclasses()) {
      if (type == Op.Unary.class) {
        addAll(kinds, type, UnaryKind.values());
      } else if (type == Op.Binary.class) {
        addAll(kinds, type, BinaryKind.values());
      } else if (type == Op.Reduce.class) {
        addAll(kinds, type, ReduceKind.values());
      } else if (type == Op.Noise.class) {
        for (NoiseSource source : NoiseSource.values()) {
          addAll(kinds, type, Distribution.values(), " " + source);
        }
      } else {
        kinds.add(type.getSimpleName());
      }
    }
    return kinds;
  }

  /** The name of an operation's kind. */
  static String kind(Op op) {
    String type = op.getClass().getSimpleName();
    if (op instanceof Op.Unary unary) {
      return type + " " + unary.kind();
    }
    if (op instanceof Op.Binary binary) {
      return type + " " + binary.kind();
    }
    if (op instanceof Op.Reduce reduce) {
      return type + " " + reduce.kind();
    }
    if (op instanceof Op.Noise noise) {
      return type + " " + noise.distribution() + " " + noise.source();
    }
    return type;
  }

  private static void addAll(Set<String> kinds, Class<?> type, Enum<?>[] values) {
    addAll(kinds, type, values, "");
  }

  private static void addAll(Set<String> kinds, Class<?> type, Enum<?>[] values, String suffix) {
    for (Enum<?> value : values) {
      kinds.add(type.getSimpleName() + " " + value + suffix);
    }
  }
}
