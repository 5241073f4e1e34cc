package org.bcnn.tasks.training;

/**
 * Collects the steps of an epoch into its averages, every example weighted alike. Not thread-safe.
 */
public final class EpochAverages {
  private long examples;
  private double loss;
  private double nll;
  private double kl;
  private long correct;

  /** Starts with no steps. */
  public EpochAverages() {}

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
   * @param validationAccuracy see {@link EpochRecord}
   * @param validationNll see {@link EpochRecord}
   * @param seconds see {@link EpochRecord}
   * @return the record
   */
  public EpochRecord record(
      int epoch, double validationAccuracy, double validationNll, double seconds) {
    return new EpochRecord(
        epoch,
        loss / examples,
        nll / examples,
        kl,
        (double) correct / examples,
        validationAccuracy,
        validationNll,
        seconds);
  }
}
