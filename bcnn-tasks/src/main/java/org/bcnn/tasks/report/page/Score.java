package org.bcnn.tasks.report.page;

import java.util.function.DoubleFunction;

/**
 * A score as a page shows it.
 *
 * @param words what it is called
 * @param name its name in {@code metrics.json}
 * @param format writes the number
 * @param unit its unit, may be empty
 * @param meaning what it says
 */
record Score(
    String words, String name, DoubleFunction<String> format, String unit, String meaning) {
  /** A score that is written as a plain number. */
  Score(String words, String name, String unit, String meaning) {
    this(words, name, Numbers::plain, unit, meaning);
  }
}
