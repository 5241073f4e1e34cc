package org.bcnn.tasks.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the steps of an epoch into its averages, every example weighted alike. Not thread-safe.
 */
public final class EpochAverages {
  /**
   * Sums over the steps of an epoch so far.
   *
   * @param examples how many examples
   * @param loss the sum of the objective over examples, nats
   * @param nll the sum of the negative log-likelihood over examples, nats
   * @param kl the KL divergence of the last step, nats, whole network
   * @param score the sum over examples of the task's score of training
   */
  public record Sums(long examples, double loss, double nll, double kl, double score) {
    /** Those over no steps. */
    public static final Sums NONE = new Sums(0, 0, 0, 0, 0);
  }

  private final List<String> scoreNames;
  private long examples;
  private double loss;
  private double nll;
  private double kl;
  private double score;

  /**
   * Starts with no steps.
   *
   * @param scoreNames see {@link TrainingTask#scoreNames}
   */
  public EpochAverages(List<String> scoreNames) {
    this(scoreNames, Sums.NONE);
  }

  /**
   * Goes on in the midst of an epoch.
   *
   * @param scoreNames see {@link TrainingTask#scoreNames}
   * @param soFar the sums over its steps so far
   */
  public EpochAverages(List<String> scoreNames, Sums soFar) {
    this.scoreNames = List.copyOf(scoreNames);
    examples = soFar.examples();
    loss = soFar.loss();
    nll = soFar.nll();
    kl = soFar.kl();
    score = soFar.score();
  }

  /**
   * Returns the sums over the steps so far.
   *
   * @return the sums
   */
  public Sums sums() {
    return new Sums(examples, loss, nll, kl, score);
  }

  /**
   * Adds a step.
   *
   * @param step what it reported
   * @param stepScore the sum over its examples of the task's score of training
   */
  public void add(StepRecord step, double stepScore) {
    examples += step.examples();
    loss += (double) step.loss() * step.examples();
    nll += (double) step.nll() * step.examples();
    kl = step.kl();
    score += stepScore;
  }

  /**
   * Makes the record of the epoch.
   *
   * @param epoch the epoch, from 1
   * @param validation the scores of validation by name; empty without a validation part
   * @param seconds see {@link EpochRecord}
   * @return the record
   */
  public EpochRecord record(int epoch, Map<String, Double> validation, double seconds) {
    Map<String, Double> scores = new LinkedHashMap<>();
    scoreNames.forEach(name -> scores.put(name, validation.getOrDefault(name, Double.NaN)));
    scores.put(scoreNames.get(0), score / examples);
    return new EpochRecord(epoch, loss / examples, nll / examples, kl, scores, seconds);
  }
}
