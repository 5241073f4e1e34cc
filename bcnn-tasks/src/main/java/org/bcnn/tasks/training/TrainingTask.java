package org.bcnn.tasks.training;

import java.util.List;
import java.util.Map;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.tensor.HostTensor;

/**
 * What is learned: the variables, the objective of a minibatch, and what an epoch reports beside
 * the objective. Immutable and thread-safe.
 */
public interface TrainingTask {
  /** The score that early stopping and the choice of the best epoch look at, nats per example. */
  String VALIDATION_NLL = "validationNll";

  /**
   * Returns the variables.
   *
   * @return those of the network, then those of the likelihood
   */
  NetworkVariables variables();

  /**
   * Builds the objective of a minibatch.
   *
   * @param settings what the objective is of
   * @param batch the examples of the minibatch
   * @return a graph whose inputs are those of a {@link Minibatch} and {@link
   *     TrainingFunction#KL_WEIGHT}
   */
  TrainingGraph graph(TrainingGraph.Settings settings, int batch);

  /**
   * Scores the predictions of a step.
   *
   * @param minibatch what the step was trained on
   * @param outputs the {@linkplain TrainingGraph#outputs outputs} of the step, by name
   * @return the sum over the examples of the first of {@link #scoreNames}
   */
  double score(Minibatch minibatch, Map<String, HostTensor> outputs);

  /**
   * Names the scores of an epoch.
   *
   * @return the score of training, then those of validation, {@link #VALIDATION_NLL} among them, in
   *     the order of tables and checkpoints
   */
  List<String> scoreNames();
}
