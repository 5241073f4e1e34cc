package org.bcnn.it.bayes;

import java.util.ArrayList;
import java.util.List;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Padding;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Conv2d;
import org.bcnn.layer.Dense;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.Flatten;
import org.bcnn.layer.ForwardPass;
import org.bcnn.layer.Layer;
import org.bcnn.layer.Parameter;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.layer.Sequential;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.prior.Prior;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.bcnn.tensor.Shape;

/** Small networks and data for tests, as asymmetric as they can be. */
final class Networks {
  /** Images {@code [batch, channels, height, width]} for {@link #convolutional}. */
  static final Shape IMAGES = Shape.of(3, 2, 5, 4);

  static final int CLASSES = 3;

  private Networks() {}

  static ParameterFactory variational(Prior prior) {
    // Standard deviations around 0.3 rather than 0.007, so that noise matters in every test.
    return ParameterFactory.variational(new MeanFieldGaussian(1, -1, 0.3), prior);
  }

  static ParameterFactory variational() {
    return variational(new GaussianPrior(0.1, 0.5));
  }

  /** A strided, unevenly padded convolution, a smooth activation and a dense layer, with biases. */
  static Layer convolutional(ParameterFactory weights) {
    ConvGeometry geometry = ConvGeometry.DEFAULT.withStride(2).withPadding(new Padding(1, 0, 0, 1));
    return new Sequential(
        List.of(
            new Conv2d(
                "conv",
                geometry,
                weights.create("conv/weight", Shape.of(4, 2, 3, 2), 12),
                weights.create("conv/bias", Shape.of(4), 0)),
            Activation.SOFTPLUS,
            new Flatten(),
            new Dense(
                "dense",
                weights.create("dense/weight", Shape.of(16, CLASSES), 16),
                weights.create("dense/bias", Shape.of(CLASSES), 0))));
  }

  static Layer dense(String name, int inputs, int outputs, ParameterFactory weights) {
    return new Dense(
        name,
        weights.create(name + "/weight", Shape.of(inputs, outputs), inputs),
        weights.create(name + "/bias", Shape.of(outputs), 0));
  }

  static ForwardPass pass(GraphBuilder graph, Estimator estimator, int draw) {
    return ForwardPass.training(graph, estimator, draw, NoiseSource.PORTABLE);
  }

  static List<Variable> variables(Layer network) {
    List<Variable> variables = new ArrayList<>();
    network.parameters().stream().map(Parameter::variables).forEach(variables::addAll);
    return variables;
  }

  static List<Tensor> reads(GraphBuilder graph, List<Variable> variables) {
    return variables.stream().map(graph::read).toList();
  }

  /** Standard normal numbers, a function of the name. */
  static double[] normal(String name, int count) {
    RandomStream stream = RandomStream.at(new NoiseAddress(3, 0, "data/" + name, 0));
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = stream.nextGaussian();
    }
    return values;
  }

  /** Labels {@code [labels.length, classes]}, a one at each label. */
  static double[] oneHot(int classes, int... labels) {
    double[] values = new double[labels.length * classes];
    for (int i = 0; i < labels.length; i++) {
      values[i * classes + labels[i]] = 1;
    }
    return values;
  }
}
