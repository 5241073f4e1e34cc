package org.bcnn.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.graph.Variable;
import org.bcnn.tensor.HostTensor;

/**
 * The variables of parameters and layers: what is trained, what is kept, and what they start from.
 * Immutable and thread-safe.
 */
public final class NetworkVariables {
  private final List<Parameter> parameters;
  private final List<Buffer> buffers;

  private NetworkVariables(List<Parameter> parameters, List<Buffer> buffers) {
    this.parameters = parameters;
    this.buffers = buffers;
  }

  /**
   * Lists the variables of a network.
   *
   * @param network the network
   * @return its variables
   * @throws IllegalArgumentException if two different parameters or buffers have one name
   */
  public static NetworkVariables of(Network<?, ?> network) {
    return of(network.parameters(), network.buffers());
  }

  /**
   * Lists the variables of parameters.
   *
   * @param parameters the parameters; a parameter that is shared may be there several times
   * @param layerBuffers what layers keep beside them
   * @return the variables
   * @throws IllegalArgumentException if two different parameters or buffers have one name
   */
  public static NetworkVariables of(List<Parameter> parameters, List<Buffer> layerBuffers) {
    List<Parameter> distinct = parameters.stream().distinct().toList();
    Map<Variable, Buffer> buffers = new LinkedHashMap<>();
    distinct.forEach(parameter -> parameter.buffers().forEach(each -> add(buffers, each)));
    layerBuffers.stream().distinct().forEach(each -> add(buffers, each));
    NetworkVariables variables = new NetworkVariables(distinct, List.copyOf(buffers.values()));
    variables.requireDistinctNames();
    return variables;
  }

  private static void add(Map<Variable, Buffer> buffers, Buffer buffer) {
    if (buffers.putIfAbsent(buffer.variable(), buffer) != null) {
      throw nameTwice(buffer.variable().name());
    }
  }

  private void requireDistinctNames() {
    Map<String, Variable> names = new LinkedHashMap<>();
    for (Variable variable : all()) {
      if (names.putIfAbsent(variable.name(), variable) != null) {
        throw nameTwice(variable.name());
      }
    }
  }

  private static IllegalArgumentException nameTwice(String name) {
    return new IllegalArgumentException(
        "two parts of the network have a variable " + name + "; give layers names of their own");
  }

  /**
   * Returns the parameters, each once.
   *
   * @return the parameters, in the order of the network
   */
  public List<Parameter> parameters() {
    return parameters;
  }

  /**
   * Returns the parameters that are distributions.
   *
   * @return the parameters, in the order of the network
   */
  public List<VariationalParameter> variational() {
    return parameters.stream()
        .filter(VariationalParameter.class::isInstance)
        .map(VariationalParameter.class::cast)
        .toList();
  }

  /**
   * Returns the variables that are trained.
   *
   * @return the variables, in the order of the network
   */
  public List<Variable> trainable() {
    return parameters.stream().flatMap(parameter -> parameter.variables().stream()).toList();
  }

  /**
   * Returns what is kept but not trained.
   *
   * @return the variables, in the order of the network
   */
  public List<Variable> buffers() {
    return buffers.stream().map(Buffer::variable).toList();
  }

  /**
   * Returns all variables, those that are trained first.
   *
   * @return the variables, which together are the network
   */
  public List<Variable> all() {
    List<Variable> all = new ArrayList<>(trainable());
    all.addAll(buffers());
    return List.copyOf(all);
  }

  /**
   * Returns what the variables start from.
   *
   * @param seed the seed
   * @return a value for each of {@link #all()}, in that order
   */
  public Map<Variable, HostTensor> initialValues(long seed) {
    Map<Variable, HostTensor> values = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      for (Variable variable : parameter.variables()) {
        values.put(variable, parameter.initialValue(variable, seed));
      }
    }
    buffers.forEach(buffer -> values.put(buffer.variable(), buffer.initialValue()));
    return Collections.unmodifiableMap(values);
  }
}
