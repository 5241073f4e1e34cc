package org.bcnn.models;

import org.bcnn.graph.Variable;
import org.bcnn.layer.Network;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.tensor.Shape;

/** A network, whatever its task, with what is known of it from outside. */
public interface DescribedNetwork {
  /**
   * Returns what the network was built from.
   *
   * @return the description, with every setting of the model
   */
  NetworkDescription description();

  /**
   * Returns the network.
   *
   * @return the network
   */
  Network<?, ?> network();

  /**
   * Returns the variables of all that is trained together: the network's, and those of what belongs
   * to it, such as a likelihood. They are what is initialised and what a checkpoint stores.
   *
   * @return the variables, the network's first
   */
  default NetworkVariables variables() {
    return NetworkVariables.of(network());
  }

  /**
   * Returns how many weights the network has: the number a deterministic network of this
   * architecture trains. A mean-field Gaussian one trains two numbers for each of them, save those
   * of layers that are plain in any network, such as batch normalisation.
   *
   * @return the number of weights and biases
   */
  default long weights() {
    return network().parameters().stream().mapToLong(parameter -> parameter.shape().size()).sum();
  }

  /**
   * Returns how many numbers are trained.
   *
   * @return the total size of the trainable ones of {@link #variables()}
   */
  default long trainableValues() {
    return variables().trainable().stream().map(Variable::shape).mapToLong(Shape::size).sum();
  }
}
