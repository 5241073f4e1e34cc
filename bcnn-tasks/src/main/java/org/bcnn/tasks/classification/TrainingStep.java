package org.bcnn.tasks.classification;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.tensor.HostTensor;

/** A compiled training step for one size of minibatch. Not thread-safe. */
final class TrainingStep implements AutoCloseable {
  private final Executable executable;
  private final Map<String, HostTensor> inputs = new LinkedHashMap<>();

  TrainingStep(Session session, Function function) {
    executable = session.compile(function);
  }

  /** Trains on a minibatch of that size and returns the function's outputs. */
  Map<String, HostTensor> run(
      Minibatch minibatch, double learningRate, double klWeight, NoiseSeed seed) {
    inputs.put(ClassifierFunctions.IMAGES, minibatch.images());
    inputs.put(ClassifierFunctions.LABELS, minibatch.labels());
    inputs.put(ClassifierFunctions.LEARNING_RATE, HostTensor.scalar((float) learningRate));
    inputs.put(ClassifierFunctions.KL_WEIGHT, HostTensor.scalar((float) klWeight));
    return executable.run(inputs, seed);
  }

  @Override
  public void close() {
    executable.close();
  }
}
