package org.bcnn.it.tck;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.BackendProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * The contract of backends as tests: a backend that passes all of them computes what every other
 * backend computes. Extend this class, say which provider to test, and run it with JUnit 5:
 *
 * <pre>{@code
 * final class MyBackendContractTest extends BackendContractTest {
 *   @Override
 *   protected BackendProvider provider() {
 *     return new MyBackendProvider();
 *   }
 * }
 * }</pre>
 *
 * <p>Each test's name, and the message of each failure, begins with the number of a rule in {@code
 * docs/backend-contract.md}. Values are compared with the reference backend's, within the limits
 * and for the reasons that {@code Tolerances} lists. Leak detection is on throughout.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
public abstract class BackendContractTest {
  private String leakDetectionBefore;
  private Backend backend;
  private Contract contract;

  /** For subclasses. */
  protected BackendContractTest() {}

  /**
   * Returns the provider to test. It is asked for once; backends are then opened from it as the
   * tests need them, several at a time.
   *
   * @return a provider that is available here
   */
  protected abstract BackendProvider provider();

  @BeforeAll
  final void open() {
    leakDetectionBefore = LeakDetection.set("true");
    BackendProvider provider = provider();
    backend = provider.open(BackendOptions.DEFAULT);
    contract = new Contract(new Subject(provider, backend));
  }

  @AfterAll
  final void close() {
    try {
      if (backend != null) {
        backend.close();
      }
    } finally {
      LeakDetection.set(leakDetectionBefore);
    }
  }

  private static Stream<DynamicTest> tests(List<RuleGroup> groups) {
    return groups.stream().flatMap(RuleGroup::checks).map(Check::test);
  }

  @TestFactory
  final Stream<DynamicTest> operations() {
    return tests(contract.operations());
  }

  @TestFactory
  final Stream<DynamicTest> gradients() {
    return tests(contract.gradients());
  }

  @TestFactory
  final Stream<DynamicTest> randomGraphs() {
    return tests(contract.randomGraphs());
  }

  @TestFactory
  final Stream<DynamicTest> updates() {
    return tests(contract.updates());
  }

  @TestFactory
  final Stream<DynamicTest> noise() {
    return tests(contract.noise());
  }

  @TestFactory
  final Stream<DynamicTest> errors() {
    return tests(contract.errors());
  }

  @TestFactory
  final Stream<DynamicTest> lifecycle() {
    return tests(contract.lifecycle());
  }

  @TestFactory
  final Stream<DynamicTest> concurrency() {
    return tests(contract.concurrency());
  }

  @TestFactory
  final Stream<DynamicTest> providers() {
    return tests(contract.providers());
  }

  /** Guards the kit: an operation without a case would be certified without having been tried. */
  @Test
  final void everyOperationHasACase() {
    Set<String> missing = contract.operationsWithoutCheck();
    Expect.that(missing.isEmpty(), "no contract case for " + missing);
  }
}
