package org.bcnn.tasks.training;

import java.util.Map;
import org.bcnn.tensor.HostTensor;

/**
 * Examples that one step is trained on.
 *
 * @param size how many examples there are
 * @param inputs what the objective of a task needs of them, by the names of the inputs of its
 *     {@linkplain TrainingTask#graph graph}; the first axis of each is the examples
 */
public record Minibatch(int size, Map<String, HostTensor> inputs) {}
