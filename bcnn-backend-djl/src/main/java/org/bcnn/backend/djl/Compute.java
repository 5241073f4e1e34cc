package org.bcnn.backend.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bcnn.backend.BackendException;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * Makes tensors and modules, and runs modules, on one device with one number of threads. All
 * tensors belong to one manager; each is closed by whoever made it. Thread-safe.
 */
final class Compute implements AutoCloseable {
  private static final String COPY =
      "class "
          + ModuleArchive.CLASS
          + "(Module):\n  __parameters__ = []\n  __buffers__ = []\n  def forward(self: __torch__."
          + ModuleArchive.CLASS
          + ", to: List[Tensor], source: List[Tensor]) -> List[Tensor]:\n"
          + "    t0 = torch.copy_(to[0], source[0], False)\n"
          + "    return annotate(List[Tensor], [])\n";

  private final PtNDManager manager;
  private final PtNDManager host;
  private final int threads;
  private final PtSymbolBlock copy;

  Compute(PtNDManager manager, int threads) {
    this.manager = manager;
    this.host = manager.newSubManager(ai.djl.Device.cpu());
    this.threads = threads;
    this.copy = load(COPY, "copy");
  }

  /** Returns the device's name in TorchScript. */
  String device() {
    ai.djl.Device device = manager.getDevice();
    return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
  }

  static ByteBuffer allocate(Shape shape) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(shape.size(), Float.BYTES))
        .order(ByteOrder.nativeOrder());
  }

  /** Makes a tensor in host memory that shares the buffer's. */
  PtNDArray over(ByteBuffer buffer, Shape shape) {
    return host.create(buffer, djl(shape), DataType.FLOAT32);
  }

  /** Makes a tensor with a copy of a value. */
  PtNDArray tensor(HostTensor value) {
    PtNDArray tensor = manager.create(djl(value.shape()), DataType.FLOAT32);
    write(tensor, value);
    return tensor;
  }

  /** Copies a value to a tensor of its shape. */
  void write(PtNDArray tensor, HostTensor value) {
    ByteBuffer buffer = allocate(value.shape());
    buffer.asFloatBuffer().put(value.data());
    try (PtNDArray source = over(buffer, value.shape());
        IValue to = IValue.listFrom(tensor);
        IValue from = IValue.listFrom(source)) {
      run(copy, to, from).close();
    }
  }

  /** Copies a contiguous tensor to the host. */
  static HostTensor read(PtNDArray tensor, Shape shape) {
    float[] data = new float[shape.size()];
    tensor.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer().get(data);
    return HostTensor.of(shape, data);
  }

  /** Loads a module. */
  PtSymbolBlock load(String source, String name) {
    try {
      return JniUtils.loadModule(
          manager, new ByteArrayInputStream(ModuleArchive.of(source)), true, false);
    } catch (EngineException | IOException failed) {
      throw new BackendException(
          "PyTorch did not take function " + name + ": " + failed.getMessage(), failed);
    }
  }

  /** Runs a module. */
  IValue run(PtSymbolBlock module, IValue... arguments) {
    Torch.enter(threads);
    return IValueUtils.runMethod(module, "forward", arguments);
  }

  /** Returns the tensors of a result, to close. */
  PtNDArray[] tensors(IValue result) {
    return result.toTensorArray(host);
  }

  int tensors() {
    return manager.getManagedArrays().size() + host.getManagedArrays().size();
  }

  private static ai.djl.ndarray.types.Shape djl(Shape shape) {
    return new ai.djl.ndarray.types.Shape(shape.toLongArray());
  }

  @Override
  public void close() {
    copy.close();
    host.close();
    manager.close();
  }
}
