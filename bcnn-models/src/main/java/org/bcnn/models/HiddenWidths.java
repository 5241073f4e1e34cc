package org.bcnn.models;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/**
 * The setting that gives each hidden layer a width of its own, such as {@code widths=3/8/60/42},
 * which structured pruning leaves. Models that are as wide as published are specified without it.
 */
final class HiddenWidths {
  static final String SETTING = "widths";

  private static final String PUBLISHED = "published";
  private static final String SEPARATOR = "/";

  private HiddenWidths() {}

  /** Describes the setting of a model. */
  static Setting setting(String published) {
    return new Setting(
        SETTING,
        PUBLISHED,
        "channels or units of each hidden layer, with / between them (published: "
            + published
            + ")");
  }

  static Setting setting(List<Integer> published) {
    return setting(text(published));
  }

  /**
   * Reads the setting.
   *
   * @throws IllegalArgumentException if it is not as many positive numbers as there are layers
   */
  static List<Integer> of(Spec spec, List<Integer> published) {
    String text = spec.text(SETTING);
    if (text.equals(PUBLISHED)) {
      return published;
    }
    try {
      return require(
          spec.name(),
          Arrays.stream(text.split(SEPARATOR, -1)).map(Integer::valueOf).toList(),
          published);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          String.format(
              "the widths of %s are whole numbers with / between them, such as %s, got \"%s\"",
              spec.name(), text(published), text),
          e);
    }
  }

  /**
   * Checks widths.
   *
   * @throws IllegalArgumentException if they are not as many positive numbers as there are layers
   */
  static List<Integer> require(String model, List<Integer> widths, List<Integer> published) {
    if (widths.size() != published.size() || widths.stream().anyMatch(width -> width < 1)) {
      throw new IllegalArgumentException(
          String.format(
              "%s has %d hidden layers, each of which needs a width of at least 1, got %s",
              model, published.size(), text(widths)));
    }
    return List.copyOf(widths);
  }

  /** Adds the setting to a specification, unless the model is as wide as published. */
  static Spec addTo(Spec spec, List<Integer> widths, List<Integer> published) {
    return widths.equals(published) ? spec : spec.with(SETTING, text(widths));
  }

  private static String text(List<Integer> widths) {
    return widths.stream().map(String::valueOf).collect(Collectors.joining(SEPARATOR));
  }
}
