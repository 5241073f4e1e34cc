package org.bcnn.tasks.training;

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
   * @param correct how many examples were classified rightly
   */
  public record Sums(long examples, double loss, double nll, double kl, long correct) {
    /** Those over no steps. */
    public static final Sums NONE = new Sums(0, 0, 0, 0, 0);
  }

  private long examples;
  private double loss;
  private double nll;
  private double kl;
  private long correct;

  /** Starts with no steps. */
  public EpochAverages() {}

  /**
   * Goes on in the midst of an epoch.
   *
   * @param soFar the sums over its steps so far
   */
  public EpochAverages(Sums soFar) {
    examples = soFar.examples();
    loss = soFar.loss();
    nll = soFar.nll();
    kl = soFar.kl();
    correct = soFar.correct();
  }

  /**
   * Returns the sums over the steps so far.
   *
   * @return the sums
   */
  public Sums sums() {
    return new Sums(examples, loss, nll, kl, correct);
  }

  /**
   * Adds a step.
   *
   * @param step what it reported
   * @param rightlyClassified how many of its examples were classified rightly
   */
  public void add(StepRecord step, int rightlyClassified) {
    examples += step.examples();
    loss += (double) step.loss() * step.examples();
    nll += (double) step.nll() * step.examples();
    kl = step.kl();
    correct += rightlyClassified;
  }

  /**
   * Makes the record of the epoch.
   *
   * @param epoch the epoch, from 1
   * @param validation see {@link EpochRecord}
   * @param seconds see {@link EpochRecord}
   * @return the record
   */
  public EpochRecord record(int epoch, ValidationScores validation, double seconds) {
    return new EpochRecord(
        epoch,
        loss / examples,
        nll / examples,
        kl,
        (double) correct / examples,
        validation,
        seconds);
  }
}
