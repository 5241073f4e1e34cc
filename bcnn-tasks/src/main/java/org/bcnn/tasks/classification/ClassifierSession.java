package org.bcnn.tasks.classification;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bcnn.backend.Backend;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.models.ImageClassifier;
import org.bcnn.tensor.HostTensor;

/**
 * A classifier whose weights have values in a backend. Closing it closes the session and what was
 * made from it. Thread-safe but for the {@linkplain Predictor predictors} made from it.
 */
public final class ClassifierSession implements AutoCloseable {
  private static final int KL_DRAWS = 100;

  private final ImageClassifier classifier;
  private final NoiseSource noise;
  private final Session session;

  private ClassifierSession(ImageClassifier classifier, NoiseSource noise, Session session) {
    this.classifier = classifier;
    this.noise = noise;
    this.session = session;
  }

  /**
   * Starts from initial values.
   *
   * @param backend the backend
   * @param classifier the classifier
   * @param noise who makes the noise of training and prediction
   * @param seed decides the initial values
   * @return the session, to close
   */
  public static ClassifierSession initialise(
      Backend backend, ImageClassifier classifier, NoiseSource noise, long seed) {
    return start(
        backend, classifier, noise, NetworkVariables.of(classifier.network()).initialValues(seed));
  }

  /**
   * Starts from given values.
   *
   * @param backend the backend
   * @param classifier the classifier
   * @param noise who makes the noise of training and prediction
   * @param values a value for every variable of the network
   * @return the session, to close
   */
  public static ClassifierSession start(
      Backend backend,
      ImageClassifier classifier,
      NoiseSource noise,
      Map<Variable, HostTensor> values) {
    ClassifierSession opened = new ClassifierSession(classifier, noise, backend.openSession());
    opened.session.setAll(values);
    return opened;
  }

  /**
   * Starts from given values, such as a checkpoint's.
   *
   * @param backend the backend
   * @param classifier the classifier
   * @param noise who makes the noise of training and prediction
   * @param values a value for every variable of the network, by name
   * @return the session, to close
   * @throws IllegalArgumentException if a value is missing or of the wrong shape
   */
  public static ClassifierSession restore(
      Backend backend,
      ImageClassifier classifier,
      NoiseSource noise,
      Map<String, HostTensor> values) {
    Map<Variable, HostTensor> start = new LinkedHashMap<>();
    for (Variable variable : NetworkVariables.of(classifier.network()).all()) {
      HostTensor value = values.get(variable.name());
      if (value == null) {
        throw new IllegalArgumentException("there is no value for " + variable.name());
      }
      start.put(variable, value);
    }
    return start(backend, classifier, noise, start);
  }

  /**
   * Returns the classifier.
   *
   * @return the classifier
   */
  public ImageClassifier classifier() {
    return classifier;
  }

  Session session() {
    return session;
  }

  NoiseSource noise() {
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
        .getAll(NetworkVariables.of(classifier.network()).all())
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
    Function function = ClassifierFunctions.kl(classifier);
    int draws = function.noise().isEmpty() ? 1 : KL_DRAWS;
    double sum = 0;
    try (Executable kl = session.compile(function)) {
      for (int draw = 0; draw < draws; draw++) {
        sum += kl.run(Map.of(), new NoiseSeed(0, draw)).get(ClassifierFunctions.KL).item();
      }
    }
    return sum / draws;
  }

  /**
   * Makes a predictor.
   *
   * @param estimator how a draw is made; {@link Estimator#MEAN} allows a single draw only
   * @param draws S, the number of posterior draws
   * @return the predictor, to close
   */
  public Predictor predictor(Estimator estimator, int draws) {
    return new Predictor(this, estimator, draws);
  }

  /**
   * Returns whether draws differ at all where they are sampled.
   *
   * @return true if weights are distributions or there is dropout, false for a deterministic
   *     network
   */
  public boolean isStochastic() {
    return classifier.description().dropout() > 0
        || !NetworkVariables.of(classifier.network()).variational().isEmpty();
  }

  @Override
  public void close() {
    session.close();
  }
}
