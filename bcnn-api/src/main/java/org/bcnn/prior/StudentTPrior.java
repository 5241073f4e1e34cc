package org.bcnn.prior;

import java.util.List;
import org.bcnn.graph.Tensor;
import org.bcnn.posterior.WeightSite;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/**
 * Student's t, {@code Π Γ((ν+1)/2) / (Γ(ν/2) √(νπ) s) · (1 + w²/(ν s²))^(−(ν+1)/2)}: tails that
 * fall as a power, so that large weights are hardly pulled towards 0. With ν = 1 it is the Cauchy
 * distribution, with large ν the Gaussian.
 *
 * <p>Its KL divergence from a Gaussian has no closed form and is estimated by Monte Carlo.
 *
 * @param degreesOfFreedom ν
 * @param scale s; the standard deviation is {@code s √(ν/(ν−2))} for ν &gt; 2, infinite otherwise
 */
public record StudentTPrior(double degreesOfFreedom, double scale) implements HostDensity {
  /** Checks that both are finite and positive. */
  public StudentTPrior {
    if (!(degreesOfFreedom > 0) || !(scale > 0) || !Double.isFinite(degreesOfFreedom + scale)) {
      throw new IllegalArgumentException(
          "a Student-t prior needs positive degrees of freedom and a positive scale, got "
              + degreesOfFreedom
              + " and "
              + scale);
    }
  }

  /**
   * Dividing by {@code s √ν} before squaring keeps the square in range; log1p keeps weights that
   * are small beside the scale.
   */
  @Override
  public Tensor logDensity(Tensor weights, WeightSite site) {
    return weights
        .multiply(1 / (scale * Math.sqrt(degreesOfFreedom)))
        .square()
        .log1p()
        .sum()
        .multiply(-0.5 * (degreesOfFreedom + 1))
        .add(site.shape().size() * logDensityAtZero());
  }

  private double logDensityAtZero() {
    return LogGamma.of(0.5 * (degreesOfFreedom + 1))
        - LogGamma.of(0.5 * degreesOfFreedom)
        - 0.5 * Math.log(degreesOfFreedom * Math.PI)
        - Math.log(scale);
  }

  @Override
  public double logDensity(double weight) {
    double t = weight / scale;
    return logDensityAtZero() - 0.5 * (degreesOfFreedom + 1) * Math.log1p(t * t / degreesOfFreedom);
  }

  @Override
  public Spec spec() {
    return Spec.of(StudentTProvider.NAME)
        .with(StudentTProvider.DEGREES, degreesOfFreedom)
        .with(StudentTProvider.SCALE, scale);
  }

  /** Makes Student-t priors by name. */
  public static final class StudentTProvider implements PriorProvider {
    static final String NAME = "student-t";
    static final String DEGREES = "df";
    static final String SCALE = "scale";

    /** Makes the provider. */
    public StudentTProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "Student's t with heavy tails for every weight";
    }

    @Override
    public List<Setting> settings() {
      return List.of(
          Setting.number(DEGREES, 3, "the degrees of freedom; 1 is the Cauchy distribution"),
          Setting.number(
              SCALE, 0.2, "the scale; the standard deviation is scale sqrt(df / (df - 2))"));
    }

    @Override
    public Prior create(Spec spec) {
      return new StudentTPrior(spec.number(DEGREES), spec.number(SCALE));
    }
  }
}
