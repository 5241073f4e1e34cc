package org.bcnn.layer;

import java.util.List;
import org.bcnn.graph.Tensor;

/** A network of one tensor to one tensor. Immutable and thread-safe. */
public interface Layer extends Network<Tensor, Tensor> {
  /**
   * Composes a layer in any way, skip connections included.
   *
   * @param parts the layers that {@code forward} uses, which bring the weights
   * @param forward applies the parts
   * @return the layer
   */
  static Layer of(List<? extends Network<?, ?>> parts, Network.Forward<Tensor, Tensor> forward) {
    Network<Tensor, Tensor> network = Network.of(parts, forward);
    return new Layer() {
      @Override
      public Tensor apply(Tensor x, ForwardPass pass) {
        return network.apply(x, pass);
      }

      @Override
      public List<Parameter> parameters() {
        return network.parameters();
      }

      @Override
      public List<Buffer> buffers() {
        return network.buffers();
      }
    };
  }

  /**
   * Returns this layer with an estimator of its own, whatever a pass says, except that a pass at
   * the posterior mean stays one.
   *
   * @param estimator the estimator
   * @return the layer
   */
  default Layer with(Estimator estimator) {
    return of(List.of(this), (x, pass) -> apply(x, pass.samples() ? pass.with(estimator) : pass));
  }
}
