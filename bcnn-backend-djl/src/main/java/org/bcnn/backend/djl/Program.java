package org.bcnn.backend.djl;

import java.util.List;
import org.bcnn.graph.Function;
import org.bcnn.graph.Op;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;

/**
 * A function as TorchScript, and what its arguments are. The module's {@code forward} takes the
 * tensors of {@link #variables}, then those of {@link #constants}, then the inputs and the portable
 * noise as one list in host memory, then a seed for each of {@link #nativeNoise}; it returns the
 * outputs, contiguous in host memory.
 *
 * @param function the function
 * @param source the source of the module
 * @param variables the variables it reads or updates in place
 * @param constants the constants too large to be written in the source
 * @param inputs the inputs
 * @param portableNoise the noise that the caller makes
 * @param nativeNoise the noise that the module makes
 */
record Program(
    Function function,
    String source,
    List<Variable> variables,
    List<HostTensor> constants,
    List<Op.Input> inputs,
    List<Op.Noise> portableNoise,
    List<Op.Noise> nativeNoise) {
  /** Copies the lists. */
  Program {
    variables = List.copyOf(variables);
    constants = List.copyOf(constants);
    inputs = List.copyOf(inputs);
    portableNoise = List.copyOf(portableNoise);
    nativeNoise = List.copyOf(nativeNoise);
  }
}
