package org.bcnn.it.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Each wrong backend fails the rules it breaks, with a message that says so, and no others. */
final class WrongBackendsTest {
  static Stream<WrongBackend> wrongBackends() {
    return Stream.of(
            WrongOperations.all(),
            WrongCompositions.all(),
            WrongState.all(),
            WrongNoise.all(),
            WrongErrors.all(),
            WrongLifecycle.all(),
            WrongConcurrency.all(),
            WrongProviders.all())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("wrongBackends")
  void wrongBackendFailsItsRules(WrongBackend wrong) {
    List<String> failures = failures(wrong);
    Set<String> rules = new TreeSet<>();
    failures.forEach(failure -> rules.add(failure.substring(0, failure.indexOf(':'))));
    assertEquals(new TreeSet<>(wrong.rules()), rules, () -> String.join("\n", failures));
    assertTrue(
        failures.stream().anyMatch(failure -> failure.contains(wrong.message())),
        () -> "no failure says '" + wrong.message() + "':\n" + String.join("\n", failures));
  }

  /** Every rule that a backend can break is broken by one; the others certify gradient rules. */
  @Test
  void everyRuleIsBrokenByABackend() {
    Set<String> unbroken = new TreeSet<>(new Contract(null).rules());
    wrongBackends().forEach(wrong -> unbroken.removeAll(wrong.rules()));
    assertEquals(Set.of("B-202", "B-204"), unbroken);
  }

  /** Runs a group of the contract, and returns the failures' messages. */
  private static List<String> failures(WrongBackend wrong) {
    List<String> failures = new ArrayList<>();
    TestExecutionListener collector =
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            result.getThrowable().ifPresent(thrown -> failures.add(thrown.getMessage()));
          }
        };
    ContractOfWrongBackend.choose(wrong.provider());
    try {
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(selectMethod(ContractOfWrongBackend.class, wrong.group()))
                  .build(),
              collector);
    } finally {
      ContractOfWrongBackend.choose(null);
    }
    return failures;
  }
}
