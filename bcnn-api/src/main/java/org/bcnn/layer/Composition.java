package org.bcnn.layer;

import java.util.List;

/** Networks composed by a function. */
record Composition<I, O>(List<? extends Network<?, ?>> parts, Network.Forward<I, O> forward)
    implements Network<I, O> {
  Composition {
    parts = List.copyOf(parts);
  }

  @Override
  public O apply(I input, ForwardPass pass) {
    return forward.apply(input, pass);
  }

  @Override
  public List<Parameter> parameters() {
    return parts.stream().flatMap(part -> part.parameters().stream()).distinct().toList();
  }

  @Override
  public List<Buffer> buffers() {
    return parts.stream().flatMap(part -> part.buffers().stream()).distinct().toList();
  }
}
