package org.bcnn.it.tck.reference;

import org.bcnn.tensor.Shape;

/** Walks the elements of shapes and turns their indices into positions in row-major arrays. */
final class Elements {
  private Elements() {}

  /** What to do at each element. */
  interface Action {
    /**
     * Visits one element.
     *
     * @param position its position in the row-major array
     * @param index its index along each axis, overwritten by the next call
     */
    void at(int position, int[] index);
  }

  static void forEach(Shape shape, Action action) {
    int[] index = new int[shape.rank()];
    for (int position = 0; position < shape.size(); position++) {
      action.at(position, index);
      for (int axis = index.length - 1; axis >= 0 && ++index[axis] == shape.dim(axis); axis--) {
        index[axis] = 0;
      }
    }
  }

  static int position(Shape shape, int... index) {
    int position = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      position = position * shape.dim(axis) + index[axis];
    }
    return position;
  }

  /** The position in an operand that is broadcast: trailing axes aligned, extents of 1 repeated. */
  static int broadcastPosition(Shape operand, int[] index) {
    int lead = index.length - operand.rank();
    int position = 0;
    for (int axis = 0; axis < operand.rank(); axis++) {
      int extent = operand.dim(axis);
      position = position * extent + (extent == 1 ? 0 : index[lead + axis]);
    }
    return position;
  }
}
