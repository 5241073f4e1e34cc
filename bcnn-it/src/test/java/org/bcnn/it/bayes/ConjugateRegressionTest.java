package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.Layer;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.objective.Likelihood;
import org.bcnn.objective.ObjectiveTerms;
import org.bcnn.objective.VariationalObjective;
import org.bcnn.optimizer.Adam;
import org.bcnn.schedule.CosineDecay;
import org.bcnn.schedule.TrainingProgress;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variational inference on the engines finds what is known in closed form. */
class ConjugateRegressionTest {
  private static final int STEPS = 1500;
  private static final int DRAWS = 32;

  /**
   * Each mean within 2 % of the exact posterior mean of that coefficient, and each deviation within
   * 5 % of that of the mean-field optimum. Noise is fixed, so a run always ends alike.
   */
  @ParameterizedTest
  @CsvSource({
    "tf, LOCAL_REPARAMETERISATION",
    "djl, LOCAL_REPARAMETERISATION",
    "tf, WEIGHT_SAMPLING",
    "djl, WEIGHT_SAMPLING",
    "tf, FLIPOUT",
    "djl, FLIPOUT"
  })
  void reachesTheExactPosterior(String backend, Estimator estimator) {
    LinearRegression data = new LinearRegression(30);
    GraphBuilder graph = new GraphBuilder();
    Tensor x = graph.input("x", Shape.of(data.examples, 2));
    Tensor y = graph.input("y", Shape.of(data.examples, 1));
    Layer network = LinearRegression.network();
    ObjectiveTerms<Tensor> terms =
        new VariationalObjective(
                DRAWS, estimator, KlMode.AUTOMATIC, data.examples, NoiseSource.PORTABLE)
            .build(network, x, Likelihood.gaussian(y, LinearRegression.NOISE), graph.constant(1));
    Function.Builder builder = graph.function("train").output("loss", terms.loss());
    Adam.DEFAULT.minimize(
        builder, terms.loss(), terms.trainable(), graph.input("rate", Shape.scalar()));
    Function step = builder.build();

    Map<String, HostTensor> inputs = new HashMap<>();
    inputs.put("x", OneBackend.tensor(x.shape(), data.x));
    inputs.put("y", OneBackend.tensor(y.shape(), data.y));
    try (OneBackend one = new OneBackend(backend)) {
      one.initialise(NetworkVariables.of(network), 1);
      one.zero(Adam.DEFAULT.state(terms.trainable()));
      train(one.compile(step), inputs);
      double[] mu = one.get(LinearRegression.MU);
      double[] rho = one.get(LinearRegression.RHO);
      for (int i = 0; i < 2; i++) {
        assertTrue(Math.abs(data.mean[i]) > data.deviation[i], "a mean that is not near 0");
        assertEquals(data.mean[i], mu[i], 0.02 * Math.abs(data.mean[i]), "mean " + i);
        double sigma = LinearRegression.softplus(rho[i]);
        assertEquals(data.deviation[i], sigma, 0.05 * data.deviation[i], "deviation " + i);
      }
    }
  }

  private static void train(Executable step, Map<String, HostTensor> inputs) {
    CosineDecay schedule = new CosineDecay(0);
    NoiseSeed seed = new NoiseSeed(1, 0);
    for (int t = 0; t < STEPS; t++) {
      double rate = 0.05 * schedule.factor(new TrainingProgress(t, STEPS, 1, List.of()));
      inputs.put("rate", HostTensor.scalar((float) rate));
      step.run(inputs, seed);
      seed = seed.next();
    }
    step.close();
  }
}
