package org.bcnn.tasks.training;

/** Adds up the time of what is to be timed. Not thread-safe. */
public final class Stopwatch {
  private long started;
  private long total;

  /** Makes a stopwatch that stands at zero. */
  public Stopwatch() {}

  /** Starts, or starts again. */
  public void start() {
    started = System.nanoTime();
  }

  /**
   * Stops.
   *
   * @return seconds since the last start
   */
  public double stop() {
    long lap = System.nanoTime() - started;
    total += lap;
    return lap * 1e-9;
  }

  /**
   * Returns the time of all laps.
   *
   * @return seconds
   */
  public double seconds() {
    return total * 1e-9;
  }
}
