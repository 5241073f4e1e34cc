package org.bcnn.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bcnn.graph.Distribution;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.NoiseKey;
import org.bcnn.random.PortableNoise;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NoiseFeedTest {
  private static final String THREAD = "bcnn-noise";
  private static final NoiseSeed SEED = new NoiseSeed(7, 3);

  private final Function function = threeKinds();
  private final NoiseFeed feed = new NoiseFeed(function);

  @AfterEach
  void close() {
    feed.close();
  }

  /** Every distribution, two draws of one path, and noise that is not the feed's to make. */
  private static Function threeKinds() {
    GraphBuilder graph = new GraphBuilder();
    NoiseSource portable = NoiseSource.PORTABLE;
    Function.Builder builder = graph.function("noisy");
    List<Tensor> noise =
        List.of(
            graph.noise(Distribution.STANDARD_NORMAL, Shape.of(3, 50), "a", 0, portable),
            graph.noise(Distribution.STANDARD_NORMAL, Shape.of(3, 50), "a", 1, portable),
            graph.noise(Distribution.STANDARD_NORMAL, Shape.of(9), "b", 0, NoiseSource.NATIVE),
            graph.noise(Distribution.UNIFORM, Shape.of(7), "c", 0, portable),
            graph.noise(Distribution.RANDOM_SIGN, Shape.of(70), "d", 2, portable),
            graph.noise(Distribution.STANDARD_NORMAL, Shape.scalar(), "e", 0, portable));
    for (int i = 0; i < noise.size(); i++) {
      builder.output("noise" + i, noise.get(i));
    }
    return builder.build();
  }

  /** What the portable generator makes at the addresses of {@link #threeKinds}. */
  private static float[][] expected(NoiseSeed seed) {
    float[][] arrays = {new float[150], new float[150], new float[7], new float[70], new float[1]};
    PortableNoise.fillNormal(key(seed, "a", 0), 0, arrays[0], 0, 150);
    PortableNoise.fillNormal(key(seed, "a", 1), 0, arrays[1], 0, 150);
    PortableNoise.fillUniform(key(seed, "c", 0), 0, arrays[2], 0, 7);
    PortableNoise.fillSigns(key(seed, "d", 2), 0, arrays[3], 0, 70);
    PortableNoise.fillNormal(key(seed, "e", 0), 0, arrays[4], 0, 1);
    return arrays;
  }

  private static NoiseKey key(NoiseSeed seed, String path, int draw) {
    return new NoiseAddress(seed.seed(), seed.step(), path, draw).key();
  }

  private static List<Thread> noiseThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(THREAD))
        .toList();
  }

  @Test
  void makesPortableNoiseOnly() {
    assertEquals(
        List.of("a 0", "a 1", "c 0", "d 2", "e 0"),
        feed.nodes().stream().map(op -> op.path() + " " + op.draw()).toList());
  }

  @Test
  void makesTheNoiseAtTheAddress() {
    assertArrayEquals(expected(SEED), feed.take(SEED));
  }

  @Test
  void prefetchingChangesNothing() {
    feed.prefetch(SEED);
    assertArrayEquals(expected(SEED), feed.take(SEED));
    assertArrayEquals(expected(SEED), feed.take(SEED));
  }

  @Test
  void wrongPrefetchIsDiscarded() {
    feed.prefetch(SEED.next());
    assertArrayEquals(expected(SEED), feed.take(SEED));
    feed.prefetch(new NoiseSeed(SEED.seed() + 1, SEED.step()));
    assertArrayEquals(expected(SEED), feed.take(SEED));
  }

  @Test
  void onlyTheFirstOfTwoPrefetchesCounts() {
    feed.prefetch(SEED);
    feed.prefetch(SEED.next());
    assertArrayEquals(expected(SEED), feed.take(SEED));
    assertArrayEquals(expected(SEED.next()), feed.take(SEED.next()));
  }

  @Test
  void takenArraysAreTheCallersOwn() {
    float[][] first = feed.take(SEED);
    feed.prefetch(SEED.next());
    float[][] second = feed.take(SEED.next());
    for (int i = 0; i < first.length; i++) {
      assertNotSame(first[i], second[i]);
    }
    assertArrayEquals(expected(SEED), first);
  }

  @Test
  void recycledArraysAreUsedAgain() {
    float[][] first = feed.take(SEED);
    feed.recycle(first);
    float[][] second = feed.take(SEED.next());
    assertSame(first, second);
    assertArrayEquals(expected(SEED.next()), second);
    assertNotSame(second, feed.take(SEED));
  }

  @Test
  void discardedPrefetchIsUsedAgain() {
    feed.prefetch(SEED.next());
    float[][] first = feed.take(SEED);
    feed.recycle(first);
    assertSame(first, feed.take(SEED));
  }

  @Test
  void trainingLoopGetsTheNoiseOfEveryStep() {
    NoiseSeed seed = new NoiseSeed(11, 0);
    for (int step = 0; step < 200; step++) {
      float[][] noise = feed.take(seed);
      feed.prefetch(seed.next());
      assertArrayEquals(expected(seed), noise);
      feed.recycle(noise);
      seed = seed.next();
    }
  }

  @Test
  void concurrentTakesGetArraysOfTheirOwn() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> running =
          IntStream.range(0, 4)
              .<Future<?>>mapToObj(
                  thread ->
                      threads.submit(
                          () -> {
                            for (int step = 0; step < 100; step++) {
                              NoiseSeed seed = new NoiseSeed(thread, step);
                              float[][] noise = feed.take(seed);
                              feed.prefetch(seed.next());
                              assertArrayEquals(expected(seed), noise);
                              feed.recycle(noise);
                            }
                          }))
              .toList();
      for (Future<?> future : running) {
        future.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void threadIsADaemonAndStopsOnClose() throws Exception {
    feed.prefetch(SEED);
    feed.take(SEED);
    List<Thread> threads = noiseThreads();
    assertFalse(threads.isEmpty());
    assertTrue(threads.stream().allMatch(Thread::isDaemon));
    feed.close();
    for (Thread thread : threads) {
      thread.join(30_000);
      assertFalse(thread.isAlive());
    }
  }

  @Test
  void afterCloseNoiseIsStillRightAndPrefetchDoesNothing() {
    feed.prefetch(SEED);
    feed.close();
    assertDoesNotThrow(feed::close);
    assertArrayEquals(expected(SEED), feed.take(SEED));
    assertDoesNotThrow(() -> feed.prefetch(SEED));
    assertArrayEquals(expected(SEED), feed.take(SEED));
  }

  @Test
  void functionWithoutNoiseNeedsNoThread() {
    GraphBuilder graph = new GraphBuilder();
    Function quiet = graph.function("quiet").output("one", graph.constant(1)).build();
    int before = noiseThreads().size();
    try (NoiseFeed none = new NoiseFeed(quiet)) {
      none.prefetch(SEED);
      assertEquals(0, none.take(SEED).length);
      assertEquals(before, noiseThreads().size());
    }
  }

  @Test
  void interruptedWaitKeepsTheInterrupt() {
    feed.prefetch(SEED);
    Thread.currentThread().interrupt();
    try {
      float[][] noise = feed.take(SEED);
      assertArrayEquals(expected(SEED), noise);
    } catch (BackendException interrupted) {
      assertEquals("interrupted while waiting for noise", interrupted.getMessage());
      assertNotNull(interrupted.getCause());
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertArrayEquals(expected(SEED), feed.take(SEED));
  }

  @Test
  void seedMakesTheAddressOfANode() {
    NoiseAddress address = SEED.address(feed.nodes().get(1));
    assertEquals(new NoiseAddress(7, 3, "a", 1), address);
    assertEquals(new NoiseSeed(7, 4), SEED.next());
  }

  @Test
  void optionsRefuseNegativeThreads() {
    assertEquals(0, BackendOptions.DEFAULT.threads());
    assertEquals(4, new BackendOptions(4).threads());
    assertEquals(
        "threads must not be negative, got -1",
        assertThrows(IllegalArgumentException.class, () -> new BackendOptions(-1)).getMessage());
  }

  @Test
  void exceptionKeepsMessageAndCause() {
    RuntimeException cause = new IllegalStateException("inner");
    BackendException exception = new BackendException("outer", cause);
    assertEquals("outer", exception.getMessage());
    assertSame(cause, exception.getCause());
    assertNull(new BackendException("alone").getCause());
  }
}
