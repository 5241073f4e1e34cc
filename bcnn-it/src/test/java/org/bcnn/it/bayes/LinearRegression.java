package org.bcnn.it.bayes;

import java.util.List;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Dense;
import org.bcnn.layer.Layer;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.tensor.Shape;

/**
 * Bayesian linear regression of which everything is known: {@code y = x·w + noise} with noise of
 * deviation s and the prior N(0, p²) on two weights. The posterior is Gaussian with precision
 * {@code Λ = XᵀX/s² + I/p²} and mean {@code Λ⁻¹Xᵀy/s²}. The mean-field Gaussian of smallest KL
 * divergence to it has the same means and the variances {@code 1/Λᵢᵢ}, which are not the marginal
 * variances {@code (Λ⁻¹)ᵢᵢ}, since the inputs are correlated.
 */
final class LinearRegression {
  static final double NOISE = 0.5;
  static final double PRIOR = 1.5;
  static final Variable MU = new Variable("w/mu", Shape.of(2, 1));
  static final Variable RHO = new Variable("w/rho", Shape.of(2, 1));

  final int examples;

  /** {@code [examples, 2]}. */
  final double[] x;

  /** {@code [examples, 1]}. */
  final double[] y;

  final double[][] precision = {{1 / (PRIOR * PRIOR), 0}, {0, 1 / (PRIOR * PRIOR)}};
  final double[] mean;

  /** The deviations of the mean-field optimum. */
  final double[] deviation;

  LinearRegression(int examples) {
    this.examples = examples;
    x = Networks.normal("x", 2 * examples);
    y = Networks.normal("y", examples);
    double[] moment = new double[2];
    for (int n = 0; n < examples; n++) {
      x[2 * n + 1] = 0.8 * x[2 * n] + 0.6 * x[2 * n + 1];
      y[n] = 0.7 * x[2 * n] - 0.4 * x[2 * n + 1] + NOISE * y[n];
      for (int i = 0; i < 2; i++) {
        moment[i] += x[2 * n + i] * y[n] / (NOISE * NOISE);
        for (int j = 0; j < 2; j++) {
          precision[i][j] += x[2 * n + i] * x[2 * n + j] / (NOISE * NOISE);
        }
      }
    }
    double determinant = determinant();
    mean =
        new double[] {
          (precision[1][1] * moment[0] - precision[0][1] * moment[1]) / determinant,
          (precision[0][0] * moment[1] - precision[1][0] * moment[0]) / determinant
        };
    deviation = new double[] {1 / Math.sqrt(precision[0][0]), 1 / Math.sqrt(precision[1][1])};
  }

  private double determinant() {
    return precision[0][0] * precision[1][1] - precision[0][1] * precision[1][0];
  }

  /** The network {@code x·w}, whose weights start from small means and deviations of 0.05. */
  static Layer network() {
    ParameterFactory weights =
        ParameterFactory.variational(
            new MeanFieldGaussian(1, -3, 0.1), new GaussianPrior(0, PRIOR));
    return new Dense("w", weights.create("w", Shape.of(2, 1), 2), null);
  }

  /** {@code log p(y) = log N(y | 0, s² I + p² X Xᵀ)}, by the matrix determinant lemma. */
  double logEvidence() {
    double squares = 0;
    for (double each : y) {
      squares += each * each / (NOISE * NOISE);
    }
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        squares -= mean[i] * precision[i][j] * mean[j];
      }
    }
    double logDeterminant =
        2 * examples * Math.log(NOISE) + 4 * Math.log(PRIOR) + Math.log(determinant());
    return -0.5 * (examples * Math.log(2 * Math.PI) + logDeterminant + squares);
  }

  /** The evidence lower bound of independent Gaussians, {@code E[log p(y | w)] − KL}. */
  double lowerBound(double[] mu, double[] sigma) {
    double bound = 0;
    for (int n = 0; n < examples; n++) {
      double residual = y[n] - mu[0] * x[2 * n] - mu[1] * x[2 * n + 1];
      double variance = Math.pow(sigma[0] * x[2 * n], 2) + Math.pow(sigma[1] * x[2 * n + 1], 2);
      bound -=
          (residual * residual + variance) / (2 * NOISE * NOISE)
              + Math.log(NOISE)
              + 0.5 * Math.log(2 * Math.PI);
    }
    for (int i = 0; i < 2; i++) {
      bound -=
          Math.log(PRIOR / sigma[i])
              + (sigma[i] * sigma[i] + mu[i] * mu[i]) / (2 * PRIOR * PRIOR)
              - 0.5;
    }
    return bound;
  }

  static double softplus(double rho) {
    return Math.log1p(Math.exp(rho));
  }

  static double inverseSoftplus(double sigma) {
    return Math.log(Math.expm1(sigma));
  }

  static List<Variable> variables() {
    return List.of(MU, RHO);
  }
}
