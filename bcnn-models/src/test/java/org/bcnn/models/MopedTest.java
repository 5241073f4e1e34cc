package org.bcnn.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Buffer;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.layer.Parameter;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.posterior.LowRankGaussian;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.posterior.Posterior;
import org.bcnn.posterior.WeightDistribution;
import org.bcnn.posterior.WeightSite;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.prior.MopedPrior;
import org.bcnn.prior.Prior;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;

class MopedTest {
  private static final WeightSite SITE = new WeightSite("layer/weight", Shape.of(2, 3), 2);
  private static final HostTensor WEIGHTS =
      HostTensor.of(SITE.shape(), 0.5f, -2, 0, 1e-5f, -0.03125f, 400);

  private static NetworkVariables network(Posterior posterior, Prior prior) {
    return NetworkVariables.of(
        List.of(ParameterFactory.variational(posterior, prior).create(SITE)), List.of());
  }

  private static Map<String, HostTensor> byName(Map<Variable, HostTensor> values) {
    Map<String, HostTensor> named = new LinkedHashMap<>();
    values.forEach((variable, value) -> named.put(variable.name(), value));
    return named;
  }

  private static String refusal(NetworkVariables network, Map<String, HostTensor> twin) {
    return assertThrows(
            IllegalArgumentException.class, () -> Moped.DEFAULT.initialValues(network, twin))
        .getMessage();
  }

  @Test
  void meansAndPriorAreTheTwinAndDeviationsAFractionOfIt() {
    Map<String, HostTensor> values =
        byName(
            new Moped(0.25, 0.125)
                .initialValues(
                    network(MeanFieldGaussian.DEFAULT, new MopedPrior(0.5)),
                    Map.of("layer/weight", WEIGHTS)));
    assertEquals(
        List.of("layer/weight/mu", "layer/weight/rho", "layer/weight/prior-mean"),
        List.copyOf(values.keySet()));
    assertSame(WEIGHTS, values.get("layer/weight/mu"));
    assertSame(WEIGHTS, values.get("layer/weight/prior-mean"));
    double[] sigmas = {0.125, 0.5, 0.03125, 0.03125, 0.03125, 100};
    float[] rhos = values.get("layer/weight/rho").data();
    for (int i = 0; i < sigmas.length; i++) {
      assertEquals(sigmas[i], softplus(rhos[i]), 1e-6 * sigmas[i], "weight " + i);
    }
  }

  private static double softplus(double rho) {
    return Math.max(rho, 0) + Math.log1p(Math.exp(-Math.abs(rho)));
  }

  @Test
  void otherPriorsAndDirectionsOfLowRankPosteriorsAreLeftAlone() {
    Map<String, HostTensor> values =
        byName(
            Moped.DEFAULT.initialValues(
                network(LowRankGaussian.DEFAULT, new GaussianPrior(0, 1)),
                Map.of("layer/weight", WEIGHTS)));
    assertEquals(List.of("layer/weight/mu", "layer/weight/rho"), List.copyOf(values.keySet()));
  }

  /** Every weight of LeNet-5 finds its twin by name. */
  @Test
  void aWholeModelStartsAtItsTwin() {
    ClassifierDescription description =
        new ClassifierDescription("lenet5", 1, 28, 28, 10, Activation.SOFTPLUS);
    NetworkVariables twin =
        NetworkVariables.of(
            Classifiers.build(description, ParameterFactory.deterministic(1)).network());
    Map<String, HostTensor> trained = byName(twin.initialValues(8));
    NetworkVariables bayesian =
        NetworkVariables.of(
            Classifiers.build(
                    description,
                    ParameterFactory.variational(MeanFieldGaussian.DEFAULT, new MopedPrior(1)))
                .network());
    Map<String, HostTensor> start = byName(bayesian.initialValues(1));
    start.putAll(byName(Moped.DEFAULT.initialValues(bayesian, trained)));
    assertEquals(3 * trained.size(), start.size());
    trained.forEach(
        (name, value) -> {
          assertArrayEquals(value.data(), start.get(name + "/mu").data(), name);
          assertArrayEquals(value.data(), start.get(name + "/prior-mean").data(), name);
        });
  }

  /** Batch statistics and layers that are not Bayesian have the same name in both networks. */
  @Test
  void plainWeightsAndBuffersOfLayersComeFromTheTwin() {
    Parameter plain = ParameterFactory.deterministic(1).create("first/weight", Shape.of(2), 1);
    Variable mean = new Variable("norm/mean", Shape.of(2));
    List<Parameter> parameters =
        new ArrayList<>(network(MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 1)).parameters());
    parameters.add(plain);
    NetworkVariables network =
        NetworkVariables.of(parameters, List.of(new Buffer(mean, HostTensor.zeros(mean.shape()))));
    HostTensor first = HostTensor.of(Shape.of(2), 1, 2);
    HostTensor recorded = HostTensor.of(Shape.of(2), 3, 4);
    Map<String, HostTensor> twin = new LinkedHashMap<>();
    twin.put("layer/weight", WEIGHTS);
    twin.put("first/weight", first);
    assertEquals(
        "the twin has no value of norm/mean; MOPED needs a deterministic network of the same"
            + " architecture",
        refusal(network, twin));
    twin.put("norm/mean", recorded);
    Map<String, HostTensor> values = byName(Moped.DEFAULT.initialValues(network, twin));
    assertSame(first, values.get("first/weight"));
    assertSame(recorded, values.get("norm/mean"));
  }

  @Test
  void saysWhatTheTwinLacks() {
    NetworkVariables network = network(MeanFieldGaussian.DEFAULT, new MopedPrior(1));
    assertEquals(
        "the twin has no values of layer/weight; MOPED needs a deterministic network of the same"
            + " architecture",
        refusal(network, Map.of("layer/weight/mu", WEIGHTS)));
    assertEquals(
        "the twin's value of layer/weight has the shape [3, 2], but the network needs [2, 3]; MOPED"
            + " needs a deterministic network of the same architecture",
        refusal(network, Map.of("layer/weight", HostTensor.zeros(Shape.of(3, 2)))));
  }

  @Test
  void saysWhatItCannotStart() {
    assertEquals(
        "MOPED starts a Bayesian network at its deterministic twin; this network has no"
            + " distributions",
        refusal(
            NetworkVariables.of(List.of(ParameterFactory.deterministic(1).create(SITE)), List.of()),
            Map.of("layer/weight", WEIGHTS)));
    assertEquals(
        "layer/weight: MOPED starts Gaussian posteriors (implementations of GaussianFamily), which"
            + " a uniform is not",
        refusal(network(new Uniform(), new MopedPrior(1)), Map.of("layer/weight", WEIGHTS)));
    assertThrows(IllegalArgumentException.class, () -> new Moped(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Moped(1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Moped(Double.NaN, 1));
  }

  /** A posterior without mean and deviation. */
  private static final class Uniform implements Posterior {
    @Override
    public List<Variable> variables(WeightSite site) {
      return List.of(new Variable(site.path() + "/bounds", site.shape()));
    }

    @Override
    public HostTensor initialValue(Variable variable, WeightSite site, long seed) {
      return HostTensor.zeros(variable.shape());
    }

    @Override
    public WeightDistribution read(GraphBuilder graph, WeightSite site) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String toString() {
      return "a uniform";
    }
  }
}
