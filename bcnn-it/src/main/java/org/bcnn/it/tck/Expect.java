package org.bcnn.it.tck;

import java.util.List;

/** Expectations of errors. */
final class Expect {
  /** Something that should fail. */
  interface Action {
    /**
     * Acts.
     *
     * @throws Exception as it should
     */
    void run() throws Exception;
  }

  private Expect() {}

  /**
   * Expects an error of a type, whose message names what is wrong.
   *
   * @return the error
   */
  static <T extends RuntimeException> T error(
      Class<T> type, String when, Action action, String... named) {
    try {
      action.run();
    } catch (Exception thrown) {
      return check(type, when, thrown, List.of(named));
    }
    throw new AssertionError(when + " throws nothing instead of " + type.getSimpleName());
  }

  private static <T extends RuntimeException> T check(
      Class<T> type, String when, Exception thrown, List<String> named) {
    if (!type.isInstance(thrown)) {
      throw new AssertionError(
          when + " throws " + thrown + " instead of " + type.getSimpleName(), thrown);
    }
    for (String name : named) {
      if (thrown.getMessage() == null || !thrown.getMessage().contains(name)) {
        throw new AssertionError(
            when + ": the message does not name " + name + ": " + thrown.getMessage(), thrown);
      }
    }
    return type.cast(thrown);
  }

  static void that(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
