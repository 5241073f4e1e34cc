package org.bcnn.it.prior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.bcnn.backend.BackendProvider;
import org.bcnn.backend.Backends;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.KlMode;
import org.bcnn.posterior.WeightSite;
import org.bcnn.prior.Prior;
import org.bcnn.prior.PriorProvider;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.bcnn.spec.Provider;
import org.bcnn.spec.Registry;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every prior must be, as tests: a density that integrates to one, with a gradient everywhere,
 * and a KL divergence that is the integral it stands for. Extend this class, say which prior to
 * test, and run it with JUnit 5:
 *
 * <pre>{@code
 * final class MyPriorTest extends PriorContractTest {
 *   @Override
 *   protected Prior prior() {
 *     return new MyPrior(0.7);
 *   }
 * }
 * }</pre>
 *
 * <p>Give settings other than the defaults, so that a setting that gets lost is missed. Everything
 * else that can be overridden is optional; tests that need what is not there are skipped. Graphs
 * are evaluated in double precision; then every backend on the class path is compared.
 *
 * <p>Scales from about 0.002 to 100 are resolved. Stochastic tests have fixed seeds; a right prior
 * fails one of them with a probability of about 1e-5.
 */
public abstract class PriorContractTest {
  /** The smallest distance from the centre that integrals resolve. */
  private static final double SMALLEST = 1e-3;

  /** Heavy tails of one degree of freedom have 1e-8 of their mass beyond. */
  private static final double REACH = 1e8;

  /** Of a density's integral; what half a degree of freedom leaves beyond the reach is 1e-4. */
  private static final double MASS = 1e-3;

  /** Of a slope: constants of a graph are float32. */
  private static final double SLOPE = 1e-5;

  /** Of a closed form, relative to what cancels in it, for the same reason. */
  private static final double CLOSED_FORM = 1e-4;

  /** Of a float32 backend, relative to the element and to the largest of its tensor. */
  private static final double BACKEND = 1e-4;

  private static final int DRAWS = 10_000;

  /** A sample's mean is off by more with a probability of 6e-7, were its distribution normal. */
  private static final double STANDARD_ERRORS = 5;

  private static final Shape ONE = Shape.of(1);
  private static final Shape TWO = Shape.of(2);
  private static final Shape MANY = Shape.of(3, 2, 1, 2);

  /** Means (from the centre) and standard deviations of posteriors over two weights. */
  private static final double[][][] POSTERIORS = {
    {{0.05, -0.4}, {0.05, 0.3}},
    {{1, -2}, {0.75, 0.5}},
    {{0, 0.01}, {0.2, 0.02}}
  };

  /** For subclasses. */
  protected PriorContractTest() {}

  /**
   * Returns the prior to test. It is asked for in every test.
   *
   * @return the prior
   */
  protected abstract Prior prior();

  /**
   * Returns the log density of one weight, worked out in another way, where there is one. It is
   * what notices a scale that is taken for another, such as a variance for a standard deviation.
   *
   * @return {@code log p(w)} in nats; empty to skip the test
   */
  protected Optional<DoubleUnaryOperator> exactLogDensity() {
    return Optional.empty();
  }

  /**
   * Returns what draws one weight from the prior, where it is known how to.
   *
   * @return draws a weight; empty to skip the test
   */
  protected Optional<ToDoubleFunction<RandomStream>> sampler() {
    return Optional.empty();
  }

  /**
   * Returns where most of the density is.
   *
   * @return a weight, 0 by default
   */
  protected double centre() {
    return 0;
  }

  /**
   * Returns how far from the centre the density must still have a gradient.
   *
   * @return a distance, 1000 by default, that is large beside the prior's scale
   */
  protected double far() {
    return 1000;
  }

  /**
   * Returns the value that a variable or a buffer of the prior has in the tests.
   *
   * @param variable one of the prior's variables or buffers
   * @param site the weights
   * @return its value, the initial one by default
   */
  protected HostTensor valueOf(Variable variable, WeightSite site) {
    return prior().initialValue(variable, site);
  }

  /**
   * Returns whether the prior can be made by name.
   *
   * @return true by default; false for a prior that is not to be stored
   */
  protected boolean named() {
    return true;
  }

  /**
   * Returns the priors that can be made by name.
   *
   * @return those on the class path by default
   */
  protected Registry<Prior> registry() {
    return PriorProvider.registry();
  }

  /**
   * Returns the backends that are to agree on the prior.
   *
   * @return those on the class path by default
   */
  protected List<BackendProvider> backends() {
    Backends found = Backends.find();
    return found.available().stream().map(found::choose).toList();
  }

  private PriorProbe probe(Shape shape) {
    return new PriorProbe(prior(), shape, this::valueOf);
  }

  /** Distances from the centre, from tiny to far, on both sides. */
  private double[] distances() {
    double[] near = {0.001, 0.02, 0.3, 1, 5, 40, far()};
    return Stream.of(1, -1)
        .flatMapToDouble(sign -> Arrays.stream(near).map(distance -> sign * distance))
        .toArray();
  }

  @Test
  final void densityIsAFiniteScalar() {
    PriorProbe probe = probe(MANY);
    assertEquals(
        Shape.scalar(),
        probe.logDensity().shape(),
        "logDensity is of all weights together: a scalar");
    for (double distance : distances()) {
      double[] at = new double[MANY.size()];
      for (int i = 0; i < at.length; i++) {
        at[i] = centre() + distance * (i + 1) / at.length;
      }
      double value = probe.logDensity(at);
      assertTrue(
          Double.isFinite(value),
          () -> "log p is " + value + " where weights are up to " + distance + " from the centre");
    }
    assertTrue(Double.isFinite(probe.logDensity(new double[MANY.size()])), "log p at 0 is finite");
  }

  @Test
  final void densityOfOneWeightIntegratesToOne() {
    PriorProbe probe = probe(ONE);
    double mass =
        Grid.around(centre(), SMALLEST, REACH, 0.02).integral(w -> Math.exp(probe.logDensity(w)));
    assertEquals(1, mass, MASS, "the integral of the density of one weight");
  }

  /** A mean over weights instead of a sum, or a constant that is added once, shows here. */
  @Test
  final void densityOfTwoWeightsIntegratesToOne() {
    PriorProbe probe = probe(TWO);
    Grid grid = Grid.around(centre(), SMALLEST, REACH, 0.2);
    double mass = grid.integral(grid, w -> Math.exp(probe.logDensity(w)));
    assertEquals(1, mass, 0.01, "the integral of the density of two weights");
  }

  @Test
  final void densityIsTheExactOne() {
    assumeTrue(exactLogDensity().isPresent(), "exactLogDensity() is not given");
    PriorProbe probe = probe(ONE);
    for (double distance : distances()) {
      double w = centre() + distance;
      double expected = exactLogDensity().get().applyAsDouble(w);
      assertEquals(
          expected, probe.logDensity(w), 1e-5 * (1 + Math.abs(expected)), "log p(" + w + ")");
    }
  }

  @Test
  final void gradientIsTheSlope() {
    PriorProbe probe = probe(ONE);
    for (double distance : distances()) {
      double w = centre() + distance;
      double step = 1e-4 * Math.abs(distance);
      double slope = (probe.logDensity(w + step) - probe.logDensity(w - step)) / (2 * step);
      double gradient = probe.gradient(w)[0];
      // Differences of log p have an error of its rounding over the step.
      double rounding = 1e-14 * Math.abs(probe.logDensity(w)) / step;
      assertEquals(
          slope,
          gradient,
          SLOPE * (Math.abs(slope) + 1) + rounding,
          "the gradient of log p at " + w);
    }
  }

  /**
   * A density that has an integral falls faster than {@code 1 / |w|} in the long run, so that
   * {@code −w · d log p / dw > 1} far out. A gradient that dies there never brings a weight back.
   */
  @Test
  final void gradientIsAliveFarAway() {
    PriorProbe probe = probe(ONE);
    for (double distance : new double[] {far(), -far()}) {
      double pull = -distance * probe.gradient(centre() + distance)[0];
      assertTrue(
          pull > 0.99 && Double.isFinite(pull),
          () ->
              "at "
                  + (centre() + distance)
                  + " the gradient of log p hardly pulls back: -w d log p / dw is "
                  + pull
                  + ", less than the 1 of a density that falls like 1/|w|");
    }
  }

  /** At a kink, such as that of a Laplace density, any subgradient will do. */
  @Test
  final void gradientIsFiniteAtTheCentreAndAtZero() {
    PriorProbe probe = probe(ONE);
    double step = 1e-6;
    for (double w : new double[] {0, centre()}) {
      double here = probe.logDensity(w);
      double left = (here - probe.logDensity(w - step)) / step;
      double right = (probe.logDensity(w + step) - here) / step;
      double gradient = probe.gradient(w)[0];
      double tolerance = SLOPE * (1 + Math.abs(left) + Math.abs(right));
      assertTrue(
          gradient >= Math.min(left, right) - tolerance
              && gradient <= Math.max(left, right) + tolerance,
          () ->
              "the gradient of log p at "
                  + w
                  + " is "
                  + gradient
                  + ", but the slopes either side are "
                  + left
                  + " and "
                  + right);
    }
  }

  /** {@code −H(q) − ∫ q log p} over two weights. */
  private double integratedKl(PriorProbe probe, double[] mu, double[] sigma) {
    Grid first = Grid.ofGaussian(mu[0], sigma[0], centre(), SMALLEST);
    Grid second = Grid.ofGaussian(mu[1], sigma[1], centre(), SMALLEST);
    double entropy = Math.log(sigma[0]) + Math.log(sigma[1]) + Math.log(2 * Math.PI) + 1;
    return -entropy - first.integral(second, probe::logDensity);
  }

  private double[] aroundCentre(double[] means) {
    return Arrays.stream(means).map(mean -> centre() + mean).toArray();
  }

  @Test
  final void closedFormKlIsTheIntegral() {
    PriorProbe probe = probe(TWO);
    Optional<Tensor> closedForm = probe.closedFormKl();
    assumeTrue(closedForm.isPresent(), "the prior has no closed form");
    for (double[][] posterior : POSTERIORS) {
      double[] mu = aroundCentre(posterior[0]);
      probe.posterior(mu, posterior[1]);
      double expected = integratedKl(probe, mu, posterior[1]);
      assertEquals(
          expected,
          probe.scalar(closedForm.get()),
          CLOSED_FORM * (1 + Math.abs(expected)),
          () -> "closedFormKl at " + describe(mu, posterior[1]));
    }
  }

  private static String describe(double[] mu, double[] sigma) {
    return "means " + Arrays.toString(mu) + ", deviations " + Arrays.toString(sigma);
  }

  /** The mean of 10,000 estimates is off by 5 standard errors with a probability of about 1e-6. */
  @Test
  final void monteCarloKlIsUnbiased() {
    PriorProbe probe = probe(TWO);
    Tensor estimate = probe.kl(KlMode.MONTE_CARLO);
    for (double[][] posterior : POSTERIORS) {
      double[] mu = aroundCentre(posterior[0]);
      probe.posterior(mu, posterior[1]);
      double expected = integratedKl(probe, mu, posterior[1]);
      double[] draws = probe.draws(estimate, DRAWS);
      double mean = Arrays.stream(draws).average().orElseThrow();
      double variance =
          Arrays.stream(draws).map(draw -> (draw - mean) * (draw - mean)).sum() / (DRAWS - 1);
      assertEquals(
          expected,
          mean,
          STANDARD_ERRORS * Math.sqrt(variance / DRAWS) + 1e-3 * (1 + Math.abs(expected)),
          () -> "the mean of Monte Carlo estimates at " + describe(mu, posterior[1]));
    }
  }

  /** Kolmogorov and Smirnov's test; the limit is exceeded with a probability of 1e-6. */
  @Test
  final void samplesHaveTheDensity() {
    assumeTrue(sampler().isPresent(), "sampler() is not given");
    PriorProbe probe = probe(ONE);
    Grid grid = Grid.around(centre(), SMALLEST, REACH, 0.02);
    double[] cumulative = grid.cumulative(w -> Math.exp(probe.logDensity(w)));
    RandomStream random = RandomStream.at(new NoiseAddress(5, 0, "prior/sampler", 0));
    double[] samples = new double[DRAWS];
    Arrays.setAll(samples, i -> sampler().get().applyAsDouble(random));
    Arrays.sort(samples);
    double largest = 0;
    for (int i = 0; i < DRAWS; i++) {
      double below = interpolate(grid.points(), cumulative, samples[i]);
      largest = Math.max(largest, Math.abs(below - (i + 0.5) / DRAWS));
    }
    double limit = Math.sqrt(-0.5 * Math.log(0.5e-6) / DRAWS) + MASS;
    assertTrue(
        largest < limit,
        "the samples' distribution is not the density's: it is off by "
            + largest
            + ", more than "
            + limit);
  }

  private static double interpolate(double[] x, double[] y, double at) {
    int found = Arrays.binarySearch(x, at);
    if (found >= 0) {
      return y[found];
    }
    int above = -found - 1;
    if (above == 0 || above == x.length) {
      return above == 0 ? 0 : y[y.length - 1];
    }
    double fraction = (at - x[above - 1]) / (x[above] - x[above - 1]);
    return y[above - 1] + fraction * (y[above] - y[above - 1]);
  }

  @Test
  final void specMakesThePriorAgain() {
    assumeTrue(named(), "the prior has no name");
    Prior prior = prior();
    Spec spec = prior.spec();
    Provider<? extends Prior> provider =
        registry().providers().stream()
            .filter(each -> each.name().equals(spec.name()))
            .findFirst()
            .orElseThrow(
                () ->
                    new AssertionError(
                        "no provider is named \""
                            + spec.name()
                            + "\" as spec() is; list it in META-INF/services/"
                            + PriorProvider.class.getName()));
    Set<String> lost = new LinkedHashSet<>();
    provider.settings().stream().map(Setting::key).forEach(lost::add);
    lost.removeAll(spec.settings().keySet());
    assertTrue(lost.isEmpty(), () -> "spec() " + spec + " leaves out " + lost);
    Prior again = registry().create(spec.toString());
    assertEquals(spec, again.spec(), "the spec of the prior that its spec makes");
    PriorProbe before = probe(MANY);
    PriorProbe after = new PriorProbe(again, MANY, this::valueOf);
    for (double distance : distances()) {
      double[] at = new double[MANY.size()];
      Arrays.setAll(at, i -> centre() + distance * (i + 1));
      assertEquals(
          before.logDensity(at),
          after.logDensity(at),
          "log p of the prior that the spec " + spec + " makes");
    }
    for (Variable variable : variablesAndBuffers(prior, before.site())) {
      assertEquals(
          prior.initialValue(variable, before.site()),
          again.initialValue(variable, before.site()),
          "the initial value of " + variable.name() + " of the prior that the spec makes");
    }
  }

  private static List<Variable> variablesAndBuffers(Prior prior, WeightSite site) {
    List<Variable> all = new ArrayList<>(prior.variables(site));
    all.addAll(prior.buffers(site));
    return all;
  }

  @Test
  final void variablesAreNamedAfterTheirPlace() {
    Prior prior = prior();
    Set<String> names = new HashSet<>();
    for (String path : List.of("conv1/weight", "conv1/bias")) {
      WeightSite site = new WeightSite(path, MANY, 12);
      assertEquals(prior.variables(site), prior.variables(site), "variables() asked twice");
      assertEquals(prior.buffers(site), prior.buffers(site), "buffers() asked twice");
      for (Variable variable : variablesAndBuffers(prior, site)) {
        assertTrue(
            variable.name().startsWith(path + "/"),
            () -> "the variable " + variable.name() + " belongs to " + path);
        assertTrue(
            names.add(variable.name()), () -> variable.name() + " is the name of two variables");
        assertEquals(
            variable.shape(),
            prior.initialValue(variable, site).shape(),
            () -> "the shape of the initial value of " + variable.name());
      }
    }
  }

  /** Every learned variable has a gradient, the slope of the KL divergence, in either mode. */
  @Test
  final void learnedVariablesAreTrained() {
    PriorProbe probe = probe(TWO);
    List<Variable> learned = prior().variables(probe.site());
    assumeTrue(!learned.isEmpty(), "the prior learns nothing");
    probe.posterior(aroundCentre(POSTERIORS[0][0]), POSTERIORS[0][1]);
    for (KlMode mode : List.of(KlMode.AUTOMATIC, KlMode.MONTE_CARLO)) {
      Tensor kl = probe.kl(mode);
      List<double[]> gradients = probe.gradients(kl, learned);
      for (int v = 0; v < learned.size(); v++) {
        Variable variable = learned.get(v);
        boolean moves = false;
        double[] values = probe.variables().get(variable).data();
        for (int i = 0; i < values.length; i++) {
          double before = values[i];
          values[i] = before + 1e-4;
          double above = probe.scalar(kl);
          values[i] = before - 1e-4;
          double slope = (above - probe.scalar(kl)) / 2e-4;
          values[i] = before;
          assertEquals(
              slope,
              gradients.get(v)[i],
              1e-4 * (1 + Math.abs(slope)),
              "the gradient of the KL divergence by " + variable.name() + ", " + mode);
          moves |= gradients.get(v)[i] != 0;
        }
        assertTrue(moves, () -> "no gradient reaches " + variable.name() + ", " + mode);
      }
    }
  }

  /** Density, KL divergence and all gradients on each backend are those in double precision. */
  @TestFactory
  final Stream<DynamicTest> backendsAgree() {
    return backends().stream()
        .map(
            provider ->
                DynamicTest.dynamicTest(
                    provider.name(),
                    () -> {
                      PriorProbe probe = probe(MANY);
                      for (double reach : new double[] {0.5, far()}) {
                        float[] at = new float[MANY.size()];
                        for (int i = 0; i < at.length; i++) {
                          at[i] = (float) (centre() + reach * (i - 4) / at.length);
                        }
                        BackendAgreement.check(probe, outputs(probe), at, provider, BACKEND);
                      }
                    }));
  }

  private static Map<String, Tensor> outputs(PriorProbe probe) {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("log density", probe.logDensity());
    outputs.put("gradient of the log density", probe.gradientByWeights());
    for (KlMode mode : List.of(KlMode.AUTOMATIC, KlMode.MONTE_CARLO)) {
      Tensor kl = probe.kl(mode);
      outputs.put(mode + " KL divergence", kl);
      List<Tensor> gradients = probe.gradientsOf(kl);
      for (int i = 0; i < gradients.size(); i++) {
        outputs.put(
            "gradient of the " + mode + " KL by " + probe.trainable().get(i).name(),
            gradients.get(i));
      }
    }
    return outputs;
  }
}
