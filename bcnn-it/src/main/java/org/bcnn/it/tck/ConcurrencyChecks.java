package org.bcnn.it.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Variable;
import org.bcnn.it.tck.reference.DoubleTensor;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/** Threads do not disturb each other. */
final class ConcurrencyChecks implements RuleGroup {
  private static final int THREADS = 4;
  private static final int RUNS = 25;
  private static final int TIMEOUT_SECONDS = 120;

  private final Subject subject;
  private final SmallNetwork network = new SmallNetwork();

  ConcurrencyChecks(Subject subject) {
    this.subject = subject;
  }

  @Override
  public Stream<Check> checks() {
    return Stream.of(
        new Check("B-701", "threads share an executable without updates", this::shareExecutable),
        new Check("B-702", "runs with updates exclude each other", this::updatesExclude),
        new Check("B-702", "a reader sees all updates of a run or none", this::readersSeeWhole),
        new Check("B-703", "sessions train side by side", this::sessionsSideBySide),
        new Check("B-704", "backends are open side by side", this::backendsSideBySide));
  }

  private Session session(Backend backend) {
    Session session = backend.openSession();
    List<HostTensor> values = network.initialValues();
    for (int i = 0; i < values.size(); i++) {
      session.set(network.variables().get(i), values.get(i));
    }
    return session;
  }

  private HostTensor predict(Executable executable, int step) {
    Map<String, HostTensor> batch = Map.of("images", network.batch(step).get("images"));
    return executable.run(batch, new NoiseSeed(1, step)).get("log probabilities");
  }

  private void shareExecutable() throws Exception {
    try (Session session = session(subject.backend());
        Executable executable = session.compile(network.prediction())) {
      List<HostTensor> expected = new ArrayList<>();
      for (int step = 0; step < RUNS; step++) {
        expected.add(predict(executable, step));
      }
      inParallel(
          thread -> {
            for (int i = 0; i < RUNS; i++) {
              int step = (i * (thread + 1) + thread) % RUNS;
              Tolerances.ACCUMULATED.check(
                  "the prediction of batch " + step,
                  DoubleTensor.of(expected.get(step)),
                  predict(executable, step));
            }
            return null;
          });
    }
  }

  private void updatesExclude() throws Exception {
    Variable counter = new Variable("counter", Shape.of(64));
    GraphBuilder graph = new GraphBuilder();
    Function increment =
        graph.function("increment").update(counter, graph.read(counter).add(1)).build();
    try (Session session = subject.backend().openSession();
        Executable executable = session.compile(increment)) {
      session.set(counter, HostTensor.zeros(counter.shape()));
      inParallel(
          thread -> {
            for (int i = 0; i < RUNS; i++) {
              executable.run(Map.of(), Subject.NO_NOISE);
            }
            return null;
          });
      Oracle.checkExact(
          "the counter", HostTensor.full(counter.shape(), THREADS * RUNS), session.get(counter));
    }
  }

  private void readersSeeWhole() throws Exception {
    Variable a = new Variable("a", Shape.of(64));
    Variable b = new Variable("b", Shape.of(64));
    GraphBuilder graph = new GraphBuilder();
    Function step =
        graph
            .function("step")
            .update(a, graph.read(a).add(1))
            .update(b, graph.read(b).add(1))
            .build();
    Function difference =
        graph.function("difference").output("d", graph.read(a).subtract(graph.read(b))).build();
    HostTensor zeros = HostTensor.zeros(a.shape());
    try (Session session = subject.backend().openSession();
        Executable stepping = session.compile(step);
        Executable reading = session.compile(difference)) {
      session.set(a, zeros);
      session.set(b, zeros);
      inParallel(
          thread -> {
            for (int i = 0; i < RUNS; i++) {
              if (thread == 0) {
                stepping.run(Map.of(), Subject.NO_NOISE);
              } else {
                Oracle.checkExact(
                    "the difference of two variables that are stepped together",
                    zeros,
                    reading.run(Map.of(), Subject.NO_NOISE).get("d"));
              }
            }
            return null;
          });
    }
  }

  private List<HostTensor> train(Backend backend) {
    try (Session session = session(backend);
        Executable executable = session.compile(network.trainingStep())) {
      for (int step = 0; step < RUNS; step++) {
        executable.run(network.batch(step), new NoiseSeed(1, step));
      }
      return network.variables().stream().map(session::get).toList();
    }
  }

  private void sessionsSideBySide() throws Exception {
    List<HostTensor> alone = train(subject.backend());
    for (List<HostTensor> result : inParallel(thread -> train(subject.backend()))) {
      Expect.that(alone.equals(result), "training beside other sessions ends with different bits");
    }
  }

  private void backendsSideBySide() throws Exception {
    List<HostTensor> alone = train(subject.backend());
    List<List<HostTensor>> results =
        inParallel(
            thread -> {
              try (Backend other = subject.provider().open(BackendOptions.DEFAULT)) {
                return train(other);
              }
            });
    for (List<HostTensor> result : results) {
      Expect.that(alone.equals(result), "training beside other backends ends with different bits");
    }
    Expect.that(alone.equals(train(subject.backend())), "closing backends disturbs another");
  }

  /** What a thread does. */
  private interface Work<T> {
    T run(int thread) throws Exception;
  }

  /** Starts all threads at once and returns their results. */
  private static <T> List<T> inParallel(Work<T> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      CountDownLatch start = new CountDownLatch(THREADS);
      List<Callable<T>> tasks = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        tasks.add(
            () -> {
              start.countDown();
              start.await();
              return work.run(thread);
            });
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(tasks, TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        Expect.that(!future.isCancelled(), "threads have not ended; there may be a deadlock");
        results.add(result(future));
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static <T> T result(Future<T> future) throws Exception {
    try {
      return future.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof AssertionError broken) {
        throw broken;
      }
      throw failed;
    }
  }
}
