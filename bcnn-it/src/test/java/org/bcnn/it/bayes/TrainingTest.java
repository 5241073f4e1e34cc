package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Dense;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.Layer;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.layer.Sequential;
import org.bcnn.objective.Likelihood;
import org.bcnn.objective.ObjectiveTerms;
import org.bcnn.objective.VariationalObjective;
import org.bcnn.optimizer.Adam;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole thread trains to optima that are known. Noise is fixed, so a run always ends alike. */
class TrainingTest {
  private final GraphBuilder graph = new GraphBuilder();
  private final Exact exact = new Exact();

  private Function trainer(Layer network, ObjectiveTerms<Tensor> terms) {
    List<Variable> variables = Networks.variables(network);
    Function.Builder function =
        graph
            .function("train")
            .output("loss", terms.loss())
            .output("nll", terms.negativeLogLikelihood());
    Adam.DEFAULT.minimize(function, terms.loss(), variables, graph.input("rate", Shape.scalar()));
    exact.initialise(network, 1).zero(Adam.DEFAULT.state(variables));
    return function.build();
  }

  /** Runs steps whose learning rate falls along a cosine; returns the mean of the first ten. */
  private double train(Function step, int steps, double rate) {
    double first = 0;
    for (int t = 0; t < steps; t++) {
      double decay = 0.5 * (1 + Math.cos(Math.PI * t / steps));
      exact.input("rate", Shape.scalar(), rate * decay);
      double loss = exact.run(step).get("loss").data()[0];
      exact.seed = exact.seed.next();
      first += t < 10 ? loss / 10 : 0;
    }
    return first;
  }

  private static double softplus(double x) {
    return Math.log1p(Math.exp(x));
  }

  /**
   * Two classes split by the first input; the third input is always 0, so that nothing is known of
   * its weights, and their posterior must return to the prior, N(0, 0.5²).
   */
  @ParameterizedTest
  @EnumSource(
      value = Estimator.class,
      names = {"LOCAL_REPARAMETERISATION", "WEIGHT_SAMPLING"})
  void lossFallsAndUnusedWeightsReturnToThePrior(Estimator estimator) {
    int examples = 200;
    ParameterFactory weights =
        ParameterFactory.variational(MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 0.5));
    Layer network =
        new Sequential(
            List.of(
                Networks.dense("hidden", 3, 4, weights),
                Activation.TANH,
                Networks.dense("out", 4, 2, weights)));
    double[] data = Networks.normal("toy", 3 * examples);
    int[] labels = new int[examples];
    for (int i = 0; i < examples; i++) {
      labels[i] = data[3 * i] > 0 ? 1 : 0;
      data[3 * i + 2] = 0;
    }
    Tensor x = graph.input("x", Shape.of(examples, 3));
    Tensor y = graph.input("y", Shape.of(examples, 2));
    exact.input("x", x.shape(), data).input("y", y.shape(), Networks.oneHot(2, labels));
    VariationalObjective objective =
        new VariationalObjective(1, estimator, KlMode.AUTOMATIC, examples, NoiseSource.PORTABLE);
    ObjectiveTerms<Tensor> terms =
        objective.build(network, x, Likelihood.categorical(y), graph.constant(1));
    double first = train(trainer(network, terms), 800, 0.05);

    assertTrue(first > 0.8, "first loss " + first);
    double last = exact.scalar(terms.loss());
    assertTrue(last < 0.4 * first, "loss from " + first + " to " + last);
    double[] mu = exact.get(new Variable("hidden/weight/mu", Shape.of(3, 4)));
    double[] rho = exact.get(new Variable("hidden/weight/rho", Shape.of(3, 4)));
    for (int unit = 0; unit < 4; unit++) {
      assertEquals(0, mu[8 + unit], 1e-3);
      assertEquals(0.5, softplus(rho[8 + unit]), 1e-3);
    }
    double[] sigma = new double[3];
    for (int input = 0; input < 3; input++) {
      for (int unit = 0; unit < 4; unit++) {
        sigma[input] += softplus(rho[4 * input + unit]) / 4;
      }
    }
    assertTrue(sigma[0] < 0.45, "the data say something of the weights of the first input");
  }

  /**
   * Bayesian linear regression, y = x·w + noise of deviation s, prior N(0, p²). The exact posterior
   * is Gaussian with precision Λ = XᵀX/s² + I/p² and mean Λ⁻¹Xᵀy/s²; the mean-field Gaussian of
   * smallest KL has the same means and the variances 1/Λᵢᵢ. Correlated inputs keep Λ from being
   * diagonal, so 1/Λᵢᵢ is not the marginal variance (Λ⁻¹)ᵢᵢ.
   */
  @ParameterizedTest
  @EnumSource(
      value = Estimator.class,
      names = {"LOCAL_REPARAMETERISATION", "WEIGHT_SAMPLING"})
  void linearRegressionFindsTheMeanFieldOptimum(Estimator estimator) {
    int examples = 30;
    double noise = 0.5;
    double prior = 1.5;
    double[] x = Networks.normal("x", 2 * examples);
    double[] y = Networks.normal("y", examples);
    for (int i = 0; i < examples; i++) {
      x[2 * i + 1] = 0.8 * x[2 * i] + 0.6 * x[2 * i + 1];
      y[i] = 0.7 * x[2 * i] - 0.4 * x[2 * i + 1] + noise * y[i];
    }
    double[][] precision = {{1 / (prior * prior), 0}, {0, 1 / (prior * prior)}};
    double[] moment = new double[2];
    for (int n = 0; n < examples; n++) {
      for (int i = 0; i < 2; i++) {
        moment[i] += x[2 * n + i] * y[n] / (noise * noise);
        for (int j = 0; j < 2; j++) {
          precision[i][j] += x[2 * n + i] * x[2 * n + j] / (noise * noise);
        }
      }
    }
    double determinant = precision[0][0] * precision[1][1] - precision[0][1] * precision[1][0];
    double[] mean = {
      (precision[1][1] * moment[0] - precision[0][1] * moment[1]) / determinant,
      (precision[0][0] * moment[1] - precision[1][0] * moment[0]) / determinant
    };

    ParameterFactory weights =
        ParameterFactory.variational(
            new MeanFieldGaussian(1, -3, 0.1), new GaussianPrior(0, prior));
    Layer network = new Dense("w", weights.create("w", Shape.of(2, 1), 2), null);
    Tensor inputs = graph.input("x", Shape.of(examples, 2));
    Tensor targets = graph.input("y", Shape.of(examples, 1));
    exact.input("x", inputs.shape(), x).input("y", targets.shape(), y);
    Likelihood<Tensor> gaussian =
        output ->
            output
                .subtract(targets)
                .square()
                .mean()
                .multiply(0.5 / (noise * noise))
                .add(Math.log(noise) + 0.5 * Math.log(2 * Math.PI));
    VariationalObjective objective =
        new VariationalObjective(16, estimator, KlMode.AUTOMATIC, examples, NoiseSource.PORTABLE);
    ObjectiveTerms<Tensor> terms = objective.build(network, inputs, gaussian, graph.constant(1));
    train(trainer(network, terms), 2000, 0.05);

    double[] mu = exact.get(new Variable("w/mu", Shape.of(2, 1)));
    double[] rho = exact.get(new Variable("w/rho", Shape.of(2, 1)));
    for (int i = 0; i < 2; i++) {
      double sigma = 1 / Math.sqrt(precision[i][i]);
      // What remains is the noise of the last gradients, larger under weight sampling.
      assertEquals(mean[i], mu[i], 0.08 * sigma, "mean " + i);
      assertEquals(sigma, softplus(rho[i]), 0.05 * sigma, "deviation " + i);
    }
  }

  /** With κ = 0 the objective is maximum likelihood, and σ is free to vanish. */
  @Test
  void withoutKlSigmaVanishes() {
    ParameterFactory weights =
        ParameterFactory.variational(new MeanFieldGaussian(1, -1, 0), new GaussianPrior(0, 1));
    Layer network = new Dense("w", weights.create("w", Shape.of(1, 1), 1), null);
    Tensor inputs = graph.input("x", Shape.of(4, 1));
    Tensor targets = graph.input("y", Shape.of(4, 1));
    exact.input("x", inputs.shape(), 1, 2, 3, 4).input("y", targets.shape(), 2, 4, 6, 8);
    Likelihood<Tensor> squares = output -> output.subtract(targets).square().mean();
    VariationalObjective objective =
        new VariationalObjective(
            4, Estimator.LOCAL_REPARAMETERISATION, KlMode.AUTOMATIC, 4, NoiseSource.PORTABLE);
    ObjectiveTerms<Tensor> terms = objective.build(network, inputs, squares, graph.constant(0));
    train(trainer(network, terms), 400, 0.1);
    assertEquals(2, exact.get(new Variable("w/mu", Shape.of(1, 1)))[0], 1e-2);
    double sigma = softplus(exact.get(new Variable("w/rho", Shape.of(1, 1)))[0]);
    assertTrue(sigma < 0.05, "deviation " + sigma);
  }
}
