package org.bcnn.backend.djl;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import org.bcnn.backend.BackendException;
import org.bcnn.backend.Executable;
import org.bcnn.backend.Lifecycle;
import org.bcnn.backend.NoiseFeed;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.RunArguments;
import org.bcnn.graph.Function;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.HostTensor;

/** A module, loaded, and what it takes to run it. */
final class DjlExecutable implements Executable {
  private final Program program;
  private final Compute compute;
  private final Variables variables;
  private final ReadWriteLock lock;
  private final PtSymbolBlock module;
  private final NoiseFeed<RunSlot> feed;
  private final List<PtNDArray> constants;
  private final IValue constantsArgument;
  private final Lifecycle lifecycle;
  private IValue variablesArgument;

  DjlExecutable(
      Program program,
      Compute compute,
      Variables variables,
      ReadWriteLock lock,
      Lifecycle session) {
    this.program = program;
    this.compute = compute;
    this.variables = variables;
    this.lock = lock;
    this.module = compute.load(program.source(), program.function().name());
    this.feed = new NoiseFeed<>(program.function(), () -> new RunSlot(program, compute));
    this.constants = program.constants().stream().map(compute::tensor).toList();
    this.constantsArgument = IValue.listFrom(constants.toArray(PtNDArray[]::new));
    this.lifecycle = new Lifecycle("executable of " + program.function(), session, this::release);
  }

  private void release() {
    lock.writeLock().lock();
    try {
      feed.close();
      if (variablesArgument != null) {
        variablesArgument.close();
      }
      constantsArgument.close();
      constants.forEach(PtNDArray::close);
      module.close();
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public Function function() {
    return program.function();
  }

  @Override
  public Map<String, HostTensor> run(Map<String, HostTensor> inputs, NoiseSeed noise) {
    boolean updates = !function().updates().isEmpty();
    Lock held = updates ? lock.writeLock() : lock.readLock();
    held.lock();
    try {
      lifecycle.requireOpen();
      RunArguments.check(function(), inputs);
      IValue state = variables();
      RunSlot slot = feed.take(noise);
      try {
        if (updates && noise != null) {
          feed.prefetch(noise.next());
        }
        slot.writeInputs(inputs);
        return run(state, slot, noise);
      } finally {
        feed.recycle(slot);
      }
    } finally {
      held.unlock();
    }
  }

  /** Variables keep their tensors, so the list of them is made once all have one. */
  private synchronized IValue variables() {
    if (variablesArgument == null) {
      variablesArgument = IValue.listFrom(variables.tensors(function(), program.variables()));
    }
    return variablesArgument;
  }

  private Map<String, HostTensor> run(IValue state, RunSlot slot, NoiseSeed noise) {
    long[] seeds =
        program.nativeNoise().stream()
            .mapToLong(op -> noise.address(op).key().k0() & Long.MAX_VALUE)
            .toArray();
    try (IValue seedsArgument = IValue.listFrom(seeds);
        IValue result =
            compute.run(module, state, constantsArgument, slot.argument(), seedsArgument)) {
      return read(compute.tensors(result));
    } catch (EngineException failed) {
      throw new BackendException(
          "PyTorch failed to run " + function() + ": " + failed.getMessage(), failed);
    }
  }

  private Map<String, HostTensor> read(PtNDArray[] results) {
    Map<String, HostTensor> outputs = new LinkedHashMap<>();
    List<PtNDArray> open = new ArrayList<>(List.of(results));
    try {
      int next = 0;
      for (Map.Entry<String, Tensor> output : function().outputs().entrySet()) {
        outputs.put(output.getKey(), Compute.read(results[next++], output.getValue().shape()));
      }
      return Collections.unmodifiableMap(outputs);
    } finally {
      open.forEach(PtNDArray::close);
    }
  }

  @Override
  public void close() {
    lifecycle.close();
  }
}
