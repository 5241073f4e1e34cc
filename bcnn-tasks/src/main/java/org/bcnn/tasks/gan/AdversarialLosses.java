package org.bcnn.tasks.gan;

import java.util.List;
import org.bcnn.objective.AdversarialLoss;
import org.bcnn.objective.HingeLoss;
import org.bcnn.objective.NonSaturatingLoss;
import org.bcnn.spec.Spec;

/** The losses of a game by name, as options and checkpoints have them. Stateless. */
public final class AdversarialLosses {
  private static final String NON_SATURATING = "non-saturating";
  private static final String SMOOTHING = "smoothing";
  private static final String HINGE = "hinge";

  private AdversarialLosses() {}

  /**
   * Reads a loss.
   *
   * @param text {@code non-saturating}, {@code non-saturating:smoothing=X} or {@code hinge}
   * @return the loss
   * @throws IllegalArgumentException if there is no such loss, or a setting makes no sense
   */
  public static AdversarialLoss parse(String text) {
    Spec spec = Spec.parse(text);
    List<String> known = spec.name().equals(NON_SATURATING) ? List.of(SMOOTHING) : List.of();
    if (!List.of(NON_SATURATING, HINGE).contains(spec.name())) {
      throw new IllegalArgumentException(
          "the loss of a game is " + NON_SATURATING + " or " + HINGE + ", got " + spec.name());
    }
    for (String setting : spec.settings().keySet()) {
      if (!known.contains(setting)) {
        throw new IllegalArgumentException(
            "the loss " + spec.name() + " has no setting " + setting);
      }
    }
    if (spec.name().equals(HINGE)) {
      return new HingeLoss();
    }
    return new NonSaturatingLoss(
        spec.settings().containsKey(SMOOTHING) ? spec.number(SMOOTHING) : 0);
  }

  /**
   * Writes a loss.
   *
   * @param loss one that {@link #parse} makes
   * @return what it is made from
   * @throws IllegalArgumentException if it is another
   */
  public static String text(AdversarialLoss loss) {
    if (loss instanceof NonSaturatingLoss nonSaturating) {
      Spec spec = Spec.of(NON_SATURATING);
      double smoothing = nonSaturating.smoothing();
      return (smoothing == 0 ? spec : spec.with(SMOOTHING, smoothing)).toString();
    }
    if (loss instanceof HingeLoss) {
      return HINGE;
    }
    throw new IllegalArgumentException("a loss without a name cannot be stored: " + loss);
  }
}
