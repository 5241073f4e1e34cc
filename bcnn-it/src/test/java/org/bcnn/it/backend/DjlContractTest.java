package org.bcnn.it.backend;

import org.bcnn.backend.BackendProvider;
import org.bcnn.backend.djl.DjlProvider;
import org.bcnn.it.tck.BackendContractTest;

/** The PyTorch backend keeps the contract. */
final class DjlContractTest extends BackendContractTest {
  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
