package org.bcnn.backend.djl;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.NoiseFeed;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.Op;
import org.bcnn.tensor.HostTensor;

/**
 * Host memory for the inputs and the noise of one run at a time, and the tensors that share it: a
 * run fills the memory and makes no tensors. Not thread-safe; concurrent runs use one each.
 */
final class RunSlot implements AutoCloseable {
  private final List<Op.Input> inputs;
  private final List<FloatBuffer> memory = new ArrayList<>();
  private final List<PtNDArray> tensors = new ArrayList<>();
  private final IValue argument;

  RunSlot(Program program, Compute compute) {
    this.inputs = program.inputs();
    inputs.forEach(input -> add(compute, input.shape()));
    program.portableNoise().forEach(noise -> add(compute, noise.shape()));
    this.argument = IValue.listFrom(tensors.toArray(PtNDArray[]::new));
  }

  private void add(Compute compute, org.bcnn.tensor.Shape shape) {
    ByteBuffer buffer = Compute.allocate(shape);
    memory.add(buffer.asFloatBuffer());
    tensors.add(compute.over(buffer, shape));
  }

  void fill(Map<String, HostTensor> values, NoiseFeed feed, NoiseSeed seed) {
    for (int i = 0; i < inputs.size(); i++) {
      memory.get(i).put(0, values.get(inputs.get(i).name()).data());
    }
    if (!feed.nodes().isEmpty()) {
      float[][] noise = feed.take(seed);
      for (int i = 0; i < noise.length; i++) {
        memory.get(inputs.size() + i).put(0, noise[i]);
      }
      feed.recycle(noise);
    }
  }

  /** Returns the list of tensors, as the module takes it. */
  IValue argument() {
    return argument;
  }

  @Override
  public void close() {
    argument.close();
    tensors.forEach(PtNDArray::close);
  }
}
