package org.bcnn.backend.tf;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.bcnn.backend.BackendException;
import org.bcnn.backend.Executable;
import org.bcnn.backend.Lifecycle;
import org.bcnn.backend.RunArguments;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * A session of the engine over one graph, to which each compiled function is added. Runs that
 * change variables exclude all others by a read-write lock.
 */
final class TensorFlowSession implements Session {
  private final boolean halvesChannels;
  private final Graph graph = new Graph();
  private final org.tensorflow.Session engine;
  private final GraphWriter writer = new GraphWriter(graph);
  private final VariableStore variables = new VariableStore(writer);
  private final IdentityHashMap<Function, LoweredFunction> lowered = new IdentityHashMap<>();
  private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
  private final Lifecycle lifecycle;

  TensorFlowSession(ConfigProto config, boolean halvesChannels, Lifecycle parent) {
    this.halvesChannels = halvesChannels;
    this.engine = new org.tensorflow.Session(graph, config);
    this.lifecycle = new Lifecycle("session", parent, this::release);
  }

  VariableStore variables() {
    return variables;
  }

  <T> T shared(Supplier<T> action) {
    return locked(lock.readLock(), action);
  }

  <T> T exclusively(Supplier<T> action) {
    return locked(lock.writeLock(), action);
  }

  private static <T> T locked(Lock held, Supplier<T> action) {
    held.lock();
    try {
      return action.get();
    } finally {
      held.unlock();
    }
  }

  org.tensorflow.Session.Runner runner() {
    return engine.runner();
  }

  /** Calls the engine, whose exceptions have no common type. */
  Result run(org.tensorflow.Session.Runner runner, String what) {
    try {
      return runner.run();
    } catch (RuntimeException failed) {
      throw new BackendException(
          "TensorFlow failed to run " + what + ": " + failed.getMessage(), failed);
    }
  }

  @Override
  public void set(Variable variable, HostTensor value) {
    setAll(Map.of(variable, value));
  }

  /** In one run: for each set of values to be fed, the engine prepares the whole graph anew. */
  @Override
  public void setAll(Map<Variable, HostTensor> values) {
    lifecycle.requireOpen();
    if (values.isEmpty()) {
      return;
    }
    values.forEach(RunArguments::check);
    List<VariableStore.Slot> slots = values.keySet().stream().map(variables::slot).toList();
    exclusively(
        () -> {
          lifecycle.requireOpen();
          List<TFloat32> fed = new ArrayList<>();
          try {
            org.tensorflow.Session.Runner runner = runner();
            for (VariableStore.Slot slot : slots) {
              TFloat32 tensor = TFloat32.tensorOf(slot.fed().shape());
              fed.add(tensor);
              float[] data = values.get(slot.variable()).data();
              tensor
                  .asRawTensor()
                  .data()
                  .asFloats()
                  .write(slot.layout().store(slot.variable().shape(), data));
              runner.feed(slot.fed(), tensor).addTarget(slot.assign());
            }
            run(runner, "set").close();
          } finally {
            fed.forEach(TFloat32::close);
          }
          variables.markSet(values.keySet());
          return null;
        });
  }

  @Override
  public HostTensor get(Variable variable) {
    return getAll(List.of(variable)).get(variable);
  }

  /** In one run, as {@link #setAll}. */
  @Override
  public Map<Variable, HostTensor> getAll(List<Variable> wanted) {
    lifecycle.requireOpen();
    Map<Variable, HostTensor> values = new LinkedHashMap<>();
    if (wanted.isEmpty()) {
      return values;
    }
    List<VariableStore.Slot> slots = wanted.stream().map(variables::slot).toList();
    return shared(
        () -> {
          lifecycle.requireOpen();
          variables.requireSet(wanted, "get");
          org.tensorflow.Session.Runner runner = runner();
          slots.forEach(slot -> runner.fetch(slot.read()));
          try (Result result = run(runner, "get")) {
            for (int i = 0; i < slots.size(); i++) {
              Variable variable = wanted.get(i);
              float[] stored = new float[variable.shape().size()];
              result.get(i).asRawTensor().data().asFloats().read(stored);
              float[] data = slots.get(i).layout().restore(variable.shape(), stored);
              values.put(variable, HostTensor.of(variable.shape(), data));
            }
          }
          return values;
        });
  }

  @Override
  public Executable compile(Function function) {
    lifecycle.requireOpen();
    return new TensorFlowExecutable(this, lower(function), lifecycle);
  }

  /** The engine's graph only grows, so a function compiled again is not added again. */
  private LoweredFunction lower(Function function) {
    synchronized (lowered) {
      LoweredFunction known = lowered.get(function);
      if (known == null) {
        known = Lowering.lower(writer, variables, function, halvesChannels);
        lowered.put(function, known);
      }
      return known;
    }
  }

  @Override
  public void close() {
    lifecycle.close();
  }

  private void release() {
    exclusively(
        () -> {
          engine.close();
          graph.close();
          return null;
        });
  }
}
