package org.bcnn.it.backend;

import org.bcnn.backend.BackendProvider;
import org.bcnn.backend.tf.TensorFlowProvider;
import org.bcnn.it.tck.BackendContractTest;

/** The TensorFlow backend keeps the contract. */
final class TensorFlowContractTest extends BackendContractTest {
  @Override
  protected BackendProvider provider() {
    return new TensorFlowProvider();
  }
}
