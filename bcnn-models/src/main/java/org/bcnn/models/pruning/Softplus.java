package org.bcnn.models.pruning;

/** {@code σ = log(1 + exp ρ)} on the host. */
final class Softplus {
  /** From here on exp ρ would lose the digits that ρ has. */
  private static final double LARGE = 30;

  private Softplus() {}

  static double of(double rho) {
    return rho > LARGE ? rho : Math.log1p(Math.exp(rho));
  }
}
