package org.bcnn.backend.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;

/** libtorch's number of threads belongs to the calling thread, ours to the backend. */
class ComputeThreadsTest {
  private static final HostTensor X = HostTensor.full(Shape.of(3, 5), 0.5f);

  private static int threadsAfterRun(Backend backend) {
    Functions.apply(backend, X, x -> x.exp().sum());
    return JniUtils.getNumThreads();
  }

  @Test
  void eachBackendRunsWithItsOwn() {
    try (Backend one = new DjlProvider().open(new BackendOptions(1));
        Backend three = new DjlProvider().open(new BackendOptions(3))) {
      assertEquals(1, one.info().threads());
      assertEquals(3, three.info().threads());
      assertEquals(1, threadsAfterRun(one));
      assertEquals(3, threadsAfterRun(three));
      assertEquals(1, threadsAfterRun(one));
    }
  }

  @Test
  void holdsOnEveryCallingThread() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try (Backend one = new DjlProvider().open(new BackendOptions(1));
        Backend two = new DjlProvider().open(new BackendOptions(2))) {
      List<Future<Integer>> found = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        Backend backend = i % 2 == 0 ? one : two;
        found.add(callers.submit(() -> threadsAfterRun(backend)));
      }
      for (int i = 0; i < found.size(); i++) {
        assertEquals(1 + i % 2, found.get(i).get());
      }
    } finally {
      callers.shutdown();
    }
  }

  @Test
  void zeroLeavesTheChoiceToTheEngine() {
    int chosen;
    try (Backend backend = new DjlProvider().open(BackendOptions.DEFAULT)) {
      chosen = backend.info().threads();
      assertEquals(chosen, threadsAfterRun(backend));
    }
    try (Backend other = new DjlProvider().open(new BackendOptions(chosen + 1));
        Backend backend = new DjlProvider().open(BackendOptions.DEFAULT)) {
      assertEquals(chosen + 1, threadsAfterRun(other));
      assertEquals(chosen, backend.info().threads());
      assertEquals(chosen, threadsAfterRun(backend));
    }
  }
}
