package org.bcnn.backend;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.bcnn.graph.Function;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Op;
import org.bcnn.random.NoiseKey;
import org.bcnn.random.PortableNoise;

/**
 * Keeps the slots, the memory for what a run is fed, of a function's runs, and writes the portable
 * noise of each run straight to it: that of the next step while the engine works on this one. A
 * backend holds one per executable: it {@linkplain #take takes} a slot, {@linkplain #prefetch asks}
 * for the next, runs, and {@linkplain #recycle gives the slot back}. Values depend on the address
 * alone, so prefetching never changes a result. Thread-safe; concurrent runs each have a slot of
 * their own.
 *
 * @param <S> the backend's slots
 */
public final class NoiseFeed<S extends NoiseFeed.Slot> implements AutoCloseable {
  /** Elements made at a time: few enough to stay in the first-level cache. */
  private static final int CHUNK = 4096;

  /** Memory for what one run at a time is fed. It is used by one thread at a time. */
  public interface Slot extends AutoCloseable {
    /**
     * Returns where the portable noise goes.
     *
     * @return a destination per portable noise operation, in the order of {@link Function#noise()}
     */
    List<Destination> noise();

    /** Frees the memory. */
    @Override
    void close();
  }

  /** The memory of a tensor. */
  @FunctionalInterface
  public interface Destination {
    /**
     * Writes elements.
     *
     * @param at the row-major index of the first one
     * @param source holds them, from its start
     * @param count how many
     */
    void write(int at, float[] source, int count);
  }

  private record Filled<S>(NoiseSeed seed, S slot) {}

  private final List<Op.Noise> nodes;
  private final Supplier<S> newSlot;
  private final ExecutorService worker;
  private final Deque<S> idle = new ArrayDeque<>();
  private CompletableFuture<Filled<S>> next;
  private boolean closed;

  /**
   * Prepares the noise of a function.
   *
   * @param function the function
   * @param newSlot makes a slot; called by any thread
   */
  public NoiseFeed(Function function, Supplier<S> newSlot) {
    this.nodes =
        function.noise().stream().filter(op -> op.source() == NoiseSource.PORTABLE).toList();
    this.newSlot = newSlot;
    this.worker =
        nodes.isEmpty()
            ? null
            : Executors.newSingleThreadExecutor(
                task -> {
                  Thread thread = new Thread(task, "bcnn-noise");
                  thread.setDaemon(true);
                  return thread;
                });
  }

  /**
   * Returns a slot that holds the noise of a run.
   *
   * @param seed where to draw
   * @return the slot, the caller's until {@link #recycle}
   */
  public S take(NoiseSeed seed) {
    CompletableFuture<Filled<S>> pending;
    synchronized (this) {
      pending = next;
      next = null;
    }
    if (pending != null) {
      Filled<S> filled = await(pending);
      if (filled.seed().equals(seed)) {
        return filled.slot();
      }
      recycle(filled.slot());
    }
    return fill(seed).slot();
  }

  /**
   * Starts making the noise of a run to come, on a thread of its own.
   *
   * @param seed where that run will draw
   */
  public synchronized void prefetch(NoiseSeed seed) {
    if (worker != null && next == null && !closed) {
      next = CompletableFuture.supplyAsync(() -> fill(seed), worker);
    }
  }

  /**
   * Gives a slot back for reuse once the engine no longer reads it.
   *
   * @param slot what {@link #take} returned
   */
  public synchronized void recycle(S slot) {
    if (closed) {
      slot.close();
    } else {
      idle.push(slot);
    }
  }

  private S slot() {
    synchronized (this) {
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    return newSlot.get();
  }

  private Filled<S> fill(NoiseSeed seed) {
    S slot = slot();
    try {
      float[] chunk = nodes.isEmpty() ? null : new float[CHUNK];
      for (int i = 0; i < nodes.size(); i++) {
        fill(nodes.get(i), seed, chunk, slot.noise().get(i));
      }
      return new Filled<>(seed, slot);
    } catch (RuntimeException | Error failed) {
      slot.close();
      throw failed;
    }
  }

  private static void fill(Op.Noise op, NoiseSeed seed, float[] chunk, Destination destination) {
    NoiseKey key = seed.address(op).key();
    int size = op.shape().size();
    for (int at = 0; at < size; at += CHUNK) {
      int count = Math.min(CHUNK, size - at);
      switch (op.distribution()) {
        case STANDARD_NORMAL -> PortableNoise.fillNormal(key, at, chunk, 0, count);
        case UNIFORM -> PortableNoise.fillUniform(key, at, chunk, 0, count);
        case RANDOM_SIGN -> PortableNoise.fillSigns(key, at, chunk, 0, count);
      }
      destination.write(at, chunk, count);
    }
  }

  private Filled<S> await(CompletableFuture<Filled<S>> pending) {
    try {
      return pending.get();
    } catch (InterruptedException interrupted) {
      CompletableFuture<Void> unused = pending.thenAccept(filled -> recycle(filled.slot()));
      Thread.currentThread().interrupt();
      throw new BackendException("interrupted while waiting for noise", interrupted);
    } catch (ExecutionException failed) {
      throw new BackendException("making noise failed", failed.getCause());
    }
  }

  /**
   * Stops the thread that makes noise ahead, once it has made what it is at, and frees the slots
   * that are not taken; those that are, when they are given back. Idempotent; {@link #take} still
   * works afterwards.
   */
  @Override
  public void close() {
    CompletableFuture<Filled<S>> pending;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      idle.forEach(Slot::close);
      idle.clear();
      pending = next;
      next = null;
    }
    if (worker != null) {
      // The one thread comes to this after all it was asked for before.
      CompletableFuture.runAsync(() -> {}, worker).join();
      worker.shutdown();
    }
    if (pending != null && !pending.isCompletedExceptionally()) {
      recycle(pending.join().slot());
    }
  }
}
