package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bcnn.graph.Function;
import org.bcnn.graph.Gradients;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Op;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.Layer;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.layer.Parameter;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.layer.Sequential;
import org.bcnn.layer.VariationalParameter;
import org.bcnn.objective.Likelihood;
import org.bcnn.objective.ObjectiveTerms;
import org.bcnn.objective.VariationalObjective;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.prior.LaplacePrior;
import org.bcnn.prior.LearnedGaussianPrior;
import org.bcnn.prior.MopedPrior;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ObjectiveTest {
  private static final int[] LABELS = {2, 0, 1};
  private static final long EXAMPLES = 700;

  private final GraphBuilder graph = new GraphBuilder();
  private final Layer network = Networks.convolutional(Networks.variational());
  private final Exact exact = new Exact().initialise(network, 5);

  private ObjectiveTerms<Tensor> terms(
      Layer of, Estimator estimator, KlMode mode, int draws, long n) {
    int batch = Networks.IMAGES.dim(0);
    Tensor images = graph.input("images", Networks.IMAGES);
    Tensor labels = graph.input("labels", Shape.of(batch, Networks.CLASSES));
    Tensor klWeight = graph.input("klWeight", Shape.scalar());
    exact.input("images", Networks.IMAGES, Networks.normal("images", Networks.IMAGES.size()));
    exact.input("labels", labels.shape(), Networks.oneHot(Networks.CLASSES, LABELS));
    exact.input("klWeight", Shape.scalar(), 1);
    return new VariationalObjective(draws, estimator, mode, n, NoiseSource.PORTABLE)
        .build(of, images, Likelihood.categorical(labels), klWeight);
  }

  private ObjectiveTerms<Tensor> terms(Estimator estimator, KlMode mode, int draws) {
    return terms(network, estimator, mode, draws, EXAMPLES);
  }

  /** The cross-entropy in nats per example, without the graph. */
  private static double crossEntropy(double[] logits) {
    double sum = 0;
    for (int i = 0; i < LABELS.length; i++) {
      double total = 0;
      for (int c = 0; c < Networks.CLASSES; c++) {
        total += Math.exp(logits[i * Networks.CLASSES + c]);
      }
      sum += Math.log(total) - logits[i * Networks.CLASSES + LABELS[i]];
    }
    return sum / LABELS.length;
  }

  @ParameterizedTest
  @EnumSource(Estimator.class)
  void termsAreThoseOfTheFormula(Estimator estimator) {
    for (int draws : new int[] {1, 3}) {
      ObjectiveTerms<Tensor> terms = terms(estimator, KlMode.AUTOMATIC, draws);
      assertEquals(draws, terms.outputs().size());
      double nll = 0;
      for (Tensor output : terms.outputs()) {
        nll += crossEntropy(exact.values(output)) / draws;
      }
      assertEquals(nll, exact.scalar(terms.negativeLogLikelihood()), 1e-6);
      double kl = exact.scalar(terms.kl());
      for (double weight : new double[] {0, 0.1, 1}) {
        exact.input("klWeight", Shape.scalar(), weight);
        assertEquals(nll + weight * kl / EXAMPLES, exact.scalar(terms.loss()), 1e-6 * nll);
      }
    }
  }

  /**
   * The sum over every weight and bias of every layer: neither a mean over weights, nor the last
   * layer's alone, which are mistakes that make the divergence all but vanish.
   */
  @Test
  void klIsTheSumOverTheWholeNetwork() {
    double sum = 0;
    for (Parameter parameter : network.parameters()) {
      double[] mu = exact.get(parameter.variables().get(0));
      double[] rho = exact.get(parameter.variables().get(1));
      for (int i = 0; i < mu.length; i++) {
        double sigma = Math.log1p(Math.exp(rho[i]));
        double ratio = sigma / 0.5;
        double shift = (mu[i] - 0.1) / 0.5;
        sum += 0.5 * (ratio * ratio + shift * shift - 1) - Math.log(ratio);
      }
    }
    for (int draws : new int[] {1, 2, 5}) {
      ObjectiveTerms<Tensor> terms =
          terms(Estimator.LOCAL_REPARAMETERISATION, KlMode.AUTOMATIC, draws);
      assertEquals(sum, exact.scalar(terms.kl()), 1e-6 * sum);
    }
  }

  /** Several priors, and parameters of a few and of thousands of weights, in any mixture. */
  @Test
  void klIsTheSumOfTheParameters() {
    ParameterFactory narrow = Networks.variational(new GaussianPrior(0, 0.2));
    ParameterFactory peaked = Networks.variational(new LaplacePrior(0.5));
    Layer mixed =
        new Sequential(
            List.of(
                Networks.convolutional(Networks.variational()),
                Networks.dense("small", Networks.CLASSES, 2, narrow),
                Networks.dense("large", 2, 2100, narrow),
                Networks.dense("other", 2100, Networks.CLASSES, peaked)));
    exact.initialise(mixed, 6);
    double sum = 0;
    for (Parameter parameter : mixed.parameters()) {
      sum +=
          exact.scalar(
              ((VariationalParameter) parameter)
                  .kl(Networks.pass(graph, Estimator.WEIGHT_SAMPLING, 0), KlMode.AUTOMATIC));
    }
    ObjectiveTerms<Tensor> terms =
        terms(mixed, Estimator.WEIGHT_SAMPLING, KlMode.AUTOMATIC, 1, EXAMPLES);
    assertEquals(sum, exact.scalar(terms.kl()), 1e-6 * sum);
  }

  /** With n draws the Monte Carlo KL is the mean over draws, each its own. */
  @Test
  void monteCarloKlIsTheMeanOverDraws() {
    ObjectiveTerms<Tensor> terms = terms(Estimator.WEIGHT_SAMPLING, KlMode.MONTE_CARLO, 3);
    List<Double> single = new ArrayList<>();
    for (int draw = 0; draw < 3; draw++) {
      double sum = 0;
      for (Parameter parameter : network.parameters()) {
        Tensor kl =
            ((VariationalParameter) parameter)
                .kl(Networks.pass(graph, Estimator.WEIGHT_SAMPLING, draw), KlMode.MONTE_CARLO);
        sum += exact.scalar(kl);
      }
      single.add(sum);
    }
    assertEquals(3, new HashSet<>(single).size());
    double mean = (single.get(0) + single.get(1) + single.get(2)) / 3;
    assertEquals(mean, exact.scalar(terms.kl()), 1e-6 * Math.abs(mean));
  }

  /** Weighing the divergence twice, here and by the number of minibatches, would be a mistake. */
  @Test
  void trainingExamplesDivideTheKlAndNothingElse() {
    ObjectiveTerms<Tensor> few = terms(network, Estimator.MEAN, KlMode.AUTOMATIC, 1, 10);
    ObjectiveTerms<Tensor> many = terms(network, Estimator.MEAN, KlMode.AUTOMATIC, 1, 60_000);
    double kl = exact.scalar(few.kl());
    double nll = exact.scalar(few.negativeLogLikelihood());
    assertEquals(kl, exact.scalar(many.kl()));
    assertEquals(nll, exact.scalar(many.negativeLogLikelihood()));
    assertEquals(nll + kl / 10, exact.scalar(few.loss()), 1e-6 * kl);
    assertEquals(nll + kl / 60_000, exact.scalar(many.loss()), 1e-7);
  }

  @Test
  void networkWithoutDistributionsHasNoKl() {
    Layer plain = Networks.convolutional(ParameterFactory.deterministic(1));
    exact.initialise(plain, 5);
    ObjectiveTerms<Tensor> terms =
        terms(plain, Estimator.LOCAL_REPARAMETERISATION, KlMode.AUTOMATIC, 1, EXAMPLES);
    assertEquals(0, exact.scalar(terms.kl()));
    assertEquals(exact.scalar(terms.negativeLogLikelihood()), exact.scalar(terms.loss()));
  }

  private static Set<Variable> read(Tensor tensor) {
    Function function = tensor.graph().function("f").output("value", tensor).build();
    return new HashSet<>(function.variables());
  }

  /** The divergence is of the parameters that the forward pass uses, and of all of them. */
  @ParameterizedTest
  @EnumSource(
      value = Estimator.class,
      names = {"LOCAL_REPARAMETERISATION", "WEIGHT_SAMPLING"})
  void klAndLikelihoodHaveTheSameParameters(Estimator estimator) {
    Set<Variable> all = new HashSet<>(Networks.variables(network));
    assertEquals(8, all.size());
    for (KlMode mode : KlMode.values()) {
      ObjectiveTerms<Tensor> terms = terms(estimator, mode, 1);
      assertEquals(all, read(terms.kl()));
      assertEquals(all, read(terms.negativeLogLikelihood()));
    }
  }

  @Test
  void atTheMeanTheLikelihoodHasMeansOnly() {
    ObjectiveTerms<Tensor> terms = terms(Estimator.MEAN, KlMode.AUTOMATIC, 1);
    for (Variable variable : read(terms.negativeLogLikelihood())) {
      assertTrue(variable.name().endsWith("/mu"), variable.name());
    }
    Function function = graph.function("f").output("loss", terms.loss()).build();
    assertEquals(List.of(), function.noise());
  }

  /** Under weight sampling the estimate of the KL is at the very weights of the forward pass. */
  @Test
  void monteCarloKlSharesTheDrawOfTheForwardPass() {
    ObjectiveTerms<Tensor> terms = terms(Estimator.WEIGHT_SAMPLING, KlMode.MONTE_CARLO, 2);
    Function forward = graph.function("f").output("nll", terms.negativeLogLikelihood()).build();
    Function both = graph.function("f").output("loss", terms.loss()).build();
    Function divergence = graph.function("f").output("kl", terms.kl()).build();
    assertEquals(8, forward.noise().size());
    assertEquals(new HashSet<>(forward.noise()), new HashSet<>(divergence.noise()));
    assertEquals(forward.noise(), both.noise());
  }

  @Test
  void automaticKlOfAGaussianPriorNeedsNoNoise() {
    Tensor kl = terms(Estimator.WEIGHT_SAMPLING, KlMode.AUTOMATIC, 2).kl();
    assertEquals(List.of(), graph.function("f").output("kl", kl).build().noise());
  }

  @Test
  void priorWithoutClosedFormNeedsNothingFromTheUser() {
    Layer laplace = Networks.convolutional(Networks.variational(new LaplacePrior(0.25)));
    ObjectiveTerms<Tensor> terms =
        terms(laplace, Estimator.LOCAL_REPARAMETERISATION, KlMode.AUTOMATIC, 2, EXAMPLES);
    double kl = exact.scalar(terms.kl());
    assertTrue(Double.isFinite(kl) && kl != 0);
    exact.seed = exact.seed.next();
    assertNotEquals(kl, exact.scalar(terms.kl()), "an estimate changes with the noise");
  }

  /** A scale for each tensor of weights is minimised over; the weights of a twin are not. */
  @Test
  void learnedScalesAreTrainedAndWhatPriorsKeepIsNot() {
    Layer learned = Networks.convolutional(Networks.variational(new LearnedGaussianPrior(0.4)));
    exact.initialise(learned, 5);
    ObjectiveTerms<Tensor> terms =
        terms(learned, Estimator.LOCAL_REPARAMETERISATION, KlMode.CLOSED_FORM, 1, EXAMPLES);
    List<Variable> scales =
        terms.trainable().stream()
            .filter(variable -> variable.name().endsWith("/prior-log-scale"))
            .toList();
    assertEquals(
        List.of(
            "conv/weight/prior-log-scale",
            "conv/bias/prior-log-scale",
            "dense/weight/prior-log-scale",
            "dense/bias/prior-log-scale"),
        scales.stream().map(Variable::name).toList());
    assertGradients(exact, terms.loss(), terms.trainable(), "learned scales");

    Layer moped = Networks.convolutional(Networks.variational(new MopedPrior(0.4)));
    exact.initialise(moped, 5);
    NetworkVariables variables = NetworkVariables.of(moped);
    variables
        .buffers()
        .forEach(twin -> exact.set(twin, Networks.normal(twin.name(), twin.shape().size())));
    terms = terms(moped, Estimator.WEIGHT_SAMPLING, KlMode.MONTE_CARLO, 2, EXAMPLES);
    assertEquals(4, variables.buffers().size());
    assertEquals(Networks.variables(moped), terms.trainable());
    assertTrue(read(terms.loss()).containsAll(variables.buffers()));
    assertEquals(Set.of(), terms.buffers().keySet());
    assertGradients(exact, terms.loss(), terms.trainable(), "MOPED");
  }

  /** Building the gradients and five draws must not cost five first layers. */
  @Test
  void firstLayersMomentsAreSharedOverDraws() {
    ObjectiveTerms<Tensor> terms = terms(Estimator.LOCAL_REPARAMETERISATION, KlMode.AUTOMATIC, 5);
    Function function =
        graph
            .function("f")
            .output("loss", terms.loss())
            .output("gradient", Gradients.of(terms.loss(), reads()).get(0))
            .build();
    long convolutions =
        function.nodes().stream().filter(node -> node.op() instanceof Op.Conv2d).count();
    assertEquals(2, convolutions, "one for the mean and one for the variance");
    long inputGradients =
        function.nodes().stream()
            .filter(node -> node.op() instanceof Op.Conv2dInputGradient)
            .count();
    assertEquals(0, inputGradients, "nobody asked for the gradient of the data");
  }

  private List<Tensor> reads() {
    return Networks.reads(graph, Networks.variables(network));
  }

  private static void assertGradients(
      Exact exact, Tensor loss, List<Variable> variables, String what) {
    List<double[]> gradients =
        exact.values(Gradients.of(loss, Networks.reads(loss.graph(), variables)));
    for (int v = 0; v < variables.size(); v++) {
      Variable variable = variables.get(v);
      // Every element of the small ones, some of every channel of the others.
      int stride = variable.shape().size() > 12 ? 5 : 1;
      for (int i = 0; i < variable.shape().size(); i += stride) {
        assertEquals(
            exact.slope(loss, variable, i, 1e-5),
            gradients.get(v)[i],
            1e-8,
            what + ": " + variable.name() + ", element " + i);
      }
    }
  }

  /** Central differences in the μ and ρ of every layer, at fixed noise. */
  @ParameterizedTest
  @CsvSource({
    "LOCAL_REPARAMETERISATION, AUTOMATIC, 1",
    "LOCAL_REPARAMETERISATION, MONTE_CARLO, 3",
    "WEIGHT_SAMPLING, AUTOMATIC, 1",
    "WEIGHT_SAMPLING, MONTE_CARLO, 3",
    "MEAN, AUTOMATIC, 1"
  })
  void gradientsAreSlopes(Estimator estimator, KlMode mode, int draws) {
    ObjectiveTerms<Tensor> terms = terms(estimator, mode, draws);
    assertGradients(exact, terms.loss(), Networks.variables(network), "slopes");
  }

  @Test
  void gradientsOfAPriorWithoutClosedFormAreSlopes() {
    Layer laplace = Networks.convolutional(Networks.variational(new LaplacePrior(0.25)));
    ObjectiveTerms<Tensor> terms =
        terms(laplace, Estimator.WEIGHT_SAMPLING, KlMode.AUTOMATIC, 2, EXAMPLES);
    assertGradients(exact, terms.loss(), Networks.variables(laplace), "Laplace");
  }

  @Test
  void gradientsOfPlainWeightsAreSlopes() {
    Layer plain = Networks.convolutional(ParameterFactory.deterministic(1));
    exact.initialise(plain, 5);
    ObjectiveTerms<Tensor> terms = terms(plain, Estimator.MEAN, KlMode.AUTOMATIC, 1, EXAMPLES);
    assertGradients(exact, terms.loss(), Networks.variables(plain), "deterministic");
  }

  /** The mean gradient over draws is the gradient of the mean: no draw's noise stands for all. */
  @Test
  void everyDrawHasItsOwnNoiseInTheGradient() {
    ObjectiveTerms<Tensor> three = terms(Estimator.LOCAL_REPARAMETERISATION, KlMode.AUTOMATIC, 3);
    List<double[]> whole = exact.values(Gradients.of(three.negativeLogLikelihood(), reads()));
    Tensor labels = graph.input("labels", Shape.of(LABELS.length, Networks.CLASSES));
    Tensor images = graph.input("images", Networks.IMAGES);
    double[][] mean = new double[whole.size()][];
    List<Double> different = new ArrayList<>();
    for (int draw = 0; draw < 3; draw++) {
      Tensor output =
          network.apply(images, Networks.pass(graph, Estimator.LOCAL_REPARAMETERISATION, draw));
      Tensor nll = Likelihood.categorical(labels).negativeLogLikelihood(output);
      List<double[]> one = exact.values(Gradients.of(nll, reads()));
      different.add(one.get(1)[0]);
      for (int v = 0; v < mean.length; v++) {
        mean[v] = mean[v] == null ? new double[one.get(v).length] : mean[v];
        for (int i = 0; i < mean[v].length; i++) {
          mean[v][i] += one.get(v)[i] / 3;
        }
      }
    }
    assertEquals(3, new HashSet<>(different).size());
    for (int v = 0; v < mean.length; v++) {
      assertArrayEquals(mean[v], whole.get(v), 1e-7);
    }
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertEquals(
        "draws must be at least 1, got 0",
        assertThrows(
                IllegalArgumentException.class, () -> terms(Estimator.MEAN, KlMode.AUTOMATIC, 0))
            .getMessage());
    assertEquals(
        "trainingExamples must be at least 1, got 0",
        assertThrows(
                IllegalArgumentException.class,
                () -> terms(network, Estimator.MEAN, KlMode.AUTOMATIC, 1, 0))
            .getMessage());
  }
}
