package org.bcnn.it.prior;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.bcnn.graph.Variable;
import org.bcnn.posterior.WeightSite;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.prior.LaplacePrior;
import org.bcnn.prior.LearnedGaussianPrior;
import org.bcnn.prior.MopedPrior;
import org.bcnn.prior.Prior;
import org.bcnn.prior.PriorProvider;
import org.bcnn.prior.ScaleMixturePrior;
import org.bcnn.prior.StudentTPrior;
import org.bcnn.random.RandomStream;
import org.bcnn.tensor.HostTensor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every prior that ships keeps the contract, on every backend. */
final class BuiltInPriorsTest {
  private static double logGaussian(double w, double mean, double sigma) {
    double z = (w - mean) / sigma;
    return -0.5 * z * z - Math.log(sigma) - 0.5 * Math.log(2 * Math.PI);
  }

  @Test
  void allOfThemAreTestedHere() {
    assertEquals(
        Set.of("gaussian", "laplace", "learned-gaussian", "moped", "scale-mixture", "student-t"),
        new TreeSet<>(PriorProvider.registry().names()));
  }

  @Nested
  final class Gaussian extends PriorContractTest {
    @Override
    protected Prior prior() {
      return new GaussianPrior(0.25, 0.5);
    }

    @Override
    protected Optional<DoubleUnaryOperator> exactLogDensity() {
      return Optional.of(w -> logGaussian(w, 0.25, 0.5));
    }

    @Override
    protected Optional<ToDoubleFunction<RandomStream>> sampler() {
      return Optional.of(random -> 0.25 + 0.5 * random.nextGaussian());
    }
  }

  @Nested
  final class Laplace extends PriorContractTest {
    @Override
    protected Prior prior() {
      return new LaplacePrior(0.7);
    }

    @Override
    protected Optional<DoubleUnaryOperator> exactLogDensity() {
      return Optional.of(w -> -Math.abs(w) / 0.7 - Math.log(1.4));
    }

    /** An exponential variable with a random sign. */
    @Override
    protected Optional<ToDoubleFunction<RandomStream>> sampler() {
      return Optional.of(
          random -> {
            double size = -0.7 * Math.log1p(-random.nextDouble());
            return random.nextDouble() < 0.5 ? size : -size;
          });
    }
  }

  /** The narrow part of Blundell et al., e^-6, beside a wide one of 1. */
  @Nested
  final class ScaleMixture extends PriorContractTest {
    private final double narrow = Math.exp(-6);

    @Override
    protected Prior prior() {
      return new ScaleMixturePrior(0.25, 1, narrow);
    }

    /** In double precision the sum of two densities is good up to 38 standard deviations. */
    @Override
    protected Optional<DoubleUnaryOperator> exactLogDensity() {
      return Optional.of(
          w ->
              Math.abs(w) > 30
                  ? Math.log(0.25) + logGaussian(w, 0, 1)
                  : Math.log(
                      0.25 * Math.exp(logGaussian(w, 0, 1))
                          + 0.75 * Math.exp(logGaussian(w, 0, narrow))));
    }

    @Override
    protected Optional<ToDoubleFunction<RandomStream>> sampler() {
      return Optional.of(
          random -> (random.nextDouble() < 0.25 ? 1 : narrow) * random.nextGaussian());
    }
  }

  /** The first Gaussian may be the narrow one. */
  @Nested
  final class ScaleMixtureTheOtherWayRound extends PriorContractTest {
    @Override
    protected Prior prior() {
      return new ScaleMixturePrior(0.9, 0.05, 2);
    }

    @Override
    protected Optional<ToDoubleFunction<RandomStream>> sampler() {
      return Optional.of(random -> (random.nextDouble() < 0.9 ? 0.05 : 2) * random.nextGaussian());
    }
  }

  @Nested
  final class StudentT extends PriorContractTest {
    @Override
    protected Prior prior() {
      return new StudentTPrior(5, 0.4);
    }

    /** {@code Γ(3) / (Γ(5/2) √(5π)) = 8 / (3 π √5)}. */
    @Override
    protected Optional<DoubleUnaryOperator> exactLogDensity() {
      return Optional.of(
          w ->
              Math.log(8 / (3 * Math.PI * Math.sqrt(5)) / 0.4)
                  - 3 * Math.log1p(w * w / (5 * 0.4 * 0.4)));
    }

    /** A normal over the root of a mean of five squares. */
    @Override
    protected Optional<ToDoubleFunction<RandomStream>> sampler() {
      return Optional.of(
          random -> {
            double squares = 0;
            for (int i = 0; i < 5; i++) {
              double z = random.nextGaussian();
              squares += z * z;
            }
            return 0.4 * random.nextGaussian() / Math.sqrt(squares / 5);
          });
    }
  }

  @Nested
  final class Cauchy extends PriorContractTest {
    @Override
    protected Prior prior() {
      return new StudentTPrior(1, 0.1);
    }

    @Override
    protected Optional<DoubleUnaryOperator> exactLogDensity() {
      return Optional.of(w -> -Math.log(Math.PI * 0.1 * (1 + w * w / 0.01)));
    }

    @Override
    protected Optional<ToDoubleFunction<RandomStream>> sampler() {
      return Optional.of(random -> 0.1 * Math.tan(Math.PI * (random.nextDouble() - 0.5)));
    }
  }

  @Nested
  final class LearnedGaussian extends PriorContractTest {
    @Override
    protected Prior prior() {
      return new LearnedGaussianPrior(0.6);
    }

    @Override
    protected HostTensor valueOf(Variable variable, WeightSite site) {
      return HostTensor.scalar((float) Math.log(0.2));
    }

    @Override
    protected Optional<DoubleUnaryOperator> exactLogDensity() {
      return Optional.of(w -> logGaussian(w, 0, 0.2));
    }

    @Override
    protected Optional<ToDoubleFunction<RandomStream>> sampler() {
      return Optional.of(random -> 0.2 * random.nextGaussian());
    }
  }

  /** Around a twin whose weights differ from each other. */
  @Nested
  final class Moped extends PriorContractTest {
    @Override
    protected Prior prior() {
      return new MopedPrior(0.5);
    }

    @Override
    protected HostTensor valueOf(Variable variable, WeightSite site) {
      float[] twin = new float[site.shape().size()];
      for (int i = 0; i < twin.length; i++) {
        twin[i] = 0.25f - 0.125f * i;
      }
      return HostTensor.of(site.shape(), twin);
    }

    @Override
    protected Optional<DoubleUnaryOperator> exactLogDensity() {
      return Optional.of(w -> logGaussian(w, 0.25, 0.5));
    }
  }
}
