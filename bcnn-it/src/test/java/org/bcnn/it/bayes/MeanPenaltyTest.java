package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.bcnn.graph.Gradients;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.Layer;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.objective.Likelihood;
import org.bcnn.objective.MeanPenalty;
import org.bcnn.objective.ObjectiveTerms;
import org.bcnn.objective.VariationalObjective;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;

/** The L1 penalty on means, worked by hand. */
class MeanPenaltyTest {
  private final GraphBuilder graph = new GraphBuilder();
  private final Exact exact = new Exact();

  @Test
  void itIsTheSumOfMagnitudesOfWeightsAlone() {
    Layer network = Networks.convolutional(Networks.variational());
    exact.initialise(network, 1);
    exact.input("x", Networks.IMAGES, Networks.normal("x", Networks.IMAGES.size()));
    exact.input("y", Shape.of(3, 3), Networks.oneHot(3, 0, 2, 1));
    exact.input("kappa", Shape.scalar(), 0.5);
    ObjectiveTerms<Tensor> terms =
        new VariationalObjective(
                1, Estimator.LOCAL_REPARAMETERISATION, KlMode.AUTOMATIC, 10, NoiseSource.PORTABLE)
            .build(
                network,
                graph.input("x", Networks.IMAGES),
                Likelihood.categorical(graph.input("y", Shape.of(3, 3))),
                graph.input("kappa", Shape.scalar()));
    ObjectiveTerms<Tensor> penalised = MeanPenalty.l1(terms, NetworkVariables.of(network), 0.25);
    double sum = 0;
    for (String name : new String[] {"conv/weight/mu", "dense/weight/mu"}) {
      for (double mean : value(network, name)) {
        sum += Math.abs(mean);
      }
    }
    assertEquals(0.25 * sum, exact.scalar(penalised.loss()) - exact.scalar(terms.loss()), 1e-12);
    assertEquals(exact.scalar(terms.kl()), exact.scalar(penalised.kl()));
    Tensor means = graph.read(new Variable("dense/weight/mu", Shape.of(16, 3)));
    double[] before = exact.values(Gradients.of(terms.loss(), List.of(means)).get(0));
    double[] after = exact.values(Gradients.of(penalised.loss(), List.of(means)).get(0));
    double[] mu = value(network, "dense/weight/mu");
    for (int i = 0; i < mu.length; i++) {
      assertEquals(0.25 * Math.signum(mu[i]), after[i] - before[i], 1e-12);
    }
  }

  private double[] value(Layer network, String name) {
    Variable variable =
        Networks.variables(network).stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow();
    return exact.get(variable);
  }
}
