package org.bcnn.backend.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtNDManager;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendInfo;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Lifecycle;
import org.bcnn.backend.Session;

/** The engine with a number of threads. */
final class DjlBackend implements Backend {
  private final BackendInfo info;
  private final Compute compute;
  private final Lifecycle lifecycle;

  private DjlBackend(BackendInfo info, Compute compute) {
    this.info = info;
    this.compute = compute;
    this.lifecycle = new Lifecycle("backend " + DjlProvider.NAME, null, compute::close);
  }

  static DjlBackend open(BackendOptions options) {
    Torch torch = Torch.start();
    int threads = options.threads() == 0 ? torch.defaultThreads() : options.threads();
    PtNDManager manager = (PtNDManager) torch.engine().newBaseManager();
    Device device = manager.getDevice();
    BackendInfo info =
        new BackendInfo(
            DjlProvider.NAME,
            "DJL " + Engine.getDjlVersion(),
            "libtorch " + torch.engine().getVersion(),
            device.isGpu() ? "gpu" : "cpu",
            threads);
    return new DjlBackend(info, new Compute(manager, threads));
  }

  @Override
  public BackendInfo info() {
    return info;
  }

  @Override
  public Session openSession() {
    return new DjlSession(compute, lifecycle);
  }

  /** Returns how many tensors are held, for tests. */
  int tensors() {
    return compute.tensors();
  }

  @Override
  public void close() {
    lifecycle.close();
  }
}
