package org.bcnn.backend.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.Distribution;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Noise that the engine makes. */
class EngineNoiseTest {
  private static final int SIZE = 100_000;

  private Backend backend;
  private Executable executable;

  @BeforeEach
  void open() {
    backend = new DjlProvider().open(new BackendOptions(2));
    Session session = backend.openSession();
    GraphBuilder graph = new GraphBuilder();
    Shape shape = Shape.of(SIZE);
    NoiseSource engine = NoiseSource.NATIVE;
    executable =
        session.compile(
            graph
                .function("noise")
                .output("normal", graph.noise(Distribution.STANDARD_NORMAL, shape, "n", 0, engine))
                .output("draw1", graph.noise(Distribution.STANDARD_NORMAL, shape, "n", 1, engine))
                .output("uniform", graph.noise(Distribution.UNIFORM, shape, "u", 0, engine))
                .output("sign", graph.noise(Distribution.RANDOM_SIGN, shape, "s", 0, engine))
                .build());
  }

  @AfterEach
  void close() {
    backend.close();
  }

  private Map<String, HostTensor> run(long seed, long step) {
    return executable.run(Map.of(), new NoiseSeed(seed, step));
  }

  @Test
  void addressesDecide() {
    Map<String, HostTensor> first = run(7, 3);
    assertEquals(first, run(7, 3));
    assertNotEquals(first.get("normal"), first.get("draw1"));
    for (String name : first.keySet()) {
      assertNotEquals(first.get(name), run(7, 4).get(name));
      assertNotEquals(first.get(name), run(8, 3).get(name));
    }
  }

  @Test
  void otherRunsDoNotDisturb() throws Exception {
    List<Map<String, HostTensor>> alone = new ArrayList<>();
    for (int step = 0; step < 8; step++) {
      alone.add(run(1, step));
    }
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try {
      List<Future<Map<String, HostTensor>>> together = new ArrayList<>();
      for (int step = 0; step < 8; step++) {
        int current = step;
        together.add(callers.submit(() -> run(1, current)));
      }
      for (int step = 0; step < 8; step++) {
        assertEquals(alone.get(step), together.get(step).get());
      }
    } finally {
      callers.shutdown();
    }
  }

  /** Each bound is at 5 standard errors; one of the five fails by chance with probability 3e-6. */
  @Test
  void hasTheRightMoments() {
    Map<String, HostTensor> noise = run(1, 0);
    double error = 5 / Math.sqrt(SIZE);
    assertEquals(0, moment(noise.get("normal"), 1), error);
    assertEquals(1, moment(noise.get("normal"), 2), error * Math.sqrt(2));
    assertEquals(0.5, moment(noise.get("uniform"), 1), error / Math.sqrt(12));
    assertEquals(1 / 3.0, moment(noise.get("uniform"), 2), error * Math.sqrt(4 / 45.0));
    assertEquals(0, moment(noise.get("sign"), 1), error);
    for (float sign : noise.get("sign").data()) {
      assertEquals(1, Math.abs(sign));
    }
    for (float uniform : noise.get("uniform").data()) {
      assertTrue(uniform >= 0 && uniform < 1);
    }
  }

  private static double moment(HostTensor values, int power) {
    double sum = 0;
    for (float value : values.data()) {
      sum += Math.pow(value, power);
    }
    return sum / values.data().length;
  }
}
