package org.bcnn.layer;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bcnn.graph.Tensor;

/**
 * A residual block (He et al. 2016): {@code body(x) + shortcut(x)}, which must have one shape.
 *
 * @param body the layers the block learns
 * @param shortcut the way around them: {@link Identity}, or a projection where shapes change
 */
public record Residual(Layer body, Layer shortcut) implements Layer {
  /** Checks that neither is null. */
  public Residual {
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(shortcut, "shortcut");
  }

  /**
   * Makes a block that adds its input.
   *
   * @param body the layers the block learns, which keep the shape
   */
  public Residual(Layer body) {
    this(body, new Identity());
  }

  @Override
  public Tensor apply(Tensor x, ForwardPass pass) {
    Tensor around = shortcut.apply(x, pass);
    Tensor through = body.apply(x, pass);
    // Checked here, because a sum would broadcast where one of the two has an extent of 1.
    if (!around.shape().equals(through.shape())) {
      throw new IllegalArgumentException(
          "the body of a residual block gives "
              + through.shape()
              + " and its shortcut "
              + around.shape()
              + " of an input "
              + x.shape()
              + ": give the block a shortcut that projects");
    }
    return through.add(around);
  }

  @Override
  public List<Parameter> parameters() {
    return Stream.concat(body.parameters().stream(), shortcut.parameters().stream())
        .distinct()
        .toList();
  }

  @Override
  public List<Buffer> buffers() {
    return Stream.concat(body.buffers().stream(), shortcut.buffers().stream()).distinct().toList();
  }
}
