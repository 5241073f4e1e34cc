package org.bcnn.it.tck.reference;

import java.util.Arrays;
import org.bcnn.graph.Op;
import org.bcnn.graph.ReduceKind;
import org.bcnn.tensor.Shape;

/** Sums, means, maxima and log-softmax. */
final class Reductions {
  private Reductions() {}

  static DoubleTensor reduce(Op.Reduce op, DoubleTensor x, Shape shape) {
    Shape kept = kept(op, x.shape());
    double[] result = new double[kept.size()];
    if (op.kind() == ReduceKind.MAX) {
      Arrays.fill(result, Double.NEGATIVE_INFINITY);
    }
    Elements.forEach(
        x.shape(),
        (position, index) -> {
          int target = Elements.broadcastPosition(kept, index);
          double value = x.data()[position];
          result[target] =
              op.kind() == ReduceKind.MAX
                  ? StrictMath.max(result[target], value)
                  : result[target] + value;
        });
    if (op.kind() == ReduceKind.MEAN) {
      int count = x.shape().size() / kept.size();
      for (int i = 0; i < result.length; i++) {
        result[i] /= count;
      }
    }
    return new DoubleTensor(shape, result);
  }

  /** The shape of the operand with extent 1 along the reduced axes. */
  private static Shape kept(Op.Reduce op, Shape shape) {
    int[] dims = shape.toArray();
    for (int axis : op.axes()) {
      dims[axis] = 1;
    }
    return Shape.of(dims);
  }

  static DoubleTensor logSoftmax(DoubleTensor x, int axis) {
    Shape shape = x.shape();
    int extent = shape.dim(axis);
    int stride = shape.strides()[axis];
    DoubleTensor y = DoubleTensor.zeros(shape);
    Elements.forEach(
        shape,
        (first, index) -> {
          if (index[axis] == 0) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < extent; i++) {
              largest = StrictMath.max(largest, x.data()[first + i * stride]);
            }
            double total = 0;
            for (int i = 0; i < extent; i++) {
              total += StrictMath.exp(x.data()[first + i * stride] - largest);
            }
            double logTotal = StrictMath.log(total);
            for (int i = 0; i < extent; i++) {
              y.data()[first + i * stride] = x.data()[first + i * stride] - largest - logTotal;
            }
          }
        });
    return y;
  }
}
