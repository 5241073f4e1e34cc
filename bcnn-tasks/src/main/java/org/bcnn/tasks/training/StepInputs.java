package org.bcnn.tasks.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.tensor.HostTensor;

/**
 * All that one step of training depends on, but for the values of the variables.
 *
 * @param minibatch the examples
 * @param learningRate the rate of the update
 * @param klWeight κ of the loss
 * @param noise the address of the noise
 */
record StepInputs(Minibatch minibatch, double learningRate, double klWeight, NoiseSeed noise) {

  /** Returns the inputs of a {@link TrainingGraph}, by name. */
  Map<String, HostTensor> ofObjective() {
    Map<String, HostTensor> inputs = new LinkedHashMap<>(minibatch.inputs());
    inputs.put(TrainingFunction.KL_WEIGHT, HostTensor.scalar((float) klWeight));
    return inputs;
  }

  /** Returns the inputs of a {@link TrainingFunction}, by name. */
  Map<String, HostTensor> ofTraining() {
    Map<String, HostTensor> inputs = ofObjective();
    inputs.put(TrainingFunction.LEARNING_RATE, HostTensor.scalar((float) learningRate));
    return inputs;
  }
}
