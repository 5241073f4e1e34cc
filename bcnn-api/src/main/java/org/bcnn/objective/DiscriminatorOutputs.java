package org.bcnn.objective;

import java.util.Objects;
import java.util.Optional;
import org.bcnn.graph.Tensor;

/**
 * What a discriminator puts out for the images of a step, from one pass, so that one draw of its
 * weights judges all of them.
 *
 * @param real the logits of real images, {@code [batch, outputs]}
 * @param generated the logits of generated images, {@code [batch, outputs]}
 * @param labelled the logits of real images whose class is known, {@code [labelled, outputs]}, if
 *     there are any
 */
public record DiscriminatorOutputs(Tensor real, Tensor generated, Optional<Tensor> labelled) {
  /** Checks that nothing is null. */
  public DiscriminatorOutputs {
    Objects.requireNonNull(real, "real");
    Objects.requireNonNull(generated, "generated");
    Objects.requireNonNull(labelled, "labelled");
  }
}
