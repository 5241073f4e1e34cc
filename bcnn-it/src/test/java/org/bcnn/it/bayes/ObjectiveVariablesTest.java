package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Buffer;
import org.bcnn.layer.Dense;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.Layer;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.layer.Parameter;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.layer.Sequential;
import org.bcnn.objective.LearnedGaussianLikelihood;
import org.bcnn.objective.Likelihood;
import org.bcnn.objective.ObjectiveTerms;
import org.bcnn.objective.VariationalObjective;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which variables the objective trains, keeps and refuses. */
class ObjectiveVariablesTest {
  private static final int BATCH = 3;
  private static final Shape INPUT = Shape.of(BATCH, 4);
  private static final Variable KEPT = new Variable("keeper/kept", Shape.of(4));

  private final GraphBuilder graph = new GraphBuilder();
  private final Tensor x = graph.input("x", INPUT);
  private final Tensor y = graph.input("y", INPUT);
  private final ParameterFactory weights = Networks.variational();
  private final Exact exact =
      new Exact()
          .input("x", INPUT, Networks.normal("x", INPUT.size()))
          .input("y", INPUT, Networks.normal("y", INPUT.size()));

  private ObjectiveTerms<Tensor> terms(Layer network, int draws) {
    return new VariationalObjective(
            draws, Estimator.WEIGHT_SAMPLING, KlMode.AUTOMATIC, 100, NoiseSource.PORTABLE)
        .build(network, x, Likelihood.gaussian(y, 1), graph.constant(1));
  }

  /** Keeps the batch's mean of what passes through it. */
  private static final class Keeper implements Layer {
    @Override
    public Tensor apply(Tensor input, ForwardPass pass) {
      pass.record(KEPT, input.mean(false, 0));
      return input;
    }

    @Override
    public List<Buffer> buffers() {
      return List.of(new Buffer(KEPT, HostTensor.zeros(KEPT.shape())));
    }
  }

  /** Each draw records its own value; what is kept is their mean, not the last or their sum. */
  @ParameterizedTest
  @CsvSource({"1, 1", "4, 1", "3, 2"})
  void buffersAreAveragedOverDrawsAndUses(int draws, int uses) {
    List<Layer> layers = new ArrayList<>(List.of(Networks.dense("dense", 4, 4, weights)));
    Keeper keeper = new Keeper();
    for (int use = 0; use < uses; use++) {
      layers.addAll(List.of(keeper, Activation.TANH));
    }
    Layer network = new Sequential(layers);
    exact.initialise(network, 3);
    ObjectiveTerms<Tensor> terms = terms(network, draws);
    double[] expected = new double[4];
    Set<Double> different = new HashSet<>();
    for (int draw = 0; draw < draws; draw++) {
      ForwardPass pass = Networks.pass(graph, Estimator.WEIGHT_SAMPLING, draw);
      network.apply(x, pass);
      assertEquals(uses, pass.recorded().get(KEPT).size());
      for (Tensor recorded : pass.recorded().get(KEPT)) {
        double[] values = exact.values(recorded);
        different.add(values[0]);
        for (int i = 0; i < 4; i++) {
          expected[i] += values[i] / (draws * uses);
        }
      }
    }
    assertEquals(draws * uses, different.size());
    assertEquals(Set.of(KEPT), terms.buffers().keySet());
    Function.Builder step = graph.function("step").output("loss", terms.loss());
    terms.updateBuffers(step);
    exact.set(KEPT, 7, 7, 7, 7);
    exact.run(step.build());
    assertArrayEquals(expected, exact.get(KEPT), 1e-6);
  }

  @Test
  void buffersAreNotTrained() {
    Layer network = new Sequential(List.of(Networks.dense("dense", 4, 4, weights), new Keeper()));
    List<Variable> trainable = terms(network, 1).trainable();
    assertEquals(Networks.variables(network), trainable);
    assertTrue(!trainable.contains(KEPT));
  }

  /** A KL divergence of weights that no prediction depends on would fall and mean nothing. */
  @Test
  void weightsThatTheForwardPassDoesNotUseAreRefused() {
    Layer used = Networks.dense("used", 4, 4, weights);
    Layer idle = Networks.dense("idle", 4, 4, weights);
    Layer network = Layer.of(List.of(used, idle), used::apply);
    String message =
        assertThrows(IllegalArgumentException.class, () -> terms(network, 1)).getMessage();
    assertEquals(
        "idle/weight is listed among the network's parameters, but its output does not depend on"
            + " it: use it in the forward pass or leave it out",
        message);
  }

  /** Computed and thrown away is not used either. */
  @Test
  void weightsWhoseOutputIsThrownAwayAreRefused() {
    Layer used = Networks.dense("used", 4, 4, weights);
    Layer idle = Networks.dense("idle", 4, 4, weights);
    Layer network =
        Layer.of(
            List.of(used, idle),
            (input, pass) -> {
              idle.apply(input, pass);
              return used.apply(input, pass);
            });
    assertThrows(IllegalArgumentException.class, () -> terms(network, 1));
  }

  @Test
  void weightsThatTheNetworkDoesNotListAreRefused() {
    Layer listed = Networks.dense("listed", 4, 4, weights);
    Layer hidden = Networks.dense("hidden", 4, 4, weights);
    Layer network =
        Layer.of(List.of(listed), (input, pass) -> hidden.apply(listed.apply(input, pass), pass));
    String message =
        assertThrows(IllegalArgumentException.class, () -> terms(network, 1)).getMessage();
    assertTrue(message.startsWith("the network's output depends on hidden/"), message);
    assertTrue(message.contains("would not be trained"), message);
  }

  /** A layer that is applied twice has one set of weights, one KL divergence and one place. */
  @Test
  void sharedLayerCountsOnce() {
    Layer shared = Networks.dense("shared", 4, 4, weights);
    Layer twice = new Sequential(List.of(shared, Activation.TANH, shared));
    Layer once = new Sequential(List.of(shared, Activation.TANH));
    exact.initialise(once, 3);
    ObjectiveTerms<Tensor> terms = terms(twice, 2);
    assertEquals(exact.scalar(terms(once, 2).kl()), exact.scalar(terms.kl()), 1e-12);
    assertEquals(Networks.variables(once), terms.trainable());
    assertEquals(4, terms.trainable().size());
    // The draw of the weights is the same at both places, so that slopes follow through both.
    Variable mu = terms.trainable().get(0);
    double[] gradient = exact.values(Gradients.of(terms.loss(), List.of(graph.read(mu)))).get(0);
    for (int i = 0; i < gradient.length; i++) {
      assertEquals(exact.slope(terms.loss(), mu, i, 1e-5), gradient[i], 1e-8);
    }
  }

  @Test
  void twoLayersOfOneNameAreRefused() {
    Layer network =
        new Sequential(
            List.of(
                Networks.dense("same", 4, 4, weights),
                Activation.TANH,
                new Dense("same", weights.create("same/weight", Shape.of(4, 4), 1), null)));
    String message =
        assertThrows(IllegalArgumentException.class, () -> terms(network, 1)).getMessage();
    assertEquals(
        "two parts of the network have a variable same/weight/mu; give layers names of their own",
        message);
  }

  /** What the likelihood learns is trained after the network, and starts as it says. */
  @Test
  void whatTheLikelihoodLearnsIsTrained() {
    Layer network = Networks.dense("dense", 4, 4, weights);
    Parameter logDeviation = LearnedGaussianLikelihood.logDeviation("noise", 0.5);
    ObjectiveTerms<Tensor> terms =
        new VariationalObjective(
                1, Estimator.WEIGHT_SAMPLING, KlMode.AUTOMATIC, 100, NoiseSource.PORTABLE)
            .build(
                network,
                x,
                new LearnedGaussianLikelihood(
                    y, LearnedGaussianLikelihood.logDeviation("noise", 0.5)),
                graph.constant(1));
    List<Variable> expected = new ArrayList<>(Networks.variables(network));
    expected.addAll(logDeviation.variables());
    assertEquals(expected, terms.trainable());
    double withNoise = exact.initialise(network, 3).set(expected.get(4), 0).scalar(terms.kl());
    assertEquals(withNoise, exact.scalar(terms(network, 1).kl()), 1e-12, "plain values have no KL");
  }

  @Test
  void likelihoodMustNotTakeANameOfTheNetwork() {
    Layer network = Networks.dense("dense", 4, 4, weights);
    VariationalObjective objective =
        new VariationalObjective(
            1, Estimator.WEIGHT_SAMPLING, KlMode.AUTOMATIC, 100, NoiseSource.PORTABLE);
    LearnedGaussianLikelihood likelihood =
        new LearnedGaussianLikelihood(
            y, LearnedGaussianLikelihood.logDeviation("dense/weight/mu", 1));
    Tensor klWeight = graph.constant(1);
    assertThrows(
        IllegalArgumentException.class, () -> objective.build(network, x, likelihood, klWeight));
    assertEquals(4, NetworkVariables.of(network).trainable().size());
  }
}
