package org.bcnn.backend.tf;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bcnn.tensor.Shape;

/**
 * In which order the axes of a value lie in the engine's memory: stored axis i is axis {@code
 * order[i]} of the API. Immutable.
 *
 * @param order a permutation of the axes
 */
record Layout(List<Integer> order) {
  /** Images as the engine's kernels want them, NHWC. */
  static final Layout IMAGES = new Layout(List.of(0, 2, 3, 1));

  /** Filters as the engine's kernels want them, HWIO. */
  static final Layout FILTERS = new Layout(List.of(2, 3, 1, 0));

  Layout {
    order = List.copyOf(order);
  }

  /** The API's own order. */
  static Layout plain(int rank) {
    return new Layout(IntStream.range(0, rank).boxed().toList());
  }

  /** The order in which one axis comes last and the others keep theirs. */
  static Layout withLast(int axis, int rank) {
    List<Integer> order = new ArrayList<>(plain(rank).order());
    order.remove(Integer.valueOf(axis));
    order.add(axis);
    return new Layout(order);
  }

  boolean isPlain() {
    return equals(plain(order.size()));
  }

  int rank() {
    return order.size();
  }

  /** Returns the extents as stored. */
  int[] store(Shape shape) {
    return store(shape.toArray());
  }

  /** Reorders one number an axis from the API's order to the stored one. */
  int[] store(int[] perAxis) {
    return order.stream().mapToInt(axis -> perAxis[axis]).toArray();
  }

  int[] store(List<Integer> perAxis) {
    return order.stream().mapToInt(perAxis::get).toArray();
  }

  /** Returns where an axis is stored. */
  int stored(int axis) {
    return order.indexOf(axis);
  }

  /** Returns the permutation that takes a value stored in another layout to this one. */
  int[] from(Layout other) {
    return order.stream().mapToInt(other::stored).toArray();
  }

  /** Says whether a value has the same bytes in both layouts, since only extents of 1 move. */
  boolean sameBytes(Layout other, Shape shape) {
    return large(shape).equals(other.large(shape));
  }

  private List<Integer> large(Shape shape) {
    return order.stream().filter(axis -> shape.dim(axis) > 1).toList();
  }

  /** Returns the layout of what remains when some axes, as the API counts them, are removed. */
  Layout without(List<Integer> removed) {
    List<Integer> kept = order.stream().filter(axis -> !removed.contains(axis)).toList();
    return new Layout(
        kept.stream().map(axis -> (int) kept.stream().filter(k -> k < axis).count()).toList());
  }

  /** Copies row-major data to its stored order. */
  float[] store(Shape shape, float[] plain) {
    return isPlain() ? plain.clone() : move(shape, plain, true);
  }

  /** Copies data from its stored order to row-major. */
  float[] restore(Shape shape, float[] stored) {
    return isPlain() ? stored : move(shape, stored, false);
  }

  private float[] move(Shape shape, float[] source, boolean storing) {
    float[] target = new float[source.length];
    int[] extents = store(shape);
    int[] strides = store(shape.strides());
    int[] index = new int[extents.length];
    int plain = 0;
    for (int stored = 0; stored < source.length; stored++) {
      if (storing) {
        target[stored] = source[plain];
      } else {
        target[plain] = source[stored];
      }
      int axis = extents.length - 1;
      while (axis >= 0 && ++index[axis] == extents[axis]) {
        plain -= (extents[axis] - 1) * strides[axis];
        index[axis--] = 0;
      }
      if (axis >= 0) {
        plain += strides[axis];
      }
    }
    return target;
  }
}
