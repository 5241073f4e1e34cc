package org.bcnn.it.tck.reference;

import java.util.Map;
import org.bcnn.backend.Executable;
import org.bcnn.backend.Lifecycle;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.Function;
import org.bcnn.tensor.HostTensor;

/** A function to evaluate over the variables of a session. */
final class ReferenceExecutable implements Executable {
  private final ReferenceSession session;
  private final Function function;
  private final Lifecycle lifecycle;

  ReferenceExecutable(ReferenceSession session, Function function, Lifecycle parent) {
    this.session = session;
    this.function = function;
    this.lifecycle = new Lifecycle(function.toString(), parent, () -> {});
  }

  @Override
  public Function function() {
    return function;
  }

  @Override
  public Map<String, HostTensor> run(Map<String, HostTensor> inputs, NoiseSeed noise) {
    lifecycle.requireOpen();
    return session.run(function, inputs, noise);
  }

  @Override
  public void close() {
    lifecycle.close();
  }
}
