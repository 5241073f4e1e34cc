package org.bcnn.models.checkpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The texts of a file's metadata as what they should be, with a message where they are not that.
 *
 * @param texts the texts by key
 */
record MetadataTexts(Map<String, String> texts) {

  boolean has(String key) {
    return texts.containsKey(key);
  }

  String text(String key) throws MalformedFileException {
    String text = texts.get(key);
    if (text == null) {
      throw new MalformedFileException("has no \"" + key + "\" in its metadata");
    }
    return text;
  }

  int integer(String key) throws MalformedFileException {
    try {
      return Integer.parseInt(text(key));
    } catch (NumberFormatException e) {
      throw noNumber(key, e);
    }
  }

  long longInteger(String key) throws MalformedFileException {
    try {
      return Long.parseLong(text(key));
    } catch (NumberFormatException e) {
      throw noNumber(key, e);
    }
  }

  double number(String key) throws MalformedFileException {
    try {
      return Double.parseDouble(text(key));
    } catch (NumberFormatException e) {
      throw noNumber(key, e);
    }
  }

  private MalformedFileException noNumber(String key, Throwable cause) {
    return new MalformedFileException(
        String.format(
            "has the metadata \"%s\": \"%s\", which is not a number", key, texts.get(key)),
        cause);
  }

  /** Returns a text that must be one of those that are known. */
  String one(String key, List<String> known) throws MalformedFileException {
    String text = text(key);
    if (!known.contains(text)) {
      throw unknown(key, text);
    }
    return text;
  }

  /** Returns the constant of an enum that {@link #constant(Enum)} wrote. */
  <E extends Enum<E>> E constant(String key, Class<E> type) throws MalformedFileException {
    String text = text(key);
    for (E constant : type.getEnumConstants()) {
      if (constant(constant).equals(text)) {
        return constant;
      }
    }
    throw unknown(key, text);
  }

  /** Returns the text of a constant. */
  static String constant(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static MalformedFileException unknown(String key, String text) {
    return new MalformedFileException(
        String.format(
            "has the metadata \"%s\": \"%s\", which this version of bcnn does not know; read it"
                + " with the version that wrote it, or a newer one",
            key, text));
  }

  /** Returns the texts whose keys begin with a prefix, by what follows it. */
  Map<String, String> withPrefix(String prefix) {
    Map<String, String> found = new LinkedHashMap<>();
    texts.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            found.put(key.substring(prefix.length()), value);
          }
        });
    return found;
  }
}
