package org.bcnn.spec;

import java.util.Objects;

/**
 * A setting that a component takes.
 *
 * @param key its key
 * @param defaultValue its value where none is given; null if one must be given
 * @param description what it is, for a list of components
 */
public record Setting(String key, String defaultValue, String description) {
  /** Checks that only the default is null, if anything. */
  public Setting {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(description, "description");
  }

  /**
   * Makes a setting that has a number for a default.
   *
   * @param key its key
   * @param defaultValue its value where none is given
   * @param description what it is
   * @return the setting
   */
  public static Setting number(String key, double defaultValue, String description) {
    return new Setting(key, Double.toString(defaultValue), description);
  }
}
