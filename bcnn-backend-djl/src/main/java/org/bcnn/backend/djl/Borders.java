package org.bcnn.backend.djl;

import org.bcnn.graph.Padding;
import org.bcnn.tensor.Shape;

/** Writes explicit borders around images {@code [N, C, H, W]}, and their removal. Stateless. */
final class Borders {
  private Borders() {}

  static String add(Emitter out, String images, Padding padding, double value) {
    return out.assignOnce(
        "torch.constant_pad_nd(%s, %s, %s)"
            .formatted(
                images,
                Literals.list(padding.left(), padding.right(), padding.top(), padding.bottom()),
                Literals.number(value)));
  }

  static String strip(Emitter out, String images, Padding padding, Shape shape) {
    String rows =
        out.assign("torch.narrow(%s, 2, %d, %d)".formatted(images, padding.top(), shape.dim(2)));
    return out.assign("torch.narrow(%s, 3, %d, %d)".formatted(rows, padding.left(), shape.dim(3)));
  }
}
