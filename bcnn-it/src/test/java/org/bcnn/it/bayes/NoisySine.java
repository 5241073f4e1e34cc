package org.bcnn.it.bayes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Dense;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.Layer;
import org.bcnn.layer.Network;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.layer.Sequential;
import org.bcnn.objective.HeteroscedasticLikelihood;
import org.bcnn.objective.MeanAndLogVariance;
import org.bcnn.objective.ObjectiveTerms;
import org.bcnn.objective.VariationalObjective;
import org.bcnn.optimizer.Adam;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.schedule.CosineDecay;
import org.bcnn.schedule.KlSchedule;
import org.bcnn.schedule.LinearKlWarmUp;
import org.bcnn.schedule.TrainingProgress;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * Regression on a sine whose noise changes along it, {@code y = sin(2x) + s(x) ε}, from points with
 * x between −2 and 2 alone. One Bayesian network predicts the mean, another the log variance of the
 * noise.
 */
final class NoisySine {
  static final int EXAMPLES = 500;
  static final double EDGE = 2;

  private static final double BOUND = HeteroscedasticLikelihood.DEFAULT_BOUND;
  private static final int STEPS = 2000;
  private static final int DRAWS = 100;

  final double[] x = new double[EXAMPLES];
  final double[] y = new double[EXAMPLES];

  /**
   * What the trained networks say at some places.
   *
   * @param mean the mean of the prediction
   * @param epistemic the standard deviation, over draws of the weights, of the predicted mean
   * @param aleatoric the standard deviation of the noise, from its variance averaged over draws
   */
  record Prediction(double[] mean, double[] epistemic, double[] aleatoric) {}

  NoisySine() {
    double[] noise = Networks.normal("sine", EXAMPLES);
    for (int i = 0; i < EXAMPLES; i++) {
      x[i] = -EDGE + 2 * EDGE * (i + 0.5) / EXAMPLES;
      y[i] = sine(x[i]) + noise(x[i]) * noise[i];
    }
  }

  static double sine(double x) {
    return Math.sin(2 * x);
  }

  /** The true standard deviation of the noise: 0.35 in the middle, 0.1 far from it. */
  static double noise(double x) {
    return 0.1 + 0.25 * Math.exp(-x * x);
  }

  static Network<Tensor, MeanAndLogVariance> network() {
    ParameterFactory hidden = weights(2);
    ParameterFactory output = weights(0.3);
    Layer mean =
        new Sequential(
            List.of(
                Dense.create("mean1", 1, 50, true, hidden),
                Activation.RELU,
                Dense.create("mean2", 50, 1, true, output)));
    Layer logVariance =
        new Sequential(
            List.of(
                Dense.create("noise1", 1, 10, true, weights(1)),
                Activation.TANH,
                Dense.create("noise2", 10, 1, true, weights(1))));
    return Network.of(
        List.of(mean, logVariance),
        (input, pass) ->
            new MeanAndLogVariance(mean.apply(input, pass), logVariance.apply(input, pass)));
  }

  private static ParameterFactory weights(double scale) {
    return ParameterFactory.variational(
        new MeanFieldGaussian(scale, -4, 0.1), new GaussianPrior(0, scale));
  }

  /** Trains and predicts on one backend. */
  Prediction predict(String backend, double... places) {
    Network<Tensor, MeanAndLogVariance> network = network();
    try (OneBackend one = new OneBackend(backend)) {
      one.initialise(NetworkVariables.of(network), 1);
      train(one, network);
      return predict(one, network, places);
    }
  }

  private void train(OneBackend one, Network<Tensor, MeanAndLogVariance> network) {
    GraphBuilder graph = new GraphBuilder();
    Shape shape = Shape.of(EXAMPLES, 1);
    ObjectiveTerms<MeanAndLogVariance> terms =
        new VariationalObjective(
                1,
                Estimator.LOCAL_REPARAMETERISATION,
                KlMode.AUTOMATIC,
                EXAMPLES,
                NoiseSource.PORTABLE)
            .build(
                network,
                graph.input("x", shape),
                new HeteroscedasticLikelihood(graph.input("y", shape)),
                graph.input("klWeight", Shape.scalar()));
    Function.Builder step = graph.function("train").output("loss", terms.loss());
    Adam.DEFAULT.minimize(
        step, terms.loss(), terms.trainable(), graph.input("rate", Shape.scalar()));
    one.zero(Adam.DEFAULT.state(terms.trainable()));
    Map<String, HostTensor> inputs = new HashMap<>();
    inputs.put("x", OneBackend.tensor(shape, x));
    inputs.put("y", OneBackend.tensor(shape, y));
    CosineDecay rate = new CosineDecay(0);
    KlSchedule kl = new LinearKlWarmUp(STEPS / 4.0);
    try (Executable executable = one.compile(step.build())) {
      for (int t = 0; t < STEPS; t++) {
        TrainingProgress progress = new TrainingProgress(t, 1, STEPS, List.of());
        inputs.put("rate", HostTensor.scalar((float) (0.02 * rate.factor(progress))));
        inputs.put("klWeight", HostTensor.scalar((float) kl.factor(progress)));
        executable.run(inputs, new NoiseSeed(1, t));
      }
    }
  }

  /** Draws whole functions, so each draw is one draw of the weights. */
  private static Prediction predict(
      OneBackend one, Network<Tensor, MeanAndLogVariance> network, double[] places) {
    GraphBuilder graph = new GraphBuilder();
    Shape shape = Shape.of(places.length, 1);
    MeanAndLogVariance output =
        network.apply(
            graph.input("x", shape),
            ForwardPass.prediction(graph, Estimator.WEIGHT_SAMPLING, 0, NoiseSource.PORTABLE));
    Function function =
        graph
            .function("predict")
            .output("mean", output.mean())
            .output("variance", HeteroscedasticLikelihood.variance(output, -BOUND, BOUND))
            .build();
    double[] sum = new double[places.length];
    double[] squares = new double[places.length];
    double[] variance = new double[places.length];
    Map<String, HostTensor> inputs = Map.of("x", OneBackend.tensor(shape, places));
    try (Executable executable = one.compile(function)) {
      for (int draw = 0; draw < DRAWS; draw++) {
        Map<String, HostTensor> values = executable.run(inputs, new NoiseSeed(2, draw));
        for (int i = 0; i < places.length; i++) {
          double mean = values.get("mean").data()[i];
          sum[i] += mean / DRAWS;
          squares[i] += mean * mean / DRAWS;
          variance[i] += values.get("variance").data()[i] / DRAWS;
        }
      }
    }
    double[] epistemic = new double[places.length];
    double[] aleatoric = new double[places.length];
    for (int i = 0; i < places.length; i++) {
      epistemic[i] = Math.sqrt(Math.max(0, squares[i] - sum[i] * sum[i]));
      aleatoric[i] = Math.sqrt(variance[i]);
    }
    return new Prediction(sum, epistemic, aleatoric);
  }
}
