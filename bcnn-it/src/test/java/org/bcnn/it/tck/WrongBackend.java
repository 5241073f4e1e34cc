package org.bcnn.it.tck;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.BackendProvider;
import org.bcnn.backend.Executable;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.it.tck.reference.ReferenceBackend;

/**
 * A backend with one fault, and what the contract must say of it.
 *
 * @param fault what is wrong, in a few words
 * @param group the method of {@link BackendContractTest} that must notice
 * @param rules the rules that fail in that group, and no others
 * @param message a part of a failure's message
 * @param provider opens the backend
 */
record WrongBackend(
    String fault, String group, Set<String> rules, String message, BackendProvider provider) {

  @Override
  public String toString() {
    return fault;
  }

  /** Passes through everything but opening. */
  static BackendProvider provider(Supplier<Backend> open) {
    return new BackendProvider() {
      @Override
      public String name() {
        return "reference";
      }

      @Override
      public String description() {
        return "the reference with a fault";
      }

      @Override
      public Optional<String> unavailableReason() {
        return Optional.empty();
      }

      @Override
      public Backend open(BackendOptions options) {
        return open.get();
      }
    };
  }

  /** The reference with faulty sessions. */
  static BackendProvider withSessions(UnaryOperator<Session> fault) {
    return provider(
        () ->
            new ForwardingBackend(new ReferenceBackend()) {
              @Override
              public Session openSession() {
                return fault.apply(super.openSession());
              }
            });
  }

  /** Makes a faulty executable. */
  interface Compiler {
    /**
     * Compiles.
     *
     * @param session the session of the reference
     * @param function the function to compile
     * @return the faulty executable
     */
    Executable compile(Session session, Function function);
  }

  /** The reference with faulty executables. */
  static BackendProvider withExecutables(Compiler compiler) {
    return withSessions(
        session ->
            new ForwardingSession(session) {
              @Override
              public Executable compile(Function function) {
                return compiler.compile(session, function);
              }
            });
  }

  /** The reference with faulty operations. */
  static BackendProvider withOperations(Rewrite rewrite) {
    return withExecutables((session, function) -> Rewriter.compile(session, function, rewrite));
  }
}
