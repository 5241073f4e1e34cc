package org.bcnn.it.tck.reference;

import java.util.Optional;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.BackendProvider;

/** Opens the {@link ReferenceBackend}. Not registered as a service. Stateless. */
public final class ReferenceBackendProvider implements BackendProvider {
  static final String NAME = "reference";

  /** Makes the provider. */
  public ReferenceBackendProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "plain Java in double precision, slow: for tests";
  }

  @Override
  public Optional<String> unavailableReason() {
    return Optional.empty();
  }

  @Override
  public Backend open(BackendOptions options) {
    return new ReferenceBackend();
  }
}
