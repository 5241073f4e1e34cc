package org.bcnn.tasks.training;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bcnn.tasks.training.MinibatchSource.Place;

/**
 * Hands out minibatches, and makes the next one on a thread of its own while the engine works on
 * the last. What is handed out does not depend on that. Closing it ends the thread, which does not
 * keep the virtual machine alive either. To be used by one thread.
 */
final class MinibatchReader implements AutoCloseable {
  private final MinibatchSource source;
  private final ExecutorService worker;
  private Place expected;
  private Future<Minibatch> ahead;

  MinibatchReader(MinibatchSource source) {
    this.source = source;
    worker =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "bcnn-minibatches");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Returns a minibatch and begins with the one after it.
   *
   * @param epoch the epoch, from 1
   * @param number the number in the epoch, from 0
   * @return the minibatch
   * @throws IllegalStateException if the calling thread is interrupted
   */
  Minibatch take(int epoch, int number) {
    Place place = new Place(epoch, number);
    Future<Minibatch> wanted = place.equals(expected) ? ahead : start(place);
    Minibatch minibatch = await(wanted);
    expected = source.after(place);
    ahead = start(expected);
    return minibatch;
  }

  private Future<Minibatch> start(Place place) {
    return worker.submit(() -> source.at(place));
  }

  private static Minibatch await(Future<Minibatch> minibatch) {
    try {
      return minibatch.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a minibatch was made", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
