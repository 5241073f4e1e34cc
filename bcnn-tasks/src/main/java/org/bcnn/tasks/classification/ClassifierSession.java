package org.bcnn.tasks.classification;

import java.util.Map;
import org.bcnn.backend.Backend;
import org.bcnn.backend.Session;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.models.ImageClassifier;
import org.bcnn.tasks.training.NetworkSession;
import org.bcnn.tensor.HostTensor;

/**
 * A classifier whose weights have values in a backend. Closing it closes the session and what was
 * made from it. Thread-safe but for the {@linkplain Predictor predictors} made from it.
 */
public final class ClassifierSession implements AutoCloseable {
  private final ImageClassifier classifier;
  private final NetworkSession network;

  private ClassifierSession(ImageClassifier classifier, NetworkSession network) {
    this.classifier = classifier;
    this.network = network;
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
    return new ClassifierSession(
        classifier, NetworkSession.start(backend, variables(classifier), noise, values));
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
    return new ClassifierSession(
        classifier, NetworkSession.restore(backend, variables(classifier), noise, values));
  }

  /**
   * Returns the classifier.
   *
   * @return the classifier
   */
  public ImageClassifier classifier() {
    return classifier;
  }

  private static NetworkVariables variables(ImageClassifier classifier) {
    return NetworkVariables.of(classifier.network());
  }

  /**
   * Returns the network as every task sees it.
   *
   * @return the network, which is this session's to close
   */
  public NetworkSession network() {
    return network;
  }

  Session session() {
    return network.session();
  }

  NoiseSource noise() {
    return network.noise();
  }

  /**
   * Copies the values of the network.
   *
   * @return a value for every variable of the network, by name, always in the same order
   */
  public Map<String, HostTensor> values() {
    return network.values();
  }

  /**
   * Computes the KL divergence from posterior to prior, as {@link NetworkSession#klNats} does.
   *
   * @return nats, whole network; 0 without distributions
   */
  public double klNats() {
    return network.klNats();
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
    return classifier.description().dropout() > 0 || !network.variables().variational().isEmpty();
  }

  @Override
  public void close() {
    network.close();
  }
}
