package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.backend.Executable;
import org.bcnn.it.tck.reference.ReferenceBackend;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.tensor.HostTensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same LeNet-5 with the same noise gives the same numbers on every backend. */
class BackendAgreementTest {
  private static final Map<String, Backend> ENGINES = new LinkedHashMap<>();

  @BeforeAll
  static void openEngines() {
    Backends backends = Backends.find();
    for (String name : List.of("tf", "djl")) {
      ENGINES.put(name, backends.choose(name).open(new BackendOptions(1)));
    }
  }

  @AfterAll
  static void closeEngines() {
    ENGINES.values().forEach(Backend::close);
    ENGINES.clear();
  }

  private static double relative(HostTensor actual, HostTensor expected) {
    return Math.abs((double) actual.item() - expected.item()) / Math.abs(expected.item());
  }

  /** The largest difference of two tensors. */
  private static double largest(HostTensor a, HostTensor b) {
    double largest = 0;
    for (int i = 0; i < a.data().length; i++) {
      largest = Math.max(largest, Math.abs((double) a.data()[i] - b.data()[i]));
    }
    return largest;
  }

  /** The root mean square difference of two tensors. */
  private static double distance(HostTensor a, HostTensor b) {
    double sum = 0;
    for (int i = 0; i < a.data().length; i++) {
      double difference = (double) a.data()[i] - b.data()[i];
      sum += difference * difference;
    }
    return Math.sqrt(sum / a.data().length);
  }

  private static void assertAtMost(double limit, double value, String what) {
    assertTrue(value <= limit, () -> what + ": " + value + " exceeds " + limit);
  }

  /** First loss and gradients of every variable, then ten steps, against the reference. */
  @ParameterizedTest
  @CsvSource({
    "LOCAL_REPARAMETERISATION, AUTOMATIC",
    "WEIGHT_SAMPLING, MONTE_CARLO",
    "MEAN, AUTOMATIC"
  })
  void enginesAgreeWithTheReference(Estimator estimator, KlMode mode) {
    try (Backend reference = new ReferenceBackend();
        LeNetRun exact = new LeNetRun(reference, estimator, mode, -5)) {
      Map<String, HostTensor> start = exact.parameters();
      Map<String, HostTensor> gradients = exact.gradients();
      List<HostTensor> losses = exact.losses(10);
      Map<String, HostTensor> parameters = exact.parameters();
      ENGINES.forEach(
          (name, backend) -> {
            try (LeNetRun run = new LeNetRun(backend, estimator, mode, -5)) {
              assertEquals(start, run.parameters());
              run.gradients()
                  .forEach(
                      (variable, gradient) ->
                          assertGradient(gradient, gradients.get(variable), name, variable));
              assertLosses(run.losses(10), losses, name);
              run.parameters()
                  .forEach(
                      (variable, value) -> {
                        String what = name + ", " + variable;
                        HostTensor expected = parameters.get(variable);
                        double moved = distance(start.get(variable), expected);
                        assertTrue(moved > 1e-4, () -> what + " moved by " + moved);
                        assertAtMost(
                            AgreementTolerances.MOVED * moved, distance(value, expected), what);
                        assertAtMost(
                            AgreementTolerances.STEPS * LeNetRun.LEARNING_RATE,
                            largest(value, expected),
                            what);
                      });
            }
          });
    }
  }

  private static void assertGradient(
      HostTensor actual, HostTensor expected, String name, String variable) {
    double scale = largest(expected, HostTensor.zeros(expected.shape()));
    assertTrue(scale > 0, variable);
    assertAtMost(
        AgreementTolerances.GRADIENT * scale,
        largest(actual, expected),
        name + ", gradient of " + variable);
  }

  private static void assertLosses(
      List<HostTensor> actual, List<HostTensor> expected, String name) {
    for (int i = 0; i < expected.size(); i++) {
      assertAtMost(
          i == 0 ? AgreementTolerances.FIRST_LOSS : AgreementTolerances.TEN_LOSSES,
          relative(actual.get(i), expected.get(i)),
          name + ", loss of step " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"LOCAL_REPARAMETERISATION", "WEIGHT_SAMPLING"})
  void enginesAgreeOverAHundredSteps(Estimator estimator) {
    List<List<HostTensor>> losses = new ArrayList<>();
    for (Backend backend : ENGINES.values()) {
      try (LeNetRun run = new LeNetRun(backend, estimator)) {
        losses.add(run.losses(100));
      }
    }
    for (int i = 0; i < 100; i++) {
      assertAtMost(
          AgreementTolerances.HUNDRED_LOSSES,
          relative(losses.get(0).get(i), losses.get(1).get(i)),
          "loss of step " + i);
    }
    double first = losses.get(0).get(0).item();
    double last = losses.get(0).get(99).item();
    assertTrue(last < 0.8 * first, "a hundred steps train: from " + first + " to " + last);
  }

  /**
   * With as many threads, on a backend opened anew, every bit of losses and parameters is alike.
   */
  @ParameterizedTest
  @CsvSource({"tf, 1", "tf, 2", "djl, 1", "djl, 2"})
  void runsRepeatToTheBit(String name, int threads) {
    List<List<HostTensor>> losses = new ArrayList<>();
    List<Map<String, HostTensor>> parameters = new ArrayList<>();
    for (int repeat = 0; repeat < 2; repeat++) {
      try (Backend backend = Backends.find().choose(name).open(new BackendOptions(threads));
          LeNetRun run = new LeNetRun(backend, Estimator.LOCAL_REPARAMETERISATION)) {
        losses.add(run.losses(20));
        parameters.add(run.parameters());
      }
    }
    assertEquals(losses.get(0), losses.get(1));
    assertEquals(parameters.get(0), parameters.get(1));
  }

  /** Sessions of one backend hold variables of their own, whoever takes the next step. */
  @ParameterizedTest
  @ValueSource(strings = {"tf", "djl"})
  void sessionsDoNotDisturbEachOther(String name) {
    Backend backend = ENGINES.get(name);
    List<HostTensor> alone;
    List<HostTensor> otherAlone;
    try (LeNetRun run = new LeNetRun(backend, Estimator.LOCAL_REPARAMETERISATION);
        LeNetRun other = new LeNetRun(backend, Estimator.WEIGHT_SAMPLING)) {
      alone = run.losses(10);
      otherAlone = other.losses(10);
    }
    try (LeNetRun first = new LeNetRun(backend, Estimator.LOCAL_REPARAMETERISATION);
        LeNetRun second = new LeNetRun(backend, Estimator.WEIGHT_SAMPLING)) {
      for (int i = 0; i < 10; i++) {
        assertEquals(alone.get(i), first.step().get("loss"));
        assertEquals(otherAlone.get(i), second.step().get("loss"));
      }
    }
  }

  /** Four threads share one compiled prediction, each batch with noise of its own. */
  @ParameterizedTest
  @ValueSource(strings = {"tf", "djl"})
  void concurrentPredictionIsSequentialPrediction(String name) throws Exception {
    int batches = 12;
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (LeNetRun run = new LeNetRun(ENGINES.get(name), Estimator.LOCAL_REPARAMETERISATION)) {
      Executable prediction = run.compilePrediction();
      List<Map<String, HostTensor>> sequential = new ArrayList<>();
      for (int batch = 0; batch < batches; batch++) {
        sequential.add(run.predict(prediction, batch));
      }
      assertNotEquals(sequential.get(0), sequential.get(1));
      assertNotEquals(sequential.get(0).get("draw0"), sequential.get(0).get("draw1"));
      for (int round = 0; round < 3; round++) {
        List<Future<Map<String, HostTensor>>> running = new ArrayList<>();
        for (int batch = 0; batch < batches; batch++) {
          int number = batch;
          running.add(threads.submit(() -> run.predict(prediction, number)));
        }
        for (int batch = 0; batch < batches; batch++) {
          assertEquals(sequential.get(batch), running.get(batch).get(), "batch " + batch);
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** σ of e^-200 is 0 in float32: the KL is finite all the same, and falls from the first step. */
  @ParameterizedTest
  @ValueSource(strings = {"tf", "djl"})
  void klIsFiniteWhereSigmaUnderflows(String name) {
    for (KlMode mode : KlMode.values()) {
      try (LeNetRun run =
          new LeNetRun(ENGINES.get(name), Estimator.LOCAL_REPARAMETERISATION, mode, -200)) {
        double first = run.step().get("kl").item();
        // 44,426 weights of log(σp/σ) = log 0.1 + 200 nats and little else.
        assertEquals(44_426 * (200 + Math.log(0.1)), first, 1e-3 * first, mode.toString());
        run.gradients()
            .forEach(
                (variable, gradient) -> {
                  for (float value : gradient.data()) {
                    assertTrue(Float.isFinite(value), variable);
                  }
                });
        Map<String, HostTensor> before = run.parameters();
        run.step();
        float rho = run.parameters().get("conv1/weight/rho").data()[0];
        assertTrue(rho > before.get("conv1/weight/rho").data()[0], "rho is pulled back up");
      }
    }
  }
}
