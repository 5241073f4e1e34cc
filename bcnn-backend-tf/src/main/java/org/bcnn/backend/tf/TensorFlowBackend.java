package org.bcnn.backend.tf;

import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendInfo;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Lifecycle;
import org.bcnn.backend.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/** The started engine. Its sessions have threads of their own. */
final class TensorFlowBackend implements Backend {
  private final BackendInfo info;
  private final ConfigProto config;
  private final boolean halvesChannels;
  private final Lifecycle lifecycle;

  TensorFlowBackend(String name, BackendOptions options) {
    this.config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(kernelThreads(options.threads()))
            .setInterOpParallelismThreads(options.threads())
            .setUsePerSessionThreads(true)
            .setAllowSoftPlacement(true)
            .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
            .build();
    this.halvesChannels = GroupedKernels.work(config);
    this.info =
        new BackendInfo(
            name,
            "TensorFlow Java " + NativeLibrary.bindingVersion(),
            TensorFlow.version(),
            Devices.preferred(config),
            options.threads());
    this.lifecycle = new Lifecycle("backend " + name, null, () -> {});
  }

  /**
   * Threads for each kernel: half of all, rounded up. A Bayesian layer has two kernels that do not
   * wait for each other, one for means and one for variances; side by side on half the threads they
   * finish sooner than one after another on all. 0 leaves the choice to the engine.
   */
  static int kernelThreads(int threads) {
    return (threads + 1) / 2;
  }

  @Override
  public BackendInfo info() {
    lifecycle.requireOpen();
    return info;
  }

  @Override
  public Session openSession() {
    lifecycle.requireOpen();
    return new TensorFlowSession(config, halvesChannels, lifecycle);
  }

  @Override
  public void close() {
    lifecycle.close();
  }
}
