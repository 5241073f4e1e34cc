package org.bcnn.it.tck;

import org.bcnn.backend.BackendProvider;
import org.bcnn.it.tck.reference.ReferenceBackendProvider;

/** The reference backend passes the contract, as an example for authors of backends. */
final class ReferenceBackendContractTest extends BackendContractTest {
  @Override
  protected BackendProvider provider() {
    return new ReferenceBackendProvider();
  }
}
