package org.bcnn.tasks.training;

import java.util.Map;
import org.bcnn.backend.Executable;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.tensor.HostTensor;

/** A compiled training step for one size of minibatch. Thread-safe. */
final class TrainingStep implements AutoCloseable {
  private final Executable executable;

  TrainingStep(Session session, Function function) {
    executable = session.compile(function);
  }

  /** Trains on a minibatch of that size and returns the function's outputs. */
  Map<String, HostTensor> run(StepInputs inputs) {
    return executable.run(inputs.ofTraining(), inputs.noise());
  }

  @Override
  public void close() {
    executable.close();
  }
}
