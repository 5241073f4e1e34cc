package org.bcnn.backend;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.graph.Function;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;

/**
 * Holds the values of variables and compiles functions over them. Thread-safe: functions without
 * updates run concurrently, those with updates exclude all others. Closing is idempotent; use after
 * close is refused.
 */
public interface Session extends AutoCloseable {
  /**
   * Gives a variable a value, creating it if need be.
   *
   * @param variable the variable
   * @param value its value, which is copied
   * @throws IllegalArgumentException if the shapes differ, or a variable of that name has another
   *     shape
   */
  void set(Variable variable, HostTensor value);

  /**
   * Returns a copy of a variable's value.
   *
   * @param variable the variable
   * @return its value
   * @throws IllegalStateException if it has none
   */
  HostTensor get(Variable variable);

  /**
   * Gives variables values. A backend overrides this where that is quicker than one by one.
   *
   * @param values a value for each variable, which is copied
   * @throws IllegalArgumentException as {@link #set} does, and then some variables may be set
   */
  default void setAll(Map<Variable, HostTensor> values) {
    values.forEach(this::set);
  }

  /**
   * Returns copies of variables' values. A backend overrides this where that is quicker than one by
   * one.
   *
   * @param variables the variables
   * @return the value of each, in the same order
   * @throws IllegalStateException if one has none
   */
  default Map<Variable, HostTensor> getAll(List<Variable> variables) {
    Map<Variable, HostTensor> values = new LinkedHashMap<>();
    variables.forEach(variable -> values.put(variable, get(variable)));
    return values;
  }

  /**
   * Compiles a function. The variables need no values yet.
   *
   * @param function the function
   * @return the executable, to close
   */
  Executable compile(Function function);

  /** Closes the session, its executables and its variables. */
  @Override
  void close();
}
