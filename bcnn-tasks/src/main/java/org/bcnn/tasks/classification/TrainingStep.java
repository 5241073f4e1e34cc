package org.bcnn.tasks.classification;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.Op;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tensor.HostTensor;

/** A compiled training step for one size of minibatch. Not thread-safe. */
final class TrainingStep implements AutoCloseable {
  private final Executable executable;
  private final int batch;
  private final HostTensor images;
  private final HostTensor labels;
  private final Map<String, HostTensor> inputs = new LinkedHashMap<>();

  TrainingStep(Session session, Function function) {
    executable = session.compile(function);
    images = zeros(function, ClassifierFunctions.IMAGES);
    labels = zeros(function, ClassifierFunctions.LABELS);
    batch = images.shape().dim(0);
    inputs.put(ClassifierFunctions.IMAGES, images);
    inputs.put(ClassifierFunctions.LABELS, labels);
  }

  private static HostTensor zeros(Function function, String name) {
    return function.inputs().stream()
        .filter(input -> input.name().equals(name))
        .map(Op.Input::shape)
        .map(HostTensor::zeros)
        .findFirst()
        .orElseThrow();
  }

  /** Trains on the examples {@code order[from]}, … and returns the function's outputs. */
  Map<String, HostTensor> run(
      LabelledImages examples,
      int[] order,
      int from,
      double learningRate,
      double klWeight,
      NoiseSeed seed) {
    examples.fillImages(order, from, from + batch, images.data());
    examples.fillOneHot(order, from, from + batch, labels.data());
    inputs.put(ClassifierFunctions.LEARNING_RATE, HostTensor.scalar((float) learningRate));
    inputs.put(ClassifierFunctions.KL_WEIGHT, HostTensor.scalar((float) klWeight));
    return executable.run(inputs, seed);
  }

  @Override
  public void close() {
    executable.close();
  }
}
