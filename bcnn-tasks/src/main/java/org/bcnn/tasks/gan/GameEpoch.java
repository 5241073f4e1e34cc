package org.bcnn.tasks.gan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one epoch of a game reported.
 *
 * @param epoch the epoch, from 1
 * @param values the means of {@link GameRound#values} over its rounds, and the scores after it, by
 *     the {@link #NAMES}, in that order; NaN for a score that was not taken
 * @param seconds how long its rounds took, scores left out; NaN where it is not known
 */
public record GameEpoch(int epoch, Map<String, Double> values, double seconds) {
  /** The Fréchet distance between real images and images of the averaged generator. */
  public static final String FRECHET = "frechet";

  /** How many classes have their share of the images of the averaged generator. */
  public static final String MODES_COVERED = "modesCovered";

  /** The share of the test images whose class a discriminator with labels finds. */
  public static final String TEST_ACCURACY = "testAccuracy";

  /** The names of the scores. */
  public static final List<String> SCORES = List.of(FRECHET, MODES_COVERED, TEST_ACCURACY);

  /** The names of the values, in their order. */
  public static final List<String> NAMES = names();

  /** Puts the values in their order. */
  public GameEpoch {
    Map<String, Double> ordered = new LinkedHashMap<>();
    for (String name : NAMES) {
      ordered.put(name, values.getOrDefault(name, Double.NaN));
    }
    values = Collections.unmodifiableMap(ordered);
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>(GameRound.NAMES);
    names.addAll(SCORES);
    return List.copyOf(names);
  }

  /**
   * Returns a value.
   *
   * @param name one of the {@link #NAMES}
   * @return the value; NaN if it was not taken
   */
  public double value(String name) {
    return values.get(name);
  }

  /**
   * Returns this record without the time it took, which differs from run to run.
   *
   * @return the same with {@code seconds} NaN
   */
  public GameEpoch untimed() {
    return new GameEpoch(epoch, values, Double.NaN);
  }
}
