package org.bcnn.tasks.training;

/** How the learning rate changes over a run. */
public enum LearningRateSchedule {
  /** The same rate at every step. */
  CONSTANT {
    @Override
    double factor(double progress) {
      return 1;
    }
  },
  /**
   * Half a cosine from the full rate to zero (Loshchilov and Hutter 2017, without restarts): {@code
   * (1 + cos(π t / T)) / 2} at step t = 0, … of T.
   */
  COSINE {
    @Override
    double factor(double progress) {
      return (1 + StrictMath.cos(StrictMath.PI * progress)) / 2;
    }
  };

  abstract double factor(double progress);

  /**
   * Returns the learning rate of a step; the same bits on every platform.
   *
   * @param base the rate at the first step
   * @param step the number of steps taken before
   * @param steps the number of steps of the whole run
   * @return the rate
   */
  public double at(double base, long step, long steps) {
    return base * factor((double) step / steps);
  }
}
