package org.bcnn.backend.djl;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.bcnn.backend.Executable;
import org.bcnn.backend.Lifecycle;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;

/**
 * Variables, and the lock under which they are used: shared by whoever reads, exclusive for whoever
 * changes or frees.
 */
final class DjlSession implements Session {
  private final Compute compute;
  private final Variables variables;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Lifecycle lifecycle;

  DjlSession(Compute compute, Lifecycle backend) {
    this.compute = compute;
    this.variables = new Variables(compute);
    this.lifecycle = new Lifecycle("session", backend, this::release);
  }

  private void release() {
    lock.writeLock().lock();
    try {
      variables.close();
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public void set(Variable variable, HostTensor value) {
    Lock exclusive = lock.writeLock();
    exclusive.lock();
    try {
      lifecycle.requireOpen();
      variables.set(variable, value);
    } finally {
      exclusive.unlock();
    }
  }

  @Override
  public HostTensor get(Variable variable) {
    Lock shared = lock.readLock();
    shared.lock();
    try {
      lifecycle.requireOpen();
      return variables.get(variable);
    } finally {
      shared.unlock();
    }
  }

  @Override
  public Executable compile(Function function) {
    lifecycle.requireOpen();
    Program program = Lowering.lower(function, compute.device());
    return new DjlExecutable(program, compute, variables, lock, lifecycle);
  }

  @Override
  public void close() {
    lifecycle.close();
  }
}
