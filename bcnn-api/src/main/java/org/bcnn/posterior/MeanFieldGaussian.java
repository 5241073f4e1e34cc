package org.bcnn.posterior;

/**
 * How a mean-field Gaussian posterior {@code q(w) = Π N(w | μ, σ²)}, {@code σ = softplus(ρ)},
 * starts (Blundell et al. 2015).
 *
 * @param meanGain the means start from {@code N(0, gain² / fanIn)}: √2 is Kaiming's choice for
 *     rectifiers; 1 suits softplus as well
 * @param rhoMean ρ starts from {@code N(rhoMean, rhoSpread²)}; −5 gives σ = 0.0067
 * @param rhoSpread the standard deviation of the initial ρ
 */
public record MeanFieldGaussian(double meanGain, double rhoMean, double rhoSpread) {
  /** Means by Kaiming's rule (gain √2), ρ around −5 with a spread of 0.1. */
  public static final MeanFieldGaussian DEFAULT = new MeanFieldGaussian(Math.sqrt(2), -5, 0.1);

  /** Checks that gain and spread are not negative and everything is finite. */
  public MeanFieldGaussian {
    if (!(meanGain >= 0) || !(rhoSpread >= 0) || !Double.isFinite(meanGain + rhoMean + rhoSpread)) {
      throw new IllegalArgumentException(
          "posterior needs a finite gain >= 0, rho and spread >= 0, got "
              + meanGain
              + ", "
              + rhoMean
              + ", "
              + rhoSpread);
    }
  }
}
