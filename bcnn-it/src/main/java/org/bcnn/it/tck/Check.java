package org.bcnn.it.tck;

import org.junit.jupiter.api.DynamicTest;

/**
 * One check of one rule.
 *
 * @param rule the rule's number, such as {@code B-110}
 * @param what what is checked, in a few words
 * @param body throws if the rule is broken
 */
record Check(String rule, String what, Body body) {
  /** What a check does. */
  interface Body {
    /**
     * Checks.
     *
     * @throws Exception if the rule is broken
     */
    void run() throws Exception;
  }

  /** Makes a test whose name, and whose message when it fails, begin with the rule's number. */
  DynamicTest test() {
    String name = rule + ": " + what;
    return DynamicTest.dynamicTest(
        name,
        () -> {
          try {
            body.run();
          } catch (AssertionError broken) {
            throw new AssertionError(name + ": " + broken.getMessage(), broken);
          } catch (Exception | LinkageError unexpected) {
            throw new AssertionError(name + ": unexpected " + unexpected, unexpected);
          }
        });
  }
}
