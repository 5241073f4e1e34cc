package org.bcnn.it.tck;

import static org.bcnn.it.tck.OperationCase.Derivatives.FIRST;
import static org.bcnn.it.tck.OperationCase.Derivatives.NONE;
import static org.bcnn.it.tck.OperationCase.Derivatives.SECOND;

import java.util.ArrayList;
import java.util.List;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Padding;
import org.bcnn.graph.PoolGeometry;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/** Maximum and average pooling and their gradients, with and without ties. */
final class PoolingCases {
  private record Window(String what, int[] images, PoolGeometry geometry) {
    Shape result() {
      GraphBuilder graph = new GraphBuilder();
      return graph.maxPool(graph.input("x", Shape.of(images)), geometry).shape();
    }
  }

  private PoolingCases() {}

  static List<OperationCase> all() {
    List<OperationCase> cases = new ArrayList<>();
    for (Window window : windows()) {
      cases.addAll(cases(window));
    }
    return cases;
  }

  private static List<Window> windows() {
    Padding none = Padding.NONE;
    List<Window> all = new ArrayList<>();
    all.add(of("2x2 tiles", 2, 3, 4, 6, new PoolGeometry(2, 2, 2, 2, none)));
    all.add(of("a last row and column unused", 2, 3, 5, 7, new PoolGeometry(2, 2, 2, 2, none)));
    all.add(of("overlapping", 2, 2, 6, 7, new PoolGeometry(3, 3, 2, 2, none)));
    all.add(of("uneven", 2, 2, 7, 8, new PoolGeometry(3, 2, 2, 3, none)));
    all.add(of("stride 1", 1, 2, 4, 5, new PoolGeometry(2, 3, 1, 1, none)));
    all.add(of("gaps between windows", 2, 2, 7, 8, new PoolGeometry(2, 1, 3, 2, none)));
    all.add(of("the whole image", 2, 3, 4, 3, new PoolGeometry(4, 3, 1, 1, none)));
    all.add(of("equal padding", 2, 2, 5, 6, new PoolGeometry(3, 3, 2, 2, Padding.all(1))));
    all.add(
        of("uneven padding", 2, 3, 5, 4, new PoolGeometry(3, 4, 2, 1, new Padding(1, 2, 3, 0))));
    all.add(
        of(
            "padding after only",
            1,
            2,
            4,
            5,
            new PoolGeometry(2, 2, 2, 2, new Padding(0, 1, 0, 1))));
    return all;
  }

  private static Window of(String what, int n, int c, int h, int w, PoolGeometry geometry) {
    return new Window(what, new int[] {n, c, h, w}, geometry);
  }

  private static List<OperationCase> cases(Window w) {
    HostTensor images = Values.signed("images", w.images());
    // With padding, the maximum of negative values would be a zero that does not belong to it.
    HostTensor negative = Values.between("images", -3, -1, w.images());
    HostTensor tied = tied(w.images());
    HostTensor gradient = Values.signed("output gradient", w.result().toArray());
    PoolGeometry geometry = w.geometry();
    OperationCase.BuildOne max = (graph, x) -> graph.maxPool(x.get(0), geometry);
    OperationCase.BuildOne maxGradient =
        (graph, x) -> graph.maxPoolGradient(x.get(0), x.get(1), geometry);
    OperationCase.BuildOne averageGradient =
        (graph, x) -> graph.avgPoolGradient(Shape.of(w.images()), x.get(0), geometry);
    String what = ", " + w.what();
    return List.of(
        OperationCase.of("B-113", "maxPool" + what, Tolerances.EXACT, FIRST, max, images),
        OperationCase.of(
            "B-113", "maxPool of negatives" + what, Tolerances.EXACT, FIRST, max, negative),
        OperationCase.of("B-113", "maxPool of ties" + what, Tolerances.EXACT, NONE, max, tied),
        OperationCase.of(
            "B-114",
            "maxPoolGradient" + what,
            Tolerances.ACCUMULATED,
            NONE,
            maxGradient,
            images,
            gradient),
        OperationCase.of(
            "B-114",
            "maxPoolGradient of ties goes to the first" + what,
            Tolerances.ACCUMULATED,
            NONE,
            maxGradient,
            tied,
            gradient),
        OperationCase.of(
            "B-115",
            "avgPool" + what,
            Tolerances.ACCUMULATED,
            SECOND,
            (graph, x) -> graph.avgPool(x.get(0), geometry),
            images),
        OperationCase.of(
            "B-115",
            "avgPoolGradient" + what,
            Tolerances.ACCUMULATED,
            SECOND,
            averageGradient,
            gradient));
  }

  /** Few different values, so that most windows have several maxima. */
  private static HostTensor tied(int[] dims) {
    HostTensor values = Values.between("ties", -1.4, 1.4, dims);
    for (int i = 0; i < values.data().length; i++) {
      values.data()[i] = Math.round(values.data()[i]);
    }
    return values;
  }
}
