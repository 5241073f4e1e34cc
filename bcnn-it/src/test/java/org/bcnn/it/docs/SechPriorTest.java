package org.bcnn.it.docs;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.bcnn.it.prior.PriorContractTest;
import org.bcnn.prior.Prior;
import org.bcnn.spec.Registry;

// begin
final class SechPriorTest extends PriorContractTest {
  @Override
  protected Prior prior() {
    return new SechPrior(0.7);
  }

  @Override
  protected Optional<DoubleUnaryOperator> exactLogDensity() {
    return Optional.of(w -> -Math.log(2 * 0.7) - logCosh(Math.PI * w / (2 * 0.7)));
  }

  // end
  /** Where cosh overflows it is half an exponential. */
  private static double logCosh(double z) {
    return Math.abs(z) < 100 ? Math.log(Math.cosh(z)) : Math.abs(z) - Math.log(2);
  }

  /** The example is not registered in the tests of the project. */
  @Override
  protected Registry<Prior> registry() {
    return Registry.of("prior", List.of(new SechPrior.SechProvider()));
  }
}
