package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.it.tck.reference.DoubleTensor;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.VariationalParameter;
import org.bcnn.optimizer.Adam;
import org.bcnn.posterior.GaussianFamily;
import org.bcnn.posterior.LowRankGaussian;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.posterior.WeightDistribution;
import org.bcnn.posterior.WeightSite;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;

/**
 * What the low-rank posterior gains, where the truth is known: Bayesian linear regression {@code y
 * = x w + N(0, 0.5²)}, {@code w ~ N(0, 1)}, with six features of which the last is nearly the sum
 * of the first three. Data hardly tell these four weights apart, so that the exact posterior is
 * correlated. The evidence lower bound is computed without sampling and maximised by Adam.
 */
class LowRankRegressionTest {
  private static final int EXAMPLES = 60;
  private static final int FEATURES = 6;
  private static final double NOISE = 0.5;
  private static final int STEPS = 3000;
  private static final WeightSite SITE = new WeightSite("w", Shape.of(FEATURES, 1), FEATURES);

  private final double[][] x = features("train", true);
  private final double[] y = targets();

  private static double[][] features(String name, boolean related) {
    double[] normal = Networks.normal("features/" + name, EXAMPLES * FEATURES);
    double[][] x = new double[EXAMPLES][FEATURES];
    for (int n = 0; n < EXAMPLES; n++) {
      System.arraycopy(normal, n * FEATURES, x[n], 0, FEATURES);
      if (related) {
        x[n][5] = x[n][0] + x[n][1] + x[n][2] + 0.05 * x[n][5];
      }
    }
    return x;
  }

  private double[] targets() {
    double[] truth = {1, -0.5, 0.25, 2, -1, 0.5};
    double[] noise = Networks.normal("targets", EXAMPLES);
    double[] values = new double[EXAMPLES];
    for (int n = 0; n < EXAMPLES; n++) {
      values[n] = Matrices.dot(x[n], truth) + NOISE * noise[n];
    }
    return values;
  }

  /** {@code XᵀX / noise² + I}. */
  private double[][] exactPrecision() {
    double[][] precision = Matrices.identity(FEATURES, 1);
    for (double[] row : x) {
      for (int i = 0; i < FEATURES; i++) {
        for (int j = 0; j < FEATURES; j++) {
          precision[i][j] += row[i] * row[j] / (NOISE * NOISE);
        }
      }
    }
    return precision;
  }

  /** {@code log N(y | 0, X Xᵀ + noise² I)}. */
  private double logEvidence() {
    double[][] covariance = Matrices.identity(EXAMPLES, NOISE * NOISE);
    for (int n = 0; n < EXAMPLES; n++) {
      for (int m = 0; m < EXAMPLES; m++) {
        covariance[n][m] += Matrices.dot(x[n], x[m]);
      }
    }
    return Matrices.logNormal(y, new double[EXAMPLES], covariance);
  }

  /**
   * What a posterior comes to.
   *
   * @param gap log evidence less its lower bound, in nats
   * @param alike how far the variance of the regression function is from the exact one, at inputs
   *     like those of training: the mean of {@code |ratio − 1|}
   * @param unlike the same where the last feature is independent of the others
   */
  private record Fit(double gap, double alike, double unlike) {}

  private Fit fit(GaussianFamily family) {
    GraphBuilder graph = new GraphBuilder();
    VariationalParameter parameter =
        new VariationalParameter(SITE, family, new GaussianPrior(0, 1));
    Exact exact = new Exact();
    for (Variable variable : parameter.variables()) {
      exact.variables.put(variable, DoubleTensor.of(parameter.initialValue(variable, 1)));
    }
    Tensor inputs = graph.input("x", Shape.of(EXAMPLES, FEATURES));
    Tensor targets = graph.input("y", Shape.of(EXAMPLES, 1));
    Tensor rate = graph.input("rate", Shape.scalar());
    exact.input("x", inputs.shape(), flat(x)).input("y", targets.shape(), y);
    WeightDistribution q = parameter.distribution(graph);
    Tensor variance = q.outputVariance(inputs, Tensor::matMul).orElseThrow();
    Tensor errors = targets.subtract(inputs.matMul(q.mean())).square().add(variance).sum();
    Tensor kl = parameter.kl(Networks.pass(graph, Estimator.MEAN, 0), KlMode.CLOSED_FORM);
    Tensor bound =
        errors
            .multiply(-0.5 / (NOISE * NOISE))
            .subtract(0.5 * EXAMPLES * Math.log(2 * Math.PI * NOISE * NOISE))
            .subtract(kl);

    Function.Builder step = graph.function("step").output("bound", bound);
    Adam adam = Adam.DEFAULT;
    exact.zero(adam.state(parameter.variables()));
    adam.minimize(step, bound.negate(), parameter.variables(), rate);
    Function function = step.build();
    for (int i = 0; i < STEPS; i++) {
      double progress = i / (double) STEPS;
      exact.input("rate", Shape.scalar(), 0.05 * (0.5 + 0.5 * Math.cos(Math.PI * progress)));
      exact.run(function);
    }
    double gap = logEvidence() - exact.scalar(bound);

    return new Fit(
        gap,
        varianceError(exact, variance, features("test", true)),
        varianceError(exact, variance, features("test", false)));
  }

  private double varianceError(Exact exact, Tensor variance, double[][] unseen) {
    double[][] covariance = Matrices.inverse(exactPrecision());
    exact.input("x", Shape.of(EXAMPLES, FEATURES), flat(unseen));
    double[] reached = exact.values(variance);
    double error = 0;
    for (int n = 0; n < EXAMPLES; n++) {
      error += Math.abs(reached[n] / Matrices.quadratic(covariance, unseen[n]) - 1) / EXAMPLES;
    }
    return error;
  }

  private static double[] flat(double[][] rows) {
    double[] flat = new double[rows.length * rows[0].length];
    for (int n = 0; n < rows.length; n++) {
      System.arraycopy(rows[n], 0, flat, n * rows[0].length, rows[0].length);
    }
    return flat;
  }

  /** {@code ½ [ Σ log Λ_ii − log det Λ ]}, Λ the exact precision: at {@code σ_i² = 1 / Λ_ii}. */
  private double gapOfTheBestMeanField() {
    double[][] precision = exactPrecision();
    double sum = -Matrices.logDeterminant(precision);
    for (int i = 0; i < FEATURES; i++) {
      sum += Math.log(precision[i][i]);
    }
    return 0.5 * sum;
  }

  private static String row(String posterior, Fit fit) {
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %.0f %% | %.0f %% |",
        posterior,
        fit.gap,
        100 * fit.alike,
        100 * fit.unlike);
  }

  @Test
  void comesCloserToTheExactPosteriorThanTheMeanField() throws IOException {
    MeanFieldGaussian start = new MeanFieldGaussian(1, -2, 0.1);
    Fit meanField = fit(start);
    Fit one = fit(new LowRankGaussian(1, 0.01, start));
    Fit two = fit(new LowRankGaussian(2, 0.01, start));
    assertEquals(gapOfTheBestMeanField(), meanField.gap, 0.01, "Adam found the optimum");
    assertTrue(two.gap > 0, "a lower bound is below");
    assertTrue(one.gap < 0.1 * meanField.gap, "rank 1: " + one);
    assertTrue(two.gap < 0.5 * one.gap, "rank 2: " + two);
    assertTrue(one.alike < 0.9 * meanField.alike, "rank 1: " + one);
    assertTrue(two.alike < 0.5 * meanField.alike, "rank 2: " + two);
    assertTrue(one.unlike < 0.1 * meanField.unlike, "rank 1: " + one);
    assertTrue(two.unlike < 0.1 * meanField.unlike, "rank 2: " + two);
    String table =
        String.join(
            "\n",
            row("`mean-field`", meanField),
            row("`low-rank:rank=1`", one),
            row("`low-rank:rank=2`", two));
    String document = Files.readString(Path.of("..", "docs", "priors-and-posteriors.md"));
    assertTrue(document.contains(table), () -> "the document should have\n" + table);
  }
}
