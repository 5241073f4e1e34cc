package org.bcnn.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.bcnn.tensor.Shape;

/** The shape rule of every operation. Each broken rule is a {@link ShapeException}. */
final class ShapeRules implements Op.Visitor<List<Shape>> {
  private final List<Shape> shapes;
  private final String label;
  private final String path;

  private ShapeRules(List<Shape> shapes, String label, String path) {
    this.shapes = shapes;
    this.label = label;
    this.path = path;
  }

  static List<Shape> infer(Op op, List<Tensor> operands, String path) {
    List<Shape> shapes = operands.stream().map(Tensor::shape).toList();
    return op.accept(new ShapeRules(shapes, op.label(), path), null);
  }

  /** Returns the shape two shapes broadcast to, or null if they do not. */
  static Shape broadcast(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    int[] dims = new int[rank];
    for (int i = 0; i < rank; i++) {
      int x = i < rank - a.rank() ? 1 : a.dim(i - rank + a.rank());
      int y = i < rank - b.rank() ? 1 : b.dim(i - rank + b.rank());
      if (x != y && x != 1 && y != 1) {
        return null;
      }
      dims[i] = Math.max(x, y);
    }
    return Shape.of(dims);
  }

  private void require(boolean holds, String rule) {
    if (!holds) {
      throw new ShapeException(label, path, shapes, rule);
    }
  }

  private Shape x() {
    return shapes.get(0);
  }

  /** Takes longs, in which extents cannot overflow unseen. */
  private List<Shape> one(long... dims) {
    int[] extents = new int[dims.length];
    for (int i = 0; i < dims.length; i++) {
      require(dims[i] <= Integer.MAX_VALUE, "axis " + i + " would have extent " + dims[i]);
      extents[i] = (int) dims[i];
    }
    return List.of(Shape.of(extents));
  }

  private List<Shape> broadcastAll() {
    Shape result = x();
    for (Shape next : shapes) {
      result = broadcast(result, next);
      require(result != null, "the operands must broadcast: trailing extents equal or 1");
    }
    return List.of(result);
  }

  private void requireImages(Shape shape, String what) {
    require(shape.rank() == 4, what + " must have rank 4, [N, C, H, W]");
  }

  private void requireAxis(int axis) {
    require(axis >= 0 && axis < x().rank(), "axis " + axis + " is outside rank " + x().rank());
  }

  @Override
  public List<Shape> visitInput(Op.Input op, Node node) {
    return List.of(op.shape());
  }

  @Override
  public List<Shape> visitVariableRead(Op.VariableRead op, Node node) {
    return List.of(op.variable().shape());
  }

  @Override
  public List<Shape> visitConstant(Op.Constant op, Node node) {
    return List.of(op.value().shape());
  }

  @Override
  public List<Shape> visitNoise(Op.Noise op, Node node) {
    return List.of(op.shape());
  }

  @Override
  public List<Shape> visitUnary(Op.Unary op, Node node) {
    return List.of(x());
  }

  @Override
  public List<Shape> visitBinary(Op.Binary op, Node node) {
    return broadcastAll();
  }

  @Override
  public List<Shape> visitSelect(Op.Select op, Node node) {
    return broadcastAll();
  }

  @Override
  public List<Shape> visitReduce(Op.Reduce op, Node node) {
    require(
        new HashSet<>(op.axes()).size() == op.axes().size(),
        "an axis may be reduced once, got " + op.axes());
    for (int axis : op.axes()) {
      requireAxis(axis);
    }
    List<Integer> dims = new ArrayList<>();
    for (int i = 0; i < x().rank(); i++) {
      if (!op.axes().contains(i)) {
        dims.add(x().dim(i));
      } else if (op.keepDims()) {
        dims.add(1);
      }
    }
    return List.of(Shape.of(dims.stream().mapToInt(Integer::intValue).toArray()));
  }

  @Override
  public List<Shape> visitMatMul(Op.MatMul op, Node node) {
    Shape left = shapes.get(0);
    Shape right = shapes.get(1);
    require(left.rank() == 2 && right.rank() == 2, "both operands must have rank 2");
    int m = left.dim(op.transposeLeft() ? 1 : 0);
    int k = left.dim(op.transposeLeft() ? 0 : 1);
    int k2 = right.dim(op.transposeRight() ? 1 : 0);
    int n = right.dim(op.transposeRight() ? 0 : 1);
    require(k == k2, "the inner extents must be equal, got " + k + " and " + k2);
    return one(m, n);
  }

  @Override
  public List<Shape> visitReshape(Op.Reshape op, Node node) {
    require(
        op.shape().size() == x().size(),
        "cannot reshape " + x().size() + " elements to " + op.shape());
    return List.of(op.shape());
  }

  @Override
  public List<Shape> visitTranspose(Op.Transpose op, Node node) {
    int rank = x().rank();
    require(
        op.permutation().size() == rank && new HashSet<>(op.permutation()).size() == rank,
        op.permutation() + " is not a permutation of " + rank + " axes");
    int[] dims = new int[rank];
    for (int i = 0; i < rank; i++) {
      requireAxis(op.permutation().get(i));
      dims[i] = x().dim(op.permutation().get(i));
    }
    return List.of(Shape.of(dims));
  }

  @Override
  public List<Shape> visitBroadcast(Op.Broadcast op, Node node) {
    require(op.shape().equals(broadcast(x(), op.shape())), "does not broadcast to " + op.shape());
    return List.of(op.shape());
  }

  @Override
  public List<Shape> visitSlice(Op.Slice op, Node node) {
    int rank = x().rank();
    require(
        op.begin().size() == rank && op.shape().rank() == rank,
        "begin " + op.begin() + " and extent " + op.shape() + " must have rank " + rank);
    for (int i = 0; i < rank; i++) {
      int begin = op.begin().get(i);
      require(
          begin >= 0 && begin <= x().dim(i) - op.shape().dim(i),
          "begin " + op.begin() + " with extent " + op.shape() + " leaves axis " + i);
    }
    return List.of(op.shape());
  }

  @Override
  public List<Shape> visitPad(Op.Pad op, Node node) {
    int rank = x().rank();
    require(
        op.before().size() == rank && op.after().size() == rank,
        "padding " + op.before() + " and " + op.after() + " must have rank " + rank);
    long[] dims = x().toLongArray();
    for (int i = 0; i < rank; i++) {
      require(
          op.before().get(i) >= 0 && op.after().get(i) >= 0,
          "padding must not be negative, got " + op.before() + " and " + op.after());
      dims[i] += (long) op.before().get(i) + op.after().get(i);
    }
    return one(dims);
  }

  @Override
  public List<Shape> visitConcat(Op.Concat op, Node node) {
    require(!shapes.isEmpty(), "needs at least one operand");
    requireAxis(op.axis());
    long[] dims = x().toLongArray();
    for (Shape part : shapes.subList(1, shapes.size())) {
      require(part.rank() == dims.length, "the operands must have one rank");
      for (int i = 0; i < dims.length; i++) {
        require(
            i == op.axis() || part.dim(i) == dims[i],
            "the operands must be alike in every axis but " + op.axis());
      }
      dims[op.axis()] += part.dim(op.axis());
    }
    return one(dims);
  }

  @Override
  public List<Shape> visitConv2d(Op.Conv2d op, Node node) {
    return List.of(convolved(shapes.get(0), shapes.get(1), op.geometry()));
  }

  @Override
  public List<Shape> visitConv2dInputGradient(Op.Conv2dInputGradient op, Node node) {
    Shape forward = convolved(op.inputShape(), shapes.get(0), op.geometry());
    require(
        forward.equals(shapes.get(1)),
        "the output gradient of a convolution of " + op.inputShape() + " must be " + forward);
    return List.of(op.inputShape());
  }

  @Override
  public List<Shape> visitConv2dFilterGradient(Op.Conv2dFilterGradient op, Node node) {
    Shape forward = convolved(shapes.get(0), op.filterShape(), op.geometry());
    require(
        forward.equals(shapes.get(1)),
        "the output gradient of a convolution by " + op.filterShape() + " must be " + forward);
    return List.of(op.filterShape());
  }

  private Shape convolved(Shape images, Shape filter, ConvGeometry geometry) {
    requireImages(images, "the images");
    require(filter.rank() == 4, "the filters must have rank 4, [O, C / groups, kH, kW]");
    int groups = geometry.groups();
    require(
        images.dim(1) == (long) filter.dim(1) * groups,
        "the images' channels ("
            + images.dim(1)
            + ") must be the filters' ("
            + filter.dim(1)
            + ") times groups ("
            + groups
            + ")");
    require(
        filter.dim(0) % groups == 0,
        "the output channels (" + filter.dim(0) + ") must divide into " + groups + " groups");
    Padding padding = geometry.padding();
    long height =
        extent(
            (long) images.dim(2) + padding.top() + padding.bottom(),
            (long) geometry.dilationHeight() * (filter.dim(2) - 1) + 1,
            geometry.strideHeight());
    long width =
        extent(
            (long) images.dim(3) + padding.left() + padding.right(),
            (long) geometry.dilationWidth() * (filter.dim(3) - 1) + 1,
            geometry.strideWidth());
    return one(images.dim(0), filter.dim(0), height, width).get(0);
  }

  private long extent(long padded, long window, int stride) {
    require(
        padded >= window,
        "the window of extent " + window + " is larger than the padded input of extent " + padded);
    return (padded - window) / stride + 1;
  }

  private Shape pooled(Shape images, PoolGeometry geometry) {
    requireImages(images, "the images");
    Padding padding = geometry.padding();
    return one(
            images.dim(0),
            images.dim(1),
            extent(
                (long) images.dim(2) + padding.top() + padding.bottom(),
                geometry.kernelHeight(),
                geometry.strideHeight()),
            extent(
                (long) images.dim(3) + padding.left() + padding.right(),
                geometry.kernelWidth(),
                geometry.strideWidth()))
        .get(0);
  }

  @Override
  public List<Shape> visitMaxPool(Op.MaxPool op, Node node) {
    return List.of(pooled(x(), op.geometry()));
  }

  @Override
  public List<Shape> visitMaxPoolGradient(Op.MaxPoolGradient op, Node node) {
    return poolGradient(x(), shapes.get(1), op.geometry());
  }

  @Override
  public List<Shape> visitAvgPool(Op.AvgPool op, Node node) {
    return List.of(pooled(x(), op.geometry()));
  }

  @Override
  public List<Shape> visitAvgPoolGradient(Op.AvgPoolGradient op, Node node) {
    return poolGradient(op.inputShape(), x(), op.geometry());
  }

  private List<Shape> poolGradient(Shape images, Shape gradient, PoolGeometry geometry) {
    Shape forward = pooled(images, geometry);
    require(
        forward.equals(gradient),
        "the output gradient of pooling " + images + " must be " + forward);
    return List.of(images);
  }

  @Override
  public List<Shape> visitDepthToSpace(Op.DepthToSpace op, Node node) {
    requireImages(x(), "the operand");
    long b = op.block();
    require(
        b > 0 && x().dim(1) % (b * b) == 0, "the channels must divide by the squared block " + b);
    return one(x().dim(0), x().dim(1) / (b * b), x().dim(2) * b, x().dim(3) * b);
  }

  @Override
  public List<Shape> visitSpaceToDepth(Op.SpaceToDepth op, Node node) {
    requireImages(x(), "the operand");
    long b = op.block();
    require(
        b > 0 && x().dim(2) % b == 0 && x().dim(3) % b == 0,
        "height and width must divide by the block " + b);
    return one(x().dim(0), x().dim(1) * b * b, x().dim(2) / b, x().dim(3) / b);
  }

  @Override
  public List<Shape> visitLogSoftmax(Op.LogSoftmax op, Node node) {
    requireAxis(op.axis());
    return List.of(x());
  }

  @Override
  public List<Shape> visitStopGradient(Op.StopGradient op, Node node) {
    return List.of(x());
  }

  @Override
  public List<Shape> visitAdam(Op.Adam op, Node node) {
    require(
        shapes.subList(1, 4).stream().allMatch(x()::equals),
        "parameter, moments and gradient must have one shape");
    require(
        shapes.get(4).rank() == 0 && shapes.get(5).rank() == 0,
        "step count and learning rate must be scalars");
    return List.of(x(), x(), x());
  }
}
