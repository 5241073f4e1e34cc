package org.bcnn.tasks.data;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A part of a data set, as its authors divided it. */
public enum Split {

  /** What models are fitted to; a validation part is taken from it. */
  TRAIN,

  /** What models are judged by, and nothing else. */
  TEST;

  /**
   * Returns the name for messages and addresses.
   *
   * @return {@code "train"} or {@code "test"}
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Says that a data set lacks a part.
   *
   * @param dataSet the name of the data set
   * @param split the part that was asked for
   * @param present the parts that it has
   * @return one line for the user
   */
  public static String missing(String dataSet, Split split, Set<Split> present) {
    String names = present.stream().map(Split::label).collect(Collectors.joining(" and "));
    return String.format("the data set %s has no %s part, only %s", dataSet, split.label(), names);
  }
}
