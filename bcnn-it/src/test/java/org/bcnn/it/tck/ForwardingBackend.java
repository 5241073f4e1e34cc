package org.bcnn.it.tck;

import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendInfo;
import org.bcnn.backend.Session;

/** Passes everything on; a faulty backend overrides what it gets wrong. */
class ForwardingBackend implements Backend {
  final Backend backend;

  ForwardingBackend(Backend backend) {
    this.backend = backend;
  }

  @Override
  public BackendInfo info() {
    return backend.info();
  }

  @Override
  public Session openSession() {
    return backend.openSession();
  }

  @Override
  public void close() {
    backend.close();
  }
}
