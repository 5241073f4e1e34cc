package org.bcnn.it.tck;

import java.util.Map;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.Function;
import org.bcnn.tensor.HostTensor;

/** Passes everything on; a faulty executable overrides what it gets wrong. */
class ForwardingExecutable implements Executable {
  final Executable executable;

  ForwardingExecutable(Executable executable) {
    this.executable = executable;
  }

  @Override
  public Function function() {
    return executable.function();
  }

  @Override
  public Map<String, HostTensor> run(Map<String, HostTensor> inputs, NoiseSeed noise) {
    return executable.run(inputs, noise);
  }

  @Override
  public void close() {
    executable.close();
  }
}
