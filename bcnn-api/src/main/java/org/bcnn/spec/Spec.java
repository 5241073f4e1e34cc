package org.bcnn.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A component by name, with settings by key: {@code scale-mixture:pi=0.5,sigma1=1}. As text, a
 * setting is everything between its {@code =} and the next comma. Immutable.
 *
 * @param name the name of the component
 * @param settings the settings, in order
 */
public record Spec(String name, Map<String, String> settings) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

  /**
   * Copies the settings.
   *
   * @throws IllegalArgumentException if the name or a key is not made of letters, digits, {@code .
   *     _ -}, or a setting has a comma
   */
  public Spec {
    requireName("name", name);
    Map<String, String> copy = new LinkedHashMap<>(settings);
    copy.forEach(
        (key, value) -> {
          requireName("key", key);
          if (Objects.requireNonNull(value, key).indexOf(',') >= 0) {
            throw new IllegalArgumentException(
                "a setting cannot have a comma, got " + key + "=" + value);
          }
        });
    settings = Collections.unmodifiableMap(copy);
  }

  private static void requireName(String what, String text) {
    if (!NAME.matcher(Objects.requireNonNull(text, what)).matches()) {
      throw new IllegalArgumentException(
          "a " + what + " is made of letters, digits, '.', '_' and '-', got \"" + text + "\"");
    }
  }

  /**
   * Makes a component without settings.
   *
   * @param name its name
   * @return the specification
   */
  public static Spec of(String name) {
    return new Spec(name, Map.of());
  }

  /**
   * Reads a text.
   *
   * @param text {@code name} or {@code name:key=value,key=value}
   * @return the specification
   * @throws IllegalArgumentException if the text has another form, or a key twice
   */
  public static Spec parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return of(text);
    }
    Map<String, String> settings = new LinkedHashMap<>();
    for (String setting : text.substring(colon + 1).split(",", -1)) {
      int equals = setting.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(
            "settings have the form NAME:key=value,key=value, got \"" + text + "\"");
      }
      String key = setting.substring(0, equals);
      if (settings.put(key, setting.substring(equals + 1)) != null) {
        throw new IllegalArgumentException(key + " is set twice in \"" + text + "\"");
      }
    }
    return new Spec(text.substring(0, colon), settings);
  }

  /**
   * Returns this with one more setting.
   *
   * @param key the key
   * @param value the value, whose text reads back as the same value
   * @return a specification with it after the others
   */
  public Spec with(String key, Object value) {
    Map<String, String> more = new LinkedHashMap<>(settings);
    more.put(key, String.valueOf(value));
    return new Spec(name, more);
  }

  /**
   * Returns a setting.
   *
   * @param key its key
   * @return its value
   * @throws IllegalArgumentException if it is missing
   */
  public String text(String key) {
    String value = settings.get(key);
    if (value == null) {
      throw new IllegalArgumentException(name + " needs a setting " + key);
    }
    return value;
  }

  /**
   * Returns a setting that is a number.
   *
   * @param key its key
   * @return its value
   * @throws IllegalArgumentException if it is missing or no number
   */
  public double number(String key) {
    try {
      return Double.parseDouble(text(key));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the setting " + key + " of " + name + " must be a number, got \"" + text(key) + "\"", e);
    }
  }

  /**
   * Returns a setting that is a whole number.
   *
   * @param key its key
   * @return its value
   * @throws IllegalArgumentException if it is missing or no whole number
   */
  public int integer(String key) {
    try {
      return Integer.parseInt(text(key));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the setting "
              + key
              + " of "
              + name
              + " must be a whole number, got \""
              + text(key)
              + "\"",
          e);
    }
  }

  /** Returns the text that {@link #parse} reads. */
  @Override
  public String toString() {
    return settings.isEmpty()
        ? name
        : settings.entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining(",", name + ":", ""));
  }
}
