package org.bcnn.it.tck;

import org.bcnn.backend.BackendProvider;

/** The contract of a chosen backend; {@link WrongBackendsTest} runs it, and nobody else should. */
final class ContractOfWrongBackend extends BackendContractTest {
  private static BackendProvider chosen;

  static void choose(BackendProvider provider) {
    chosen = provider;
  }

  @Override
  protected BackendProvider provider() {
    if (chosen == null) {
      throw new IllegalStateException("run WrongBackendsTest, which chooses backends, instead");
    }
    return chosen;
  }
}
