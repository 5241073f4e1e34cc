package org.bcnn.tasks.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import picocli.CommandLine.ParseResult;

/**
 * Finds options that say something else than the checkpoint that a run goes on from. Options that
 * were not given say nothing. Not thread-safe.
 */
final class Contradictions {
  private final ParseResult options;
  private final List<String> found = new ArrayList<>();

  Contradictions(ParseResult options) {
    this.options = options;
  }

  /**
   * Compares an option with the checkpoint.
   *
   * @param option its name
   * @param given what it says, asked for only if it was given
   * @param stored what the checkpoint says, null if it has no such setting
   * @return this
   */
  Contradictions compare(String option, Supplier<?> given, Object stored) {
    if (options.hasMatchedOption(option)) {
      Object value = given.get();
      if (!Objects.equals(value, stored)) {
        found.add(
            String.format(
                "%s is %s but was %s", option, value, stored == null ? "not given" : stored));
      }
    }
    return this;
  }

  /** Refuses an option that a run which goes on has no use for. */
  Contradictions refuse(String option, String why) {
    if (options.hasMatchedOption(option)) {
      found.add(option + " is given but " + why);
    }
    return this;
  }

  /**
   * Ends with what was found.
   *
   * @throws IllegalArgumentException if anything was
   */
  void check() {
    if (!found.isEmpty()) {
      throw new IllegalArgumentException(
          "a run that is resumed keeps the settings it was started with: "
              + String.join("; ", found)
              + ". Leave that out, or start a new run without --resume");
    }
  }
}
