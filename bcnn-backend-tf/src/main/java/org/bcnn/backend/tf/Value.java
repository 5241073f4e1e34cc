package org.bcnn.backend.tf;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bcnn.tensor.Shape;
import org.tensorflow.Output;

/**
 * A tensor of the API in the engine's graph, in one or more layouts. Other layouts are made when
 * asked for, once each; those nobody runs cost nothing.
 */
final class Value {
  private final GraphWriter graph;
  private final Shape shape;
  private final Layout preferred;
  private final Map<Layout, Output<?>> forms = new LinkedHashMap<>();

  private Value(GraphWriter graph, Shape shape, Layout preferred, Map<Layout, Output<?>> forms) {
    this.graph = graph;
    this.shape = shape;
    this.preferred = preferred;
    this.forms.putAll(forms);
  }

  /** Wraps a result in the layout it was computed in. */
  static Value of(GraphWriter graph, Shape shape, Layout layout, Output<?> output) {
    return new Value(graph, shape, layout, Map.of(layout, output));
  }

  /** Wraps a result in the API's own layout. */
  static Value plain(GraphWriter graph, Shape shape, Output<?> output) {
    return of(graph, shape, Layout.plain(shape.rank()), output);
  }

  /** Returns the same value, to be computed with in another layout where there is a choice. */
  Value preferring(Layout layout) {
    return new Value(graph, shape, layout, forms);
  }

  Shape shape() {
    return shape;
  }

  /** The layout in which to compute with this value where there is a choice. */
  Layout layout() {
    return preferred;
  }

  Output<?> plain() {
    return as(Layout.plain(shape.rank()));
  }

  /** Returns the value in a layout. */
  Output<?> as(Layout layout) {
    Output<?> known = forms.get(layout);
    if (known == null) {
      known = convert(layout);
      forms.put(layout, known);
    }
    return known;
  }

  private Output<?> convert(Layout layout) {
    for (Map.Entry<Layout, Output<?>> form : forms.entrySet()) {
      if (layout.sameBytes(form.getKey(), shape)) {
        return graph.apply("Reshape", form.getValue(), graph.ints(layout.store(shape)));
      }
    }
    Map.Entry<Layout, Output<?>> source = forms.entrySet().iterator().next();
    return graph.apply("Transpose", source.getValue(), graph.ints(layout.from(source.getKey())));
  }

  /**
   * Returns the value for an elementwise operation whose result has a layout: shapes of smaller
   * rank gain leading extents of 1.
   */
  Output<?> broadcastable(Layout layout) {
    if (shape.rank() == 0) {
      return plain();
    }
    return raised(layout.rank()).as(layout);
  }

  private Value raised(int rank) {
    if (shape.rank() == rank) {
      return this;
    }
    int[] extents = new int[rank];
    java.util.Arrays.fill(extents, 1);
    System.arraycopy(shape.toArray(), 0, extents, rank - shape.rank(), shape.rank());
    Shape raised = Shape.of(extents);
    return plain(graph, raised, graph.apply("Reshape", plain(), graph.ints(extents)));
  }
}
