package org.bcnn.it.prior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Each wrong prior fails the tests it should, with a message that says why, and no others. */
final class WrongPriorsTest {
  static Stream<WrongPrior> wrongPriors() {
    return WrongPriors.all().stream();
  }

  @ParameterizedTest
  @MethodSource("wrongPriors")
  void wrongPriorFailsItsTests(WrongPrior wrong) {
    Map<String, String> failures = failures(wrong);
    assertEquals(new TreeSet<>(wrong.tests()), failures.keySet(), failures::toString);
    assertTrue(
        failures.values().stream().anyMatch(failure -> failure.contains(wrong.message())),
        () -> "no failure says '" + wrong.message() + "': " + failures);
  }

  @Test
  void everyTestIsFailedByAPrior() {
    Set<String> unfailed = new TreeSet<>();
    Arrays.stream(PriorContractTest.class.getDeclaredMethods())
        .filter(method -> method.getAnnotations().length > 0)
        .forEach(method -> unfailed.add(method.getName()));
    wrongPriors().forEach(wrong -> unfailed.removeAll(wrong.tests()));
    assertEquals(Set.of(), unfailed);
  }

  /** Runs the kit, and returns the failures' messages by test. */
  private static Map<String, String> failures(WrongPrior wrong) {
    Map<String, String> failures = new TreeMap<>();
    TestExecutionListener collector =
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() == TestExecutionResult.Status.FAILED) {
              TestSource source = test.getSource().orElseThrow();
              String name =
                  ((org.junit.platform.engine.support.descriptor.MethodSource) source)
                      .getMethodName();
              failures.put(name, String.valueOf(result.getThrowable().orElseThrow()));
            }
          }
        };
    ContractOfWrongPrior.choose(wrong);
    try {
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(List.of(selectClass(ContractOfWrongPrior.class)))
                  .build(),
              collector);
    } finally {
      ContractOfWrongPrior.choose(null);
    }
    return failures;
  }
}
