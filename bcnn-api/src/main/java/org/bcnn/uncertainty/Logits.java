package org.bcnn.uncertainty;

import java.util.List;
import java.util.Objects;

/**
 * What a classifier gives for each posterior draw before anything is normalised: enough for the
 * probabilities by any {@link Normalisation}, in the memory of one of them. Immutable and
 * thread-safe.
 */
public final class Logits {
  private final int draws;
  private final int examples;
  private final int classes;
  private final float[] values;

  private Logits(int draws, int examples, int classes, float[] values) {
    this.draws = draws;
    this.examples = examples;
    this.classes = classes;
    this.values = values;
  }

  /**
   * Takes logits.
   *
   * @param draws S, the number of draws, at least 1
   * @param examples the number of examples, at least 0
   * @param classes the number of classes, at least 1
   * @param values z, {@code [draws, examples, classes]}; not copied, because they may be many, so
   *     that nobody may write to them any more
   * @return the logits
   * @throws IllegalArgumentException if the number of values does not fit
   */
  public static Logits owning(int draws, int examples, int classes, float[] values) {
    if (draws < 1
        || examples < 0
        || classes < 1
        || values.length != (long) draws * examples * classes) {
      throw new IllegalArgumentException(
          String.format(
              "%d draws of %d examples in %d classes are not %d logits",
              draws, examples, classes, values.length));
    }
    return new Logits(draws, examples, classes, values);
  }

  /**
   * Puts the draws of several classifiers one after the other. Their predictive distribution is
   * then the mixture of those of the classifiers, each of the same weight, and its mutual
   * information tells how far they disagree: a deep ensemble (Lakshminarayanan et al. 2017) where
   * they have one draw each.
   *
   * @param members z of each, {@code [draws, examples, classes]}, of equal shapes: with draws of
   *     different number the members would have different weights
   * @return z, {@code [members · draws, examples, classes]}, the first member's draws first
   * @throws IllegalArgumentException if there is no member, or shapes differ
   */
  public static Logits mixture(List<Logits> members) {
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a mixture needs at least one member");
    }
    Logits first = members.get(0);
    float[] all = new float[Math.multiplyExact(members.size(), first.values.length)];
    int at = 0;
    for (Logits member : members) {
      if (member.draws != first.draws
          || member.examples != first.examples
          || member.classes != first.classes) {
        throw new IllegalArgumentException(
            String.format(
                "members of a mixture must be alike, got %d draws of %d examples in %d classes and "
                    + "%d of %d in %d",
                first.draws,
                first.examples,
                first.classes,
                member.draws,
                member.examples,
                member.classes));
      }
      System.arraycopy(member.values, 0, all, at, member.values.length);
      at += member.values.length;
    }
    return new Logits(members.size() * first.draws, first.examples, first.classes, all);
  }

  /**
   * Returns the number of draws.
   *
   * @return S
   */
  public int draws() {
    return draws;
  }

  /**
   * Returns the number of examples.
   *
   * @return the number of examples
   */
  public int examples() {
    return examples;
  }

  /**
   * Returns the number of classes.
   *
   * @return the number of classes
   */
  public int classes() {
    return classes;
  }

  /**
   * Returns a logit.
   *
   * @param draw the draw
   * @param example the example
   * @param label the class
   * @return z
   */
  public float value(int draw, int example, int label) {
    Objects.checkIndex(draw, draws);
    Objects.checkIndex(example, examples);
    Objects.checkIndex(label, classes);
    return values[(draw * examples + example) * classes + label];
  }

  /**
   * Makes the predictive distribution.
   *
   * @param normalisation how each draw's logits become probabilities; {@link Normalisation#SOFTMAX}
   *     unless there is a reason
   * @return the distribution
   * @throws IllegalArgumentException if a logit is not finite
   */
  public PredictiveDistribution distribution(Normalisation normalisation) {
    float[] logProbabilities = new float[values.length];
    for (int from = 0; from < values.length; from += classes) {
      normalisation.logProbabilities(values, from, classes, logProbabilities);
    }
    return PredictiveDistribution.owningLogProbabilities(
        draws, examples, classes, logProbabilities);
  }
}
