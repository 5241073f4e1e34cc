package org.bcnn.schedule;

import java.util.List;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/**
 * Half a cosine from the full rate to a part of it (Loshchilov and Hutter 2017, without restarts):
 * {@code f + (1 − f) (1 + cos(π t / T)) / 2} at step t = 0, … of T.
 *
 * @param finalFraction f, the part of the rate that is approached, at least 0 and at most 1
 */
public record CosineDecay(double finalFraction) implements LearningRateSchedule {
  /** Checks that the fraction is one. */
  public CosineDecay {
    if (!(finalFraction >= 0) || !(finalFraction <= 1)) {
      throw new IllegalArgumentException(
          "the final part of the rate must be from 0 to 1, got " + finalFraction);
    }
  }

  @Override
  public double factor(TrainingProgress progress) {
    double cosine = StrictMath.cos(StrictMath.PI * progress.fractionDone());
    return finalFraction + (1 - finalFraction) * ((1 + cosine) / 2);
  }

  @Override
  public Spec spec() {
    return Spec.of(CosineDecayProvider.NAME).with(CosineDecayProvider.FINAL, finalFraction);
  }

  /** Makes cosines by name. */
  public static final class CosineDecayProvider implements LearningRateScheduleProvider {
    static final String NAME = "cosine";
    static final String FINAL = "final";

    /** Makes the provider. */
    public CosineDecayProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "half a cosine over the whole run (Loshchilov and Hutter 2017)";
    }

    @Override
    public List<Setting> settings() {
      return List.of(
          Setting.number(FINAL, 0, "the part of the rate that is left at the end"), WarmUp.SETTING);
    }

    @Override
    public LearningRateSchedule create(Spec spec) {
      return WarmUp.before(new CosineDecay(spec.number(FINAL)), spec);
    }
  }
}
