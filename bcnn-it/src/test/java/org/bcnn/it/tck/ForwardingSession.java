package org.bcnn.it.tck;

import org.bcnn.backend.Executable;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;

/** Passes everything on; a faulty session overrides what it gets wrong. */
class ForwardingSession implements Session {
  final Session session;

  ForwardingSession(Session session) {
    this.session = session;
  }

  @Override
  public void set(Variable variable, HostTensor value) {
    session.set(variable, value);
  }

  @Override
  public HostTensor get(Variable variable) {
    return session.get(variable);
  }

  @Override
  public Executable compile(Function function) {
    return session.compile(function);
  }

  @Override
  public void close() {
    session.close();
  }
}
