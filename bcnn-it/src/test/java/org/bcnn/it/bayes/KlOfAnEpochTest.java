package org.bcnn.it.bayes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.KlMode;
import org.bcnn.objective.Likelihood;
import org.bcnn.objective.ObjectiveTerms;
import org.bcnn.objective.VariationalObjective;
import org.bcnn.schedule.KlSchedule;
import org.bcnn.schedule.KlScheduleProvider;
import org.bcnn.schedule.TrainingProgress;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over an epoch the KL divergence counts once: not once a minibatch, and not an Mth of once. */
class KlOfAnEpochTest {
  private static final int BATCHES = 6;
  private static final int BATCH = 5;

  /**
   * The objective of the whole data, {@code −Σ log p(y | x) + KL}, is the sum over the minibatches
   * of B times their loss, with any schedule whose factors average 1.
   */
  @ParameterizedTest
  @ValueSource(strings = {"constant", "blundell"})
  void minibatchesAddUpToTheWholeObjective(String name) {
    LinearRegression data = new LinearRegression(BATCHES * BATCH);
    KlSchedule schedule = KlScheduleProvider.registry().create(name);
    Exact exact = new Exact().initialise(LinearRegression.network(), 1);
    double sum = 0;
    for (int b = 0; b < BATCHES; b++) {
      double factor = schedule.factor(new TrainingProgress(b, BATCHES, 1, List.of()));
      sum += BATCH * exact.scalar(terms(exact, data, b * BATCH, BATCH, factor).loss());
    }
    ObjectiveTerms<Tensor> whole = terms(exact, data, 0, data.examples, 1);
    double likelihood = data.examples * exact.scalar(whole.negativeLogLikelihood());
    double expected = likelihood + exact.scalar(whole.kl());
    assertEquals(expected, sum, 1e-6 * expected);
  }

  private static ObjectiveTerms<Tensor> terms(
      Exact exact, LinearRegression data, int from, int count, double klWeight) {
    GraphBuilder graph = new GraphBuilder();
    Tensor x = graph.input("x", Shape.of(count, 2));
    Tensor y = graph.input("y", Shape.of(count, 1));
    Tensor weight = graph.input("klWeight", Shape.scalar());
    exact.input("x", x.shape(), Arrays.copyOfRange(data.x, 2 * from, 2 * (from + count)));
    exact.input("y", y.shape(), Arrays.copyOfRange(data.y, from, from + count));
    exact.input("klWeight", weight.shape(), klWeight);
    return new VariationalObjective(
            1, Estimator.MEAN, KlMode.AUTOMATIC, data.examples, NoiseSource.PORTABLE)
        .build(LinearRegression.network(), x, Likelihood.gaussian(y, 0.5), weight);
  }
}
