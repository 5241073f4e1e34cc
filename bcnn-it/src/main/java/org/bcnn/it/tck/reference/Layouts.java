package org.bcnn.it.tck.reference;

import java.util.Arrays;
import java.util.List;
import org.bcnn.graph.Op;
import org.bcnn.tensor.Shape;

/** Operations that move elements without computing. */
final class Layouts {
  private Layouts() {}

  static DoubleTensor transpose(Op.Transpose op, DoubleTensor x, Shape shape) {
    DoubleTensor y = DoubleTensor.zeros(shape);
    int[] source = new int[shape.rank()];
    Elements.forEach(
        shape,
        (position, index) -> {
          for (int axis = 0; axis < source.length; axis++) {
            source[op.permutation().get(axis)] = index[axis];
          }
          y.data()[position] = x.data()[Elements.position(x.shape(), source)];
        });
    return y;
  }

  static DoubleTensor slice(Op.Slice op, DoubleTensor x) {
    DoubleTensor y = DoubleTensor.zeros(op.shape());
    int[] source = new int[op.shape().rank()];
    Elements.forEach(
        op.shape(),
        (position, index) -> {
          for (int axis = 0; axis < source.length; axis++) {
            source[axis] = op.begin().get(axis) + index[axis];
          }
          y.data()[position] = x.data()[Elements.position(x.shape(), source)];
        });
    return y;
  }

  static DoubleTensor pad(Op.Pad op, DoubleTensor x, Shape shape) {
    DoubleTensor y = DoubleTensor.zeros(shape);
    Arrays.fill(y.data(), op.value());
    place(x, y, op.before());
    return y;
  }

  static DoubleTensor concat(Op.Concat op, List<DoubleTensor> parts, Shape shape) {
    DoubleTensor y = DoubleTensor.zeros(shape);
    Integer[] offset = new Integer[shape.rank()];
    Arrays.fill(offset, 0);
    for (DoubleTensor part : parts) {
      place(part, y, List.of(offset));
      offset[op.axis()] += part.shape().dim(op.axis());
    }
    return y;
  }

  /** Copies a block into a larger array. */
  private static void place(DoubleTensor block, DoubleTensor target, List<Integer> offset) {
    int[] index = new int[block.shape().rank()];
    Elements.forEach(
        block.shape(),
        (position, source) -> {
          for (int axis = 0; axis < index.length; axis++) {
            index[axis] = source[axis] + offset.get(axis);
          }
          target.data()[Elements.position(target.shape(), index)] = block.data()[position];
        });
  }

  static DoubleTensor depthToSpace(int block, DoubleTensor x, Shape shape) {
    DoubleTensor y = DoubleTensor.zeros(shape);
    Elements.forEach(
        shape,
        (position, at) ->
            y.data()[position] =
                x.data()[deepPosition(block, x.shape(), at[0], at[1], at[2], at[3])]);
    return y;
  }

  static DoubleTensor spaceToDepth(int block, DoubleTensor x, Shape shape) {
    DoubleTensor y = DoubleTensor.zeros(shape);
    Elements.forEach(
        x.shape(),
        (position, at) ->
            y.data()[deepPosition(block, shape, at[0], at[1], at[2], at[3])] = x.data()[position]);
    return y;
  }

  /** Where the pixel [n, c, row, column] of the wide image is in the deep one. */
  private static int deepPosition(int block, Shape deep, int n, int c, int row, int column) {
    int channel = (c * block + row % block) * block + column % block;
    return Elements.position(deep, n, channel, row / block, column / block);
  }
}
