package org.bcnn.backend.djl;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bcnn.tensor.Shape;

/** Writes numbers as TorchScript. Stateless. */
final class Literals {
  private Literals() {}

  /**
   * Writes a number so that reading it gives the same bits; a float widens without change.
   *
   * @param value any number
   * @return an expression of type float, which is double precision in TorchScript
   */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "float(\"nan\")";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "float(\"inf\")" : "float(\"-inf\")";
    }
    return Double.toString(value).toLowerCase(Locale.ROOT);
  }

  static String list(int... values) {
    return list(IntStream.of(values).boxed().toList());
  }

  static String list(List<Integer> values) {
    return values.stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", ", "annotate(List[int], [", "])"));
  }

  static String list(Shape shape) {
    return list(shape.toArray());
  }

  static String bool(boolean value) {
    return value ? "True" : "False";
  }
}
