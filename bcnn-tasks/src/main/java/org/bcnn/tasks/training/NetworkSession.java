package org.bcnn.tasks.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bcnn.backend.Backend;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.layer.VariationalParameter;
import org.bcnn.tensor.HostTensor;

/**
 * A network whose variables have values in a backend. Closing it closes the session and what was
 * made from it. Thread-safe.
 */
public final class NetworkSession implements AutoCloseable {
  private static final int KL_DRAWS = 100;

  private final NetworkVariables variables;
  private final NoiseSource noise;
  private final Session session;

  private NetworkSession(NetworkVariables variables, NoiseSource noise, Session session) {
    this.variables = variables;
    this.noise = noise;
    this.session = session;
  }

  /**
   * Starts from given values.
   *
   * @param backend the backend
   * @param variables the variables, which together are the network
   * @param noise who makes the noise of training and prediction
   * @param values a value for each of them
   * @return the session, to close
   */
  public static NetworkSession start(
      Backend backend,
      NetworkVariables variables,
      NoiseSource noise,
      Map<Variable, HostTensor> values) {
    NetworkSession opened = new NetworkSession(variables, noise, backend.openSession());
    opened.session.setAll(values);
    return opened;
  }

  /**
   * Starts from given values, such as a checkpoint's.
   *
   * @param backend the backend
   * @param variables the variables, which together are the network
   * @param noise who makes the noise of training and prediction
   * @param values a value for each of them, by name
   * @return the session, to close
   * @throws IllegalArgumentException if a value is missing or of the wrong shape
   */
  public static NetworkSession restore(
      Backend backend,
      NetworkVariables variables,
      NoiseSource noise,
      Map<String, HostTensor> values) {
    Map<Variable, HostTensor> start = new LinkedHashMap<>();
    for (Variable variable : variables.all()) {
      HostTensor value = values.get(variable.name());
      if (value == null) {
        throw new IllegalArgumentException("there is no value for " + variable.name());
      }
      start.put(variable, value);
    }
    return start(backend, variables, noise, start);
  }

  /**
   * Returns the variables.
   *
   * @return the variables, which together are the network
   */
  public NetworkVariables variables() {
    return variables;
  }

  /**
   * Returns the session of the backend.
   *
   * @return the session, which is this one's to close
   */
  public Session session() {
    return session;
  }

  /**
   * Returns who makes the noise.
   *
   * @return the source of the noise of training and prediction
   */
  public NoiseSource noise() {
    return noise;
  }

  /**
   * Copies the values of the network.
   *
   * @return a value for every variable of the network, by name, always in the same order
   */
  public Map<String, HostTensor> values() {
    Map<String, HostTensor> values = new LinkedHashMap<>();
    session
        .getAll(variables.all())
        .forEach((variable, value) -> values.put(variable.name(), value));
    return values;
  }

  /**
   * Computes the KL divergence from posterior to prior. Where it has no closed form it is the
   * average of {@value #KL_DRAWS} Monte Carlo estimates.
   *
   * @return nats, whole network; 0 without distributions
   */
  public double klNats() {
    Function function = kl();
    int draws = function.noise().isEmpty() ? 1 : KL_DRAWS;
    double sum = 0;
    try (Executable kl = session.compile(function)) {
      for (int draw = 0; draw < draws; draw++) {
        sum += kl.run(Map.of(), new NoiseSeed(0, draw)).get(TrainingFunction.KL).item();
      }
    }
    return sum / draws;
  }

  private Function kl() {
    GraphBuilder graph = new GraphBuilder();
    ForwardPass pass = ForwardPass.prediction(graph, Estimator.MEAN, 0, NoiseSource.PORTABLE);
    Tensor kl = graph.constant(0);
    for (VariationalParameter parameter : variables.variational()) {
      kl = kl.add(parameter.kl(pass, KlMode.AUTOMATIC));
    }
    return graph.function("kl").output(TrainingFunction.KL, kl).build();
  }

  @Override
  public void close() {
    session.close();
  }
}
