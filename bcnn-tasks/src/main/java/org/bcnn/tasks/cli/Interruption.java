package org.bcnn.tasks.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets a command end in order when the user presses Ctrl-C: the virtual machine waits, for a while,
 * until the command has finished its step and closed its files.
 */
class Interruption {
  private static final long PATIENCE_SECONDS = 30;

  private final AtomicBoolean requested = new AtomicBoolean();
  private final CountDownLatch finished = new CountDownLatch(1);

  /** Returns whether the program is to stop. */
  boolean requested() {
    return requested.get();
  }

  /** Listens to the signals that end the virtual machine. */
  void listen() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "bcnn-interruption"));
  }

  /** Asks for an end and waits until {@link #finished()}. */
  void stop() {
    requested.set(true);
    try {
      if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says that the command has ended. */
  void finished() {
    finished.countDown();
  }
}
