package org.bcnn.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Activation;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the variables of every model start from, at the size of its data. */
class InitialValuesTest {
  /**
   * In standard deviations: a normal number exceeds it once in 1.7 million. There are up to 120
   * checks a model, so that another seed raises a false alarm for one model in 10,000.
   */
  private static final double LIMIT = 5;

  private static final double GAIN = 1.3;

  @ParameterizedTest
  @CsvSource({
    "lenet5, 1, 28",
    "alexnet, 3, 32",
    "alexnet-half, 3, 32",
    "3conv3fc, 3, 32",
    "mlp, 1, 28",
    "resnet20, 3, 32",
    "resnet20:shortcut=projection, 3, 32"
  })
  void areFiniteAndHaveTheRightSpread(String model, int channels, int size) {
    ImageClassifier classifier =
        Classifiers.build(
            new ClassifierDescription(model, channels, size, size, 10, Activation.SOFTPLUS),
            WeightsDescription.variational(
                new MeanFieldGaussian(GAIN, -5, 0.1), new GaussianPrior(0, 0.1)));
    Map<Variable, HostTensor> values = NetworkVariables.of(classifier.network()).initialValues(1);
    values.forEach(
        (variable, value) -> {
          String name = variable.name();
          assertEquals(variable.shape(), value.shape(), name);
          for (float each : value.data()) {
            assertTrue(Float.isFinite(each), name);
          }
          if (name.endsWith("/weight/mu")) {
            requireNormal(name, value.data(), 0, GAIN / Math.sqrt(fanIn(value.shape())));
          } else if (name.endsWith("/rho")) {
            requireNormal(name, value.data(), -5, 0.1);
          } else {
            boolean one = name.endsWith("/scale") || name.endsWith("/running-variance");
            assertEquals(HostTensor.full(value.shape(), one ? 1 : 0), value, name);
          }
        });
  }

  private static int fanIn(Shape weight) {
    return weight.rank() == 2 ? weight.dim(0) : weight.size() / weight.dim(0);
  }

  private static void requireNormal(String name, float[] values, double mean, double deviation) {
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      double standard = (value - mean) / deviation;
      sum += standard;
      squares += standard * standard;
    }
    int n = values.length;
    assertTrue(Math.abs(sum) / Math.sqrt(n) < LIMIT, name + ": mean off by " + sum / n);
    // Wilson and Hilferty: the cube root of a chi-squared number, over n, is all but normal.
    double spread = 2.0 / (9.0 * n);
    double z = (Math.cbrt(squares / n) - (1 - spread)) / Math.sqrt(spread);
    assertTrue(Math.abs(z) < LIMIT, name + ": variance off by a factor of " + squares / n);
  }
}
