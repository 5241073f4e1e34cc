package org.bcnn.it.tck.reference;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.bcnn.backend.Executable;
import org.bcnn.backend.Lifecycle;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.RunArguments;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.Op;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;

/** Variables by name. Functions without updates share a lock, all else holds it alone. */
final class ReferenceSession implements Session {
  private final Map<String, HostTensor> variables = new HashMap<>();
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Lifecycle lifecycle;

  ReferenceSession(Lifecycle backend) {
    this.lifecycle = new Lifecycle("session", backend, () -> exclusively(this::forget));
  }

  private Void forget() {
    variables.clear();
    return null;
  }

  @Override
  public void set(Variable variable, HostTensor value) {
    RunArguments.check(variable, value);
    exclusively(
        () -> {
          lifecycle.requireOpen();
          HostTensor known = variables.get(variable.name());
          if (known != null) {
            RunArguments.check(new Variable(variable.name(), known.shape()), value);
          }
          return variables.put(variable.name(), HostTensor.of(value.shape(), value.data().clone()));
        });
  }

  @Override
  public HostTensor get(Variable variable) {
    return shared(
        () -> {
          lifecycle.requireOpen();
          HostTensor value = value(variable);
          return HostTensor.of(value.shape(), value.data().clone());
        });
  }

  private HostTensor value(Variable variable) {
    HostTensor value = variables.get(variable.name());
    if (value == null) {
      throw new IllegalStateException(
          "variable '" + variable.name() + "' has no value; set it before it is read");
    }
    RunArguments.check(variable, value);
    return value;
  }

  @Override
  public Executable compile(Function function) {
    return new ReferenceExecutable(this, function, lifecycle);
  }

  /** Runs a function once; the caller has checked that it is open. */
  Map<String, HostTensor> run(Function function, Map<String, HostTensor> inputs, NoiseSeed noise) {
    RunArguments.check(function, inputs);
    return function.updates().isEmpty()
        ? shared(() -> evaluate(function, inputs, noise))
        : exclusively(() -> evaluate(function, inputs, noise));
  }

  private Map<String, HostTensor> evaluate(
      Function function, Map<String, HostTensor> inputs, NoiseSeed noise) {
    lifecycle.requireOpen();
    Map<String, DoubleTensor> given = new HashMap<>();
    inputs.forEach((name, value) -> given.put(name, DoubleTensor.of(value)));
    Map<Variable, DoubleTensor> read = new HashMap<>();
    for (var node : function.nodes()) {
      if (node.op() instanceof Op.VariableRead op) {
        read.put(op.variable(), DoubleTensor.of(value(op.variable())));
      }
    }
    Evaluation evaluation = new Evaluation(function, given, read, noise);
    evaluation
        .updates()
        .forEach((variable, value) -> variables.put(variable.name(), value.toHost()));
    Map<String, HostTensor> outputs = new LinkedHashMap<>();
    evaluation.outputs().forEach((name, value) -> outputs.put(name, value.toHost()));
    return outputs;
  }

  private <T> T shared(Supplier<T> action) {
    lock.readLock().lock();
    try {
      return action.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  private <T> T exclusively(Supplier<T> action) {
    lock.writeLock().lock();
    try {
      return action.get();
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public void close() {
    lifecycle.close();
  }
}
