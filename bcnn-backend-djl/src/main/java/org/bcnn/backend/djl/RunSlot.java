package org.bcnn.backend.djl;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.NoiseFeed;
import org.bcnn.graph.Op;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * Host memory for the inputs and the noise of one run at a time, and the tensors that share it: a
 * run fills the memory and makes no tensors. Not thread-safe; concurrent runs use one each.
 */
final class RunSlot implements NoiseFeed.Slot {
  private final List<Op.Input> inputs;
  private final List<FloatBuffer> inputMemory = new ArrayList<>();
  private final List<NoiseFeed.Destination> noise = new ArrayList<>();
  private final List<PtNDArray> tensors = new ArrayList<>();
  private final IValue argument;

  RunSlot(Program program, Compute compute) {
    this.inputs = program.inputs();
    for (Op.Input input : inputs) {
      inputMemory.add(add(compute, input.shape()));
    }
    for (Op.Noise made : program.portableNoise()) {
      FloatBuffer memory = add(compute, made.shape());
      noise.add((at, source, count) -> memory.put(at, source, 0, count));
    }
    this.argument = IValue.listFrom(tensors.toArray(PtNDArray[]::new));
  }

  private FloatBuffer add(Compute compute, Shape shape) {
    ByteBuffer buffer = Compute.allocate(shape);
    tensors.add(compute.over(buffer, shape));
    return buffer.asFloatBuffer();
  }

  void writeInputs(Map<String, HostTensor> values) {
    for (int i = 0; i < inputs.size(); i++) {
      inputMemory.get(i).put(0, values.get(inputs.get(i).name()).data());
    }
  }

  @Override
  public List<NoiseFeed.Destination> noise() {
    return noise;
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
