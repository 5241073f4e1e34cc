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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

  /** More than is written at a time, and no multiple of it. */
  private static final int LARGE = 10_001;

  private final Function function = threeKinds();
  private final Queue<Memory> made = new ConcurrentLinkedQueue<>();
  private final NoiseFeed<Memory> feed = new NoiseFeed<>(function, this::memory);

  /** Arrays in place of an engine's memory, for the noise of {@link #threeKinds}. */
  private static final class Memory implements NoiseFeed.Slot {
    final float[][] values = {
      new float[150], new float[150], new float[7], new float[LARGE], new float[1]
    };
    final AtomicInteger closed = new AtomicInteger();

    @Override
    public List<NoiseFeed.Destination> noise() {
      assertEquals(0, closed.get());
      return Stream.of(values)
          .<NoiseFeed.Destination>map(
              to -> (at, source, count) -> System.arraycopy(source, 0, to, at, count))
          .toList();
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  private Memory memory() {
    Memory memory = new Memory();
    made.add(memory);
    return memory;
  }

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
            graph.noise(Distribution.RANDOM_SIGN, Shape.of(LARGE), "d", 2, portable),
            graph.noise(Distribution.STANDARD_NORMAL, Shape.scalar(), "e", 0, portable));
    for (int i = 0; i < noise.size(); i++) {
      builder.output("noise" + i, noise.get(i));
    }
    return builder.build();
  }

  /** What the portable generator makes at the addresses of {@link #threeKinds}. */
  private static float[][] expected(NoiseSeed seed) {
    float[][] arrays = {
      new float[150], new float[150], new float[7], new float[LARGE], new float[1]
    };
    PortableNoise.fillNormal(key(seed, "a", 0), 0, arrays[0], 0, 150);
    PortableNoise.fillNormal(key(seed, "a", 1), 0, arrays[1], 0, 150);
    PortableNoise.fillUniform(key(seed, "c", 0), 0, arrays[2], 0, 7);
    PortableNoise.fillSigns(key(seed, "d", 2), 0, arrays[3], 0, LARGE);
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
  void makesTheNoiseAtTheAddress() {
    assertArrayEquals(expected(SEED), feed.take(SEED).values);
  }

  @Test
  void prefetchingChangesNothing() {
    feed.prefetch(SEED);
    assertArrayEquals(expected(SEED), feed.take(SEED).values);
    assertArrayEquals(expected(SEED), feed.take(SEED).values);
  }

  @Test
  void wrongPrefetchIsDiscarded() {
    feed.prefetch(SEED.next());
    assertArrayEquals(expected(SEED), feed.take(SEED).values);
    feed.prefetch(new NoiseSeed(SEED.seed() + 1, SEED.step()));
    assertArrayEquals(expected(SEED), feed.take(SEED).values);
  }

  @Test
  void onlyTheFirstOfTwoPrefetchesCounts() {
    feed.prefetch(SEED);
    feed.prefetch(SEED.next());
    assertArrayEquals(expected(SEED), feed.take(SEED).values);
    assertArrayEquals(expected(SEED.next()), feed.take(SEED.next()).values);
  }

  @Test
  void takenSlotIsTheCallersOwn() {
    Memory first = feed.take(SEED);
    feed.prefetch(SEED.next());
    Memory second = feed.take(SEED.next());
    assertNotSame(first, second);
    assertArrayEquals(expected(SEED), first.values);
  }

  @Test
  void recycledSlotIsUsedAgain() {
    Memory first = feed.take(SEED);
    feed.recycle(first);
    Memory second = feed.take(SEED.next());
    assertSame(first, second);
    assertArrayEquals(expected(SEED.next()), second.values);
    assertNotSame(second, feed.take(SEED));
  }

  @Test
  void discardedPrefetchIsUsedAgain() {
    feed.prefetch(SEED.next());
    Memory first = feed.take(SEED);
    feed.recycle(first);
    assertSame(first, feed.take(SEED));
  }

  @Test
  void trainingLoopGetsTheNoiseOfEveryStep() {
    NoiseSeed seed = new NoiseSeed(11, 0);
    for (int step = 0; step < 200; step++) {
      Memory noise = feed.take(seed);
      feed.prefetch(seed.next());
      assertArrayEquals(expected(seed), noise.values);
      feed.recycle(noise);
      seed = seed.next();
    }
  }

  @Test
  void concurrentTakesGetSlotsOfTheirOwn() throws Exception {
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
                              Memory noise = feed.take(seed);
                              feed.prefetch(seed.next());
                              assertArrayEquals(expected(seed), noise.values);
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
    assertArrayEquals(expected(SEED), feed.take(SEED).values);
    assertDoesNotThrow(() -> feed.prefetch(SEED));
    assertArrayEquals(expected(SEED), feed.take(SEED).values);
  }

  /** Whether waiting, taken, given back or left behind by an interrupted wait. */
  @Test
  void everySlotIsClosedOnce() throws Exception {
    Memory taken = feed.take(SEED);
    feed.recycle(feed.take(SEED));
    feed.prefetch(SEED);
    Thread.currentThread().interrupt();
    try {
      feed.recycle(feed.take(SEED));
    } catch (BackendException interrupted) {
      assertEquals("interrupted while waiting for noise", interrupted.getMessage());
    } finally {
      assertTrue(Thread.interrupted());
    }
    feed.prefetch(SEED.next());
    feed.prefetch(SEED);
    feed.close();
    feed.close();
    for (Memory memory : made) {
      assertEquals(memory == taken ? 0 : 1, memory.closed.get());
    }
    feed.recycle(taken);
    feed.recycle(feed.take(SEED));
    assertTrue(made.stream().allMatch(memory -> memory.closed.get() == 1));
  }

  @Test
  void trainingLoopNeedsTwoSlots() {
    NoiseSeed seed = SEED;
    for (int step = 0; step < 20; step++) {
      Memory noise = feed.take(seed);
      seed = seed.next();
      feed.prefetch(seed);
      feed.recycle(noise);
    }
    feed.take(seed);
    assertTrue(made.size() <= 2, made.size() + " slots");
  }

  @Test
  void slotIsClosedIfFillingItFails() {
    AtomicInteger closed = new AtomicInteger();
    NoiseFeed.Slot broken =
        new NoiseFeed.Slot() {
          @Override
          public List<NoiseFeed.Destination> noise() {
            throw new IllegalStateException("no memory");
          }

          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    try (NoiseFeed<NoiseFeed.Slot> failing = new NoiseFeed<>(function, () -> broken)) {
      assertThrows(IllegalStateException.class, () -> failing.take(SEED));
      assertEquals(1, closed.get());
      failing.prefetch(SEED);
      assertEquals(
          "making noise failed",
          assertThrows(BackendException.class, () -> failing.take(SEED)).getMessage());
      assertEquals(2, closed.get());
      failing.prefetch(SEED);
    }
    assertEquals(3, closed.get());
  }

  @Test
  void functionWithoutNoiseNeedsNoThread() {
    GraphBuilder graph = new GraphBuilder();
    Function quiet = graph.function("quiet").output("one", graph.constant(1)).build();
    // Those of other feeds may still be ending.
    List<Thread> others = noiseThreads();
    try (NoiseFeed<Memory> none = new NoiseFeed<>(quiet, this::memory)) {
      none.prefetch(SEED);
      assertArrayEquals(new Memory().values, none.take(SEED).values);
      assertTrue(others.containsAll(noiseThreads()));
    }
  }

  @Test
  void interruptedWaitKeepsTheInterrupt() {
    feed.prefetch(SEED);
    Thread.currentThread().interrupt();
    try {
      Memory noise = feed.take(SEED);
      assertArrayEquals(expected(SEED), noise.values);
    } catch (BackendException interrupted) {
      assertEquals("interrupted while waiting for noise", interrupted.getMessage());
      assertNotNull(interrupted.getCause());
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertArrayEquals(expected(SEED), feed.take(SEED).values);
  }

  @Test
  void seedMakesTheAddressOfANode() {
    NoiseAddress address = SEED.address(function.noise().get(1));
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
