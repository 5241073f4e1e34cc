package org.bcnn.it.tck.reference;

import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendInfo;
import org.bcnn.backend.Lifecycle;
import org.bcnn.backend.Session;

/**
 * The reference backend: an {@link Evaluation} a run. Computation is in double precision; variables
 * and outputs are float32, rounded once at the end of a run, so that what {@link Session#get}
 * returns is the whole state of a session and a session resumed from it continues with the same
 * bits. Thread-safe.
 */
public final class ReferenceBackend implements Backend {
  private final Lifecycle lifecycle = new Lifecycle("reference backend", null, () -> {});

  /** Opens the backend. */
  public ReferenceBackend() {}

  @Override
  public BackendInfo info() {
    return new BackendInfo(
        ReferenceBackendProvider.NAME, "Java loops", System.getProperty("java.version"), "cpu", 1);
  }

  @Override
  public Session openSession() {
    return new ReferenceSession(lifecycle);
  }

  @Override
  public void close() {
    lifecycle.close();
  }
}
