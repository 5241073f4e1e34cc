package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.Backends;
import org.bcnn.backend.Executable;
import org.bcnn.backend.Session;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.Function;
import org.bcnn.graph.Gradients;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Padding;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.it.tck.reference.DoubleTensor;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.Layer;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.layer.VariationalParameter;
import org.bcnn.objective.Likelihood;
import org.bcnn.objective.ObjectiveTerms;
import org.bcnn.objective.VariationalObjective;
import org.bcnn.posterior.LowRankGaussian;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.posterior.PosteriorProvider;
import org.bcnn.posterior.WeightDistribution;
import org.bcnn.posterior.WeightDraw;
import org.bcnn.posterior.WeightSite;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.prior.LaplacePrior;
import org.bcnn.prior.LearnedGaussianPrior;
import org.bcnn.prior.MopedPrior;
import org.bcnn.prior.Prior;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The low-rank posterior against dense linear algebra of the test's own. */
class LowRankTest {
  private static final WeightSite SITE = new WeightSite("w", Shape.of(2, 3), 2);
  private static final int N = SITE.shape().size();

  private final GraphBuilder graph = new GraphBuilder();
  private final Exact exact = new Exact();

  private static LowRankGaussian family(int rank) {
    return new LowRankGaussian(rank, 0.4, new MeanFieldGaussian(1, -1, 0.5));
  }

  private VariationalParameter parameter(int rank, Prior prior) {
    VariationalParameter parameter = new VariationalParameter(SITE, family(rank), prior);
    for (Variable variable : parameter.variables()) {
      exact.variables.put(variable, DoubleTensor.of(parameter.initialValue(variable, 4)));
    }
    return parameter;
  }

  private WeightDistribution distribution(int rank) {
    return parameter(rank, new GaussianPrior(0, 1)).distribution(graph);
  }

  private double[] mu() {
    return exact.get(new Variable("w/mu", SITE.shape()));
  }

  private double[][] covariance(int rank) {
    double[] rho = exact.get(new Variable("w/rho", SITE.shape()));
    double[] factors = exact.get(new Variable("w/factors", Shape.of(rank, N)));
    double[][] covariance = new double[N][N];
    for (int i = 0; i < N; i++) {
      double sigma = Math.log1p(Math.exp(rho[i]));
      covariance[i][i] = sigma * sigma;
      for (int j = 0; j < N; j++) {
        for (int k = 0; k < rank; k++) {
          covariance[i][j] += factors[k * N + i] * factors[k * N + j];
        }
      }
    }
    return covariance;
  }

  private WeightDraw draw(WeightDistribution q) {
    return q.draw(Networks.pass(graph, Estimator.WEIGHT_SAMPLING, 0).weightNoise());
  }

  /** Up to more directions than weights. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void densityOfADrawIsTheMultivariateNormals(int rank) {
    WeightDraw draw = draw(distribution(rank));
    for (int step = 0; step < 5; step++) {
      List<double[]> values = exact.values(List.of(draw.weights(), draw.logDensity()));
      assertEquals(
          Matrices.logNormal(values.get(0), mu(), covariance(rank)), values.get(1)[0], 1e-6);
      exact.seed = exact.seed.next();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void entropyAndVarianceAreTheCovariances(int rank) {
    WeightDistribution q = distribution(rank);
    double[][] covariance = covariance(rank);
    double entropy =
        0.5 * Matrices.logDeterminant(covariance) + 0.5 * N * (1 + Math.log(2 * Math.PI));
    assertEquals(entropy, exact.scalar(q.entropy().orElseThrow()), 1e-6);
    double[] variance = exact.values(q.variance());
    for (int i = 0; i < N; i++) {
      assertEquals(covariance[i][i], variance[i], 1e-12);
    }
  }

  /**
   * Every second moment over 4,000 draws, against the covariance. One of 21 scores exceeds 6 with a
   * probability of about 1e-6, products of normals having longer tails than normals.
   */
  @Test
  void drawsHaveTheCovariance() {
    int draws = 4000;
    Tensor weights = draw(distribution(2)).weights();
    double[][] covariance = covariance(2);
    double[][] sum = new double[N][N];
    for (int draw = 0; draw < draws; draw++) {
      double[] w = exact.values(weights);
      for (int i = 0; i < N; i++) {
        for (int j = 0; j <= i; j++) {
          sum[i][j] += (w[i] - mu()[i]) * (w[j] - mu()[j]);
        }
      }
      exact.seed = exact.seed.next();
    }
    for (int i = 0; i < N; i++) {
      for (int j = 0; j <= i; j++) {
        double variance = covariance[i][i] * covariance[j][j] + covariance[i][j] * covariance[i][j];
        double score = (sum[i][j] - draws * covariance[i][j]) / Math.sqrt(draws * variance);
        assertTrue(Math.abs(score) < 6, "score " + score + " of weights " + i + ", " + j);
      }
    }
  }

  /** {@code ½ [ tr Σ/s² + |μ − m|²/s² − n + n log s² − log det Σ ]}. */
  @ParameterizedTest
  @ValueSource(strings = {"gaussian", "learned", "moped"})
  void closedFormKlIsTheTextbooks(String which) {
    double scale = 0.5;
    double[] mean = new double[N];
    Prior prior =
        switch (which) {
          case "gaussian" -> new GaussianPrior(0.25, scale);
          case "learned" -> new LearnedGaussianPrior(scale);
          default -> new MopedPrior(scale);
        };
    if (which.equals("gaussian")) {
      Arrays.fill(mean, 0.25);
    } else if (which.equals("moped")) {
      mean = Networks.normal("twin", N);
      exact.set(MopedPrior.mean(SITE), mean);
    }
    VariationalParameter parameter = parameter(3, prior);
    double[][] covariance = covariance(3);
    double expected = N * (Math.log(scale * scale) - 1) - Matrices.logDeterminant(covariance);
    for (int i = 0; i < N; i++) {
      double shift = mu()[i] - mean[i];
      expected += (covariance[i][i] + shift * shift) / (scale * scale);
    }
    Tensor kl =
        parameter.kl(Networks.pass(graph, Estimator.WEIGHT_SAMPLING, 0), KlMode.CLOSED_FORM);
    assertEquals(0.5 * expected, exact.scalar(kl), 1e-6 * expected);
    assertMonteCarloConverges(parameter, 0.5 * expected);
  }

  /** The mean of 4,000 estimates is off by 5 standard errors with a probability of 6e-7. */
  private void assertMonteCarloConverges(VariationalParameter parameter, double expected) {
    int draws = 4000;
    Tensor kl =
        parameter.kl(Networks.pass(graph, Estimator.WEIGHT_SAMPLING, 0), KlMode.MONTE_CARLO);
    Function function = graph.function("f").output("kl", kl).build();
    double sum = 0;
    double squares = 0;
    for (int draw = 0; draw < draws; draw++) {
      double error = exact.run(function).get("kl").data()[0] - expected;
      sum += error;
      squares += error * error;
      exact.seed = exact.seed.next();
    }
    double score = sum / Math.sqrt(squares);
    assertTrue(Math.abs(score) < 5, "score " + score);
  }

  /**
   * The variance of each output is {@code Jᵀ Σ J}, J the layer's response to each weight. A bias's
   * outputs have its marginal variances.
   */
  @ParameterizedTest
  @ValueSource(strings = {"dense", "convolution"})
  void outputVarianceIsThatOfALinearMap(String kind) {
    WeightSite site =
        kind.equals("dense")
            ? new WeightSite("w", Shape.of(2, 3), 2)
            : new WeightSite("w", Shape.of(2, 1, 3, 1), 3);
    Shape input = kind.equals("dense") ? Shape.of(4, 2) : Shape.of(2, 1, 4, 3);
    ConvGeometry geometry = ConvGeometry.DEFAULT.withPadding(new Padding(1, 0, 0, 1));
    BinaryOperator<Tensor> product =
        kind.equals("dense") ? Tensor::matMul : (x, w) -> graph.conv2d(x, w, geometry);
    parameter(2, new GaussianPrior(0, 1));
    LowRankGaussian family = family(2);
    family
        .variables(site)
        .forEach(
            variable ->
                exact.variables.put(
                    variable, DoubleTensor.of(family.initialValue(variable, site, 4))));
    Tensor x = graph.input("x", input);
    exact.input("x", input, Networks.normal("x", input.size()));
    GraphBuilder own = graph;
    double[] variance =
        exact.values(family.read(own, site).outputVariance(x, product).orElseThrow());
    double[][] response = new double[N][];
    for (int i = 0; i < N; i++) {
      float[] unit = new float[N];
      unit[i] = 1;
      response[i] = exact.values(product.apply(x, own.constant(HostTensor.of(site.shape(), unit))));
    }
    double[][] covariance = covarianceOf(site);
    for (int o = 0; o < variance.length; o++) {
      double[] j = new double[N];
      for (int i = 0; i < N; i++) {
        j[i] = response[i][o];
      }
      assertEquals(Matrices.quadratic(covariance, j), variance[o], 1e-9, "output " + o);
    }
  }

  private double[][] covarianceOf(WeightSite site) {
    exact.set(new Variable("w/rho", SITE.shape()), exact.get(new Variable("w/rho", site.shape())));
    return covariance(2);
  }

  private static Layer network(int rank, Prior prior) {
    return Networks.convolutional(ParameterFactory.variational(family(rank), prior));
  }

  private ObjectiveTerms<Tensor> objective(Layer network, Estimator estimator, KlMode mode) {
    Tensor images = graph.input("images", Networks.IMAGES);
    Tensor labels = graph.input("labels", Shape.of(3, Networks.CLASSES));
    exact.initialise(network, 5);
    exact.input("images", Networks.IMAGES, Networks.normal("images", Networks.IMAGES.size()));
    exact.input("labels", labels.shape(), Networks.oneHot(Networks.CLASSES, 2, 0, 1));
    return new VariationalObjective(2, estimator, mode, 10, NoiseSource.PORTABLE)
        .build(network, images, Likelihood.categorical(labels), graph.constant(1));
  }

  /** Central differences in the μ, ρ and U of every layer, at fixed noise. */
  @ParameterizedTest
  @CsvSource({
    "LOCAL_REPARAMETERISATION, AUTOMATIC",
    "WEIGHT_SAMPLING, MONTE_CARLO",
    "MEAN, CLOSED_FORM"
  })
  void gradientsAreSlopes(Estimator estimator, KlMode mode) {
    Layer network = network(2, new LearnedGaussianPrior(0.5));
    Tensor loss = objective(network, estimator, mode).loss();
    List<Variable> variables = Networks.variables(network);
    List<double[]> gradients = exact.values(Gradients.of(loss, Networks.reads(graph, variables)));
    for (int v = 0; v < variables.size(); v++) {
      Variable variable = variables.get(v);
      int stride = variable.shape().size() > 12 ? 11 : 1;
      for (int i = 0; i < variable.shape().size(); i += stride) {
        double slope = exact.slope(loss, variable, i, 1e-5);
        assertEquals(
            slope,
            gradients.get(v)[i],
            1e-7 * (1 + Math.abs(slope)),
            variable.name() + ", element " + i);
      }
    }
  }

  /** Weights that depend on each other cannot have their signs flipped one by one. */
  @Test
  void flipoutIsRefusedWhenTheModelIsBuilt() {
    Layer network = network(2, new GaussianPrior(0, 1));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> objective(network, Estimator.FLIPOUT, KlMode.AUTOMATIC))
            .getMessage();
    assertEquals(
        "conv/weight: flipout needs a posterior of independent weights that are symmetric about"
            + " their means, which "
            + family(2)
            + " is not; use another estimator for this layer",
        message);
  }

  @Test
  void localReparameterisationNeedsNoMonteCarloKl() {
    Layer network = network(1, new MopedPrior(1));
    Tensor kl = objective(network, Estimator.LOCAL_REPARAMETERISATION, KlMode.CLOSED_FORM).kl();
    assertEquals(List.of(), graph.function("f").output("kl", kl).build().noise());
    Layer laplace = network(1, new LaplacePrior(0.5));
    assertThrows(
        IllegalArgumentException.class,
        () -> objective(laplace, Estimator.MEAN, KlMode.CLOSED_FORM));
  }

  /**
   * In float32, on every engine, loss and gradients are those of double precision; where deviations
   * vanish beside large and nearly parallel factors they are finite.
   */
  @ParameterizedTest
  @ValueSource(strings = {"tf", "djl"})
  void enginesAgreeAndStayFinite(String name) {
    Layer network = network(3, new GaussianPrior(0, 0.5));
    Function function = lossAndGradients(network);
    Map<String, DoubleTensor> expected = exact.run(function);
    try (Backend backend = Backends.find().choose(name).open(new BackendOptions(1))) {
      Map<String, HostTensor> actual = run(backend, function);
      expected.forEach(
          (output, value) -> {
            double largest = Arrays.stream(value.data()).map(Math::abs).max().orElseThrow();
            for (int i = 0; i < value.data().length; i++) {
              assertEquals(value.data()[i], actual.get(output).data()[i], 1e-4 * largest, output);
            }
          });
      for (Variable variable : Networks.variables(network)) {
        if (variable.name().endsWith("/rho")) {
          exact.set(variable, -200);
        } else if (variable.name().endsWith("/factors")) {
          double[] factors = new double[variable.shape().size()];
          Arrays.setAll(factors, i -> 3 + 1e-6 * (i % 7));
          exact.set(variable, factors);
        }
      }
      run(backend, function)
          .forEach(
              (output, value) -> {
                for (float element : value.data()) {
                  assertTrue(Float.isFinite(element), output + " has " + element);
                }
              });
    }
  }

  private Function lossAndGradients(Layer network) {
    Function.Builder function = graph.function("f");
    for (KlMode mode : List.of(KlMode.CLOSED_FORM, KlMode.MONTE_CARLO)) {
      Estimator estimator =
          mode == KlMode.CLOSED_FORM
              ? Estimator.LOCAL_REPARAMETERISATION
              : Estimator.WEIGHT_SAMPLING;
      Tensor loss = objective(network, estimator, mode).loss();
      function.output("loss " + mode, loss);
      List<Variable> variables = Networks.variables(network);
      List<Tensor> gradients = Gradients.of(loss, Networks.reads(graph, variables));
      for (int v = 0; v < variables.size(); v++) {
        function.output(variables.get(v).name() + " " + mode, gradients.get(v));
      }
    }
    return function.build();
  }

  private Map<String, HostTensor> run(Backend backend, Function function) {
    Map<String, HostTensor> inputs = new LinkedHashMap<>();
    exact.inputs.forEach((input, value) -> inputs.put(input, value.toHost()));
    try (Session session = backend.openSession()) {
      function
          .variables()
          .forEach(variable -> session.set(variable, exact.variables.get(variable).toHost()));
      try (Executable executable = session.compile(function)) {
        return executable.run(inputs, exact.seed);
      }
    }
  }

  @Test
  void startsAsTheMeanFieldWithSmallDirections() {
    LowRankGaussian family = LowRankGaussian.DEFAULT;
    List<Variable> variables = family.variables(SITE);
    assertEquals(
        List.of(
            new Variable("w/mu", SITE.shape()),
            new Variable("w/rho", SITE.shape()),
            new Variable("w/factors", Shape.of(2, N))),
        variables);
    for (Variable variable : variables.subList(0, 2)) {
      assertEquals(
          MeanFieldGaussian.DEFAULT.initialValue(variable, SITE, 1),
          family.initialValue(variable, SITE, 1));
    }
    float[] factors = family.initialValue(variables.get(2), SITE, 1).data();
    List<Float> distinct = new ArrayList<>();
    for (float factor : factors) {
      assertTrue(factor != 0 && Math.abs(factor) < 0.005, "factor " + factor);
      assertTrue(!distinct.contains(factor), "every factor has a number of its own");
      distinct.add(factor);
    }
  }

  @Test
  void specMakesTheFamilyAgain() {
    LowRankGaussian family = family(3);
    assertEquals(
        "low-rank:rank=3,factor-spread=0.4,mean-gain=1.0,rho=-1.0,rho-spread=0.5",
        family.spec().toString());
    assertEquals(family, PosteriorProvider.registry().create(family.spec().toString()));
    assertEquals(LowRankGaussian.DEFAULT, PosteriorProvider.registry().create("low-rank"));
    assertThrows(IllegalArgumentException.class, () -> family(0));
    assertThrows(
        IllegalArgumentException.class, () -> new LowRankGaussian(1, 0, MeanFieldGaussian.DEFAULT));
    assertArrayEquals(
        new Object[] {"low-rank", "mean-field"}, PosteriorProvider.registry().names().toArray());
  }
}
