package org.bcnn.tasks.training;

/**
 * What one step of training reported.
 *
 * @param step the number of the step in the run, from 1
 * @param epoch the epoch, from 1
 * @param examples the examples of the minibatch
 * @param loss the objective before the step's update, nats per example
 * @param nll the negative log-likelihood, nats per example
 * @param kl the KL divergence from posterior to prior, nats, whole network
 * @param learningRate the learning rate of the step's update
 */
public record StepRecord(
    long step, int epoch, int examples, float loss, float nll, float kl, double learningRate) {

  /**
   * Tells whether training can go on from here.
   *
   * @return false if a value is NaN or infinite
   */
  public boolean isFinite() {
    return Float.isFinite(loss) && Float.isFinite(nll) && Float.isFinite(kl);
  }
}
