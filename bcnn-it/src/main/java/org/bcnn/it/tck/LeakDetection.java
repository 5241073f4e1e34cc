package org.bcnn.it.tck;

/** Switches the report of what was left open on or off while something runs. */
final class LeakDetection {
  private static final String PROPERTY = "bcnn.leakDetection";

  private LeakDetection() {}

  /**
   * Switches.
   *
   * @return the property's former value, or null
   */
  static String set(String value) {
    return value == null ? System.clearProperty(PROPERTY) : System.setProperty(PROPERTY, value);
  }

  static void run(boolean on, Runnable action) {
    String before = set(Boolean.toString(on));
    try {
      action.run();
    } finally {
      set(before);
    }
  }
}
