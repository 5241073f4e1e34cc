package org.bcnn.tasks.data.corruption;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/** The corruptions by name, each in five severities. */
public enum CorruptionKind {
  /** Rotation by 15, 30, 45, 60 and 90 degrees. */
  ROTATION("degrees", Rotation::new, 15, 30, 45, 60, 90),
  /** Gaussian noise of a deviation of 0.1, 0.2, 0.3, 0.4 and 0.5, of levels from 0 to 1. */
  NOISE("deviation", GaussianNoise::new, 0.1, 0.2, 0.3, 0.4, 0.5),
  /** Gaussian blur of a deviation of 0.5, 1, 1.5, 2 and 3 pixels. */
  BLUR("pixels", GaussianBlur::new, 0.5, 1, 1.5, 2, 3),
  /** Contrast of 0.8, 0.6, 0.4, 0.2 and 0.1 of what it was. */
  CONTRAST("factor", Contrast::new, 0.8, 0.6, 0.4, 0.2, 0.1);

  /** How many severities each has. */
  public static final int SEVERITIES = 5;

  private static final String ALL = "all";

  private final String unit;

  @SuppressWarnings("ImmutableEnumChecker") // The constructor of a record.
  private final DoubleFunction<Corruption> maker;

  @SuppressWarnings("ImmutableEnumChecker") // Never written to, and not handed out.
  private final double[] parameters;

  CorruptionKind(String unit, DoubleFunction<Corruption> maker, double... parameters) {
    this.unit = unit;
    this.maker = maker;
    this.parameters = parameters;
  }

  /**
   * Returns the name.
   *
   * @return the name in lower case, such as {@code rotation}
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns what the parameter is.
   *
   * @return {@code degrees}, {@code deviation}, {@code pixels} or {@code factor}
   */
  public String unit() {
    return unit;
  }

  /**
   * Returns the parameter of a severity.
   *
   * @param severity from 1 to {@value #SEVERITIES}, the mildest first
   * @return the parameter, in {@link #unit()}
   * @throws IllegalArgumentException if there is no such severity
   */
  public double parameter(int severity) {
    if (severity < 1 || severity > SEVERITIES) {
      throw new IllegalArgumentException(
          "a severity is from 1 to " + SEVERITIES + ", got " + severity);
    }
    return parameters[severity - 1];
  }

  /**
   * Makes the corruption of a severity.
   *
   * @param severity from 1 to {@value #SEVERITIES}, the mildest first
   * @return the corruption
   * @throws IllegalArgumentException if there is no such severity
   */
  public Corruption at(int severity) {
    return maker.apply(parameter(severity));
  }

  /**
   * Reads a list.
   *
   * @param text names between commas, or {@code all}
   * @return the corruptions, each once, in the order given
   * @throws IllegalArgumentException if there is none of such a name
   */
  public static List<CorruptionKind> parse(String text) {
    if (text.equals(ALL)) {
      return List.of(values());
    }
    List<CorruptionKind> kinds = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      kinds.add(
          Arrays.stream(values())
              .filter(kind -> kind.label().equals(name.strip()))
              .findFirst()
              .orElseThrow(() -> unknown(name)));
    }
    return kinds.stream().distinct().toList();
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        String.format(
            "there is no corruption \"%s\"; these are known, to be given between commas: %s, or all",
            name,
            Arrays.stream(values()).map(CorruptionKind::label).collect(Collectors.joining(", "))));
  }
}
