package org.bcnn.backend;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bcnn.graph.Function;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Op;
import org.bcnn.random.NoiseKey;
import org.bcnn.random.PortableNoise;

/**
 * Makes the portable noise of a function's runs, the next step's while the engine works on this
 * one. A backend holds one per executable: it {@linkplain #take takes} the arrays, copies them to
 * its engine, and {@linkplain #prefetch asks} for the next. Values depend on the address alone, so
 * prefetching never changes a result. Thread-safe; concurrent runs each get arrays of their own.
 */
public final class NoiseFeed implements AutoCloseable {
  private record Batch(NoiseSeed seed, float[][] arrays) {}

  private final List<Op.Noise> nodes;
  private final ExecutorService worker;
  private CompletableFuture<Batch> next;
  private float[][] spare;

  /**
   * Prepares the noise of a function.
   *
   * @param function the function
   */
  public NoiseFeed(Function function) {
    this.nodes =
        function.noise().stream().filter(op -> op.source() == NoiseSource.PORTABLE).toList();
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
   * Returns the portable noise operations, in the order of the arrays.
   *
   * @return the operations
   */
  public List<Op.Noise> nodes() {
    return nodes;
  }

  /**
   * Returns the noise of a run.
   *
   * @param seed where to draw
   * @return an array per operation of {@link #nodes()}, the caller's until {@link #recycle}
   */
  public float[][] take(NoiseSeed seed) {
    CompletableFuture<Batch> pending;
    synchronized (this) {
      pending = next;
      next = null;
    }
    if (pending != null) {
      Batch batch = await(pending);
      if (batch.seed().equals(seed)) {
        return batch.arrays();
      }
      recycle(batch.arrays());
    }
    return fill(seed).arrays();
  }

  /**
   * Starts making the noise of a run to come, on a thread of its own.
   *
   * @param seed where that run will draw
   */
  public synchronized void prefetch(NoiseSeed seed) {
    if (worker != null && next == null && !worker.isShutdown()) {
      next = CompletableFuture.supplyAsync(() -> fill(seed), worker);
    }
  }

  /**
   * Gives arrays back for reuse once the engine no longer reads them.
   *
   * @param arrays what {@link #take} returned
   */
  public synchronized void recycle(float[][] arrays) {
    spare = arrays;
  }

  private synchronized float[][] arrays() {
    float[][] reused = spare;
    spare = null;
    return reused != null
        ? reused
        : nodes.stream().map(op -> new float[op.shape().size()]).toArray(float[][]::new);
  }

  private Batch fill(NoiseSeed seed) {
    float[][] arrays = arrays();
    for (int i = 0; i < arrays.length; i++) {
      Op.Noise op = nodes.get(i);
      NoiseKey key = seed.address(op).key();
      switch (op.distribution()) {
        case STANDARD_NORMAL -> PortableNoise.fillNormal(key, 0, arrays[i], 0, arrays[i].length);
        case UNIFORM -> PortableNoise.fillUniform(key, 0, arrays[i], 0, arrays[i].length);
        case RANDOM_SIGN -> PortableNoise.fillSigns(key, 0, arrays[i], 0, arrays[i].length);
      }
    }
    return new Batch(seed, arrays);
  }

  private static Batch await(CompletableFuture<Batch> pending) {
    try {
      return pending.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BackendException("interrupted while waiting for noise", interrupted);
    } catch (ExecutionException failed) {
      throw new BackendException("making noise failed", failed.getCause());
    }
  }

  /** Stops the thread that makes noise ahead. Idempotent; {@link #take} still works afterwards. */
  @Override
  public synchronized void close() {
    if (worker != null) {
      worker.shutdown();
    }
  }
}
