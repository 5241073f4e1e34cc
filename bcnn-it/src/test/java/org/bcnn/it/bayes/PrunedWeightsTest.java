package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.bcnn.graph.Gradients;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.VariationalParameter;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.posterior.WeightSite;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.prior.LaplacePrior;
import org.bcnn.prior.LearnedGaussianPrior;
import org.bcnn.prior.MopedPrior;
import org.bcnn.prior.Prior;
import org.bcnn.prior.ScaleMixturePrior;
import org.bcnn.prior.StudentTPrior;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Weights that are removed are no part of anything: compared with a tensor that lacks them. */
class PrunedWeightsTest {
  private static final double[] MU = {0.3, -0.2, 0.5, 0.1};
  private static final double[] RHO = {-1, -2, -0.5, -1.5};

  /** Constants of graphs are float32, here of the order of 1. */
  private static final double ROUNDING = 1e-6;

  /** The first and the third are left. */
  private static final double[] MASK = {1, 0, 1, 0};

  private final GraphBuilder graph = new GraphBuilder();
  private final Exact exact = new Exact();

  private VariationalParameter parameter(String path, int size, Prior prior) {
    return new VariationalParameter(
        new WeightSite(path, Shape.of(size), size), MeanFieldGaussian.DEFAULT, prior);
  }

  private VariationalParameter pruned(Prior prior) {
    VariationalParameter pruned = parameter("w", 4, prior).withMask();
    exact.set(pruned.variables().get(0), MU).set(pruned.variables().get(1), RHO);
    exact.set(pruned.mask().orElseThrow().variable(), MASK);
    return pruned;
  }

  /** The weights that are left, as a tensor of their own. */
  private VariationalParameter left(Prior prior) {
    VariationalParameter left = parameter("left", 2, prior);
    exact.set(left.variables().get(0), MU[0], MU[2]).set(left.variables().get(1), RHO[0], RHO[2]);
    return left;
  }

  private Tensor kl(VariationalParameter parameter, KlMode mode) {
    return parameter.kl(Networks.pass(graph, Estimator.WEIGHT_SAMPLING, 0), mode);
  }

  static List<Prior> priors() {
    return List.of(
        new GaussianPrior(0.1, 0.5),
        new LearnedGaussianPrior(0.4),
        new MopedPrior(0.3),
        new LaplacePrior(0.2),
        new ScaleMixturePrior(0.25, 1, 0.1),
        new StudentTPrior(3, 0.3));
  }

  private void setPrior(Prior prior) {
    if (prior instanceof LearnedGaussianPrior) {
      exact.set(new Variable("w/prior-log-scale", Shape.scalar()), -0.7);
      exact.set(new Variable("left/prior-log-scale", Shape.scalar()), -0.7);
    } else if (prior instanceof MopedPrior) {
      exact.set(new Variable("w/prior-mean", Shape.of(4)), 0.2, 5, -0.1, 7);
      exact.set(new Variable("left/prior-mean", Shape.of(2)), 0.2, -0.1);
    }
  }

  @ParameterizedTest
  @MethodSource("priors")
  void theirDivergenceIsThatOfTheOthers(Prior prior) {
    setPrior(prior);
    boolean closed =
        prior instanceof GaussianPrior
            || prior instanceof LearnedGaussianPrior
            || prior instanceof MopedPrior;
    if (closed) {
      assertEquals(
          exact.scalar(kl(left(prior), KlMode.CLOSED_FORM)),
          exact.scalar(kl(pruned(prior), KlMode.CLOSED_FORM)),
          ROUNDING);
    }
    // With σ → 0 the estimate has no noise but that of log q, which has the address of the weights;
    // so the noise itself is taken out by comparing log q of both with what the noise gives.
    VariationalParameter pruned = pruned(prior);
    var draw =
        pruned
            .distribution(graph)
            .draw(Networks.pass(graph, Estimator.WEIGHT_SAMPLING, 0).weightNoise());
    double[] weights = exact.values(draw.weights());
    assertEquals(0, Math.abs(weights[1]));
    assertEquals(0, Math.abs(weights[3]));
    double logQ = 0;
    for (int i = 0; i < 4; i += 2) {
      double sigma = Math.log1p(Math.exp(RHO[i]));
      double z = (weights[i] - MU[i]) / sigma;
      logQ += -0.5 * z * z - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI);
    }
    assertEquals(logQ, exact.scalar(draw.logDensity()), ROUNDING);
    Variable kept = new Variable("kept", Shape.of(2));
    exact.set(kept, weights[0], weights[2]);
    double logP = exact.scalar(prior.logDensity(graph.read(kept), left(prior).site()));
    assertEquals(logQ - logP, exact.scalar(kl(pruned, KlMode.MONTE_CARLO)), ROUNDING);
  }

  @ParameterizedTest
  @MethodSource("priors")
  void nothingMovesThem(Prior prior) {
    setPrior(prior);
    VariationalParameter pruned = pruned(prior);
    Tensor loss =
        kl(pruned, KlMode.AUTOMATIC)
            .add(pruned.sample(Networks.pass(graph, Estimator.WEIGHT_SAMPLING, 0)).exp().sum());
    List<Tensor> reads = pruned.variables().subList(0, 2).stream().map(graph::read).toList();
    for (double[] gradient : exact.values(Gradients.of(loss, reads))) {
      assertEquals(0, gradient[1]);
      assertEquals(0, gradient[3]);
      assertEquals(true, gradient[0] != 0 && gradient[2] != 0);
    }
  }

  @ParameterizedTest
  @EnumSource(Estimator.class)
  void outputsAreThoseOfALayerWithoutThem(Estimator estimator) {
    Prior prior = new GaussianPrior(0, 1);
    var weight =
        new VariationalParameter(
                new WeightSite("dense/weight", Shape.of(2, 2), 2), MeanFieldGaussian.DEFAULT, prior)
            .withMask();
    exact.set(weight.variables().get(0), MU).set(weight.variables().get(1), RHO);
    exact.set(weight.mask().orElseThrow().variable(), 1, 0, 1, 0);
    Tensor x = graph.input("x", Shape.of(3, 2));
    exact.input("x", Shape.of(3, 2), 1, 2, -1, 3, 0.5, -2);
    Tensor y =
        new org.bcnn.layer.Dense("dense", weight, null)
            .apply(x, Networks.pass(graph, estimator, 0));
    double[] outputs = exact.values(y);
    // No weight leads to the second output; only the floor of local reparameterisation is left.
    for (int example = 0; example < 3; example++) {
      assertEquals(0, outputs[2 * example + 1], 1e-7);
    }
  }
}
