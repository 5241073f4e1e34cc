package org.bcnn.tasks.data;

import java.util.Locale;

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
}
