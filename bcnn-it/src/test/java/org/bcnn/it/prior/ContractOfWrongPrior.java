package org.bcnn.it.prior;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.bcnn.backend.BackendProvider;
import org.bcnn.it.tck.reference.ReferenceBackendProvider;
import org.bcnn.prior.Prior;
import org.bcnn.random.RandomStream;
import org.bcnn.spec.Registry;

/** The contract of a chosen prior; {@link WrongPriorsTest} runs it, and nobody else should. */
final class ContractOfWrongPrior extends PriorContractTest {
  private static WrongPrior chosen;

  static void choose(WrongPrior prior) {
    chosen = prior;
  }

  private static WrongPrior chosen() {
    if (chosen == null) {
      throw new IllegalStateException("run WrongPriorsTest, which chooses priors, instead");
    }
    return chosen;
  }

  @Override
  protected Prior prior() {
    return chosen().prior();
  }

  @Override
  protected boolean named() {
    return chosen().named();
  }

  @Override
  protected Registry<Prior> registry() {
    return Registry.of("prior", List.of(new ForgetfulPrior.ForgetfulProvider()));
  }

  @Override
  protected Optional<DoubleUnaryOperator> exactLogDensity() {
    return chosen().exact();
  }

  @Override
  protected Optional<ToDoubleFunction<RandomStream>> sampler() {
    return chosen().sampler();
  }

  @Override
  protected List<BackendProvider> backends() {
    return List.of(new ReferenceBackendProvider());
  }
}
