package org.bcnn.backend.tf;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bcnn.backend.Executable;
import org.bcnn.backend.Lifecycle;
import org.bcnn.backend.NoiseFeed;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.RunArguments;
import org.bcnn.graph.Function;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.HostTensor;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/** A function in a session's graph; one call into the engine a run. */
final class TensorFlowExecutable implements Executable {
  private final TensorFlowSession session;
  private final LoweredFunction lowered;
  private final NoiseFeed<FeedBuffers> feed;
  private final Lifecycle lifecycle;

  TensorFlowExecutable(TensorFlowSession session, LoweredFunction lowered, Lifecycle parent) {
    this.session = session;
    this.lowered = lowered;
    this.feed = new NoiseFeed<>(lowered.function(), () -> new FeedBuffers(lowered));
    this.lifecycle = new Lifecycle("executable of " + lowered.function(), parent, this::release);
  }

  @Override
  public Function function() {
    return lowered.function();
  }

  @Override
  public Map<String, HostTensor> run(Map<String, HostTensor> inputs, NoiseSeed seed) {
    lifecycle.requireOpen();
    RunArguments.check(function(), inputs);
    return lowered.hasUpdates()
        ? session.exclusively(() -> runLocked(inputs, seed))
        : session.shared(() -> runLocked(inputs, seed));
  }

  private Map<String, HostTensor> runLocked(Map<String, HostTensor> inputs, NoiseSeed seed) {
    lifecycle.requireOpen();
    session.variables().requireSet(lowered.read(), function().toString());
    FeedBuffers buffers = feed.take(seed);
    try {
      if (lowered.hasUpdates()) {
        feed.prefetch(seed.next());
      }
      buffers.writeInputs(inputs);
      buffers.writeKeys(seed);
      Map<String, HostTensor> outputs = call(buffers);
      session.variables().markSet(function().updates().keySet());
      return outputs;
    } finally {
      feed.recycle(buffers);
    }
  }

  private Map<String, HostTensor> call(FeedBuffers buffers) {
    Session.Runner runner = session.runner();
    buffers.feed(runner);
    for (Output<?> output : lowered.outputs().values()) {
      runner.fetch(output);
    }
    lowered.updates().forEach(runner::addTarget);
    try (Result result = session.run(runner, function().toString())) {
      Map<String, HostTensor> outputs = new LinkedHashMap<>();
      int index = 0;
      for (Map.Entry<String, Tensor> output : function().outputs().entrySet()) {
        float[] data = new float[output.getValue().shape().size()];
        ((TFloat32) result.get(index++)).asRawTensor().data().asFloats().read(data);
        outputs.put(output.getKey(), HostTensor.of(output.getValue().shape(), data));
      }
      return outputs;
    }
  }

  @Override
  public void close() {
    lifecycle.close();
  }

  /** Waits for runs in progress. */
  private void release() {
    session.exclusively(
        () -> {
          feed.close();
          return null;
        });
  }
}
