package org.bcnn.it.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bcnn.graph.ConvGeometry;
import org.bcnn.graph.Distribution;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Padding;
import org.bcnn.graph.PoolGeometry;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.optimizer.Adam;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * A network small enough to train in milliseconds that has what a Bayesian one has: convolution,
 * pooling, a dense layer with noisy weights, a loss and Adam.
 */
final class SmallNetwork {
  private static final int BATCH = 3;
  private static final int CLASSES = 4;
  private static final Shape IMAGES = Shape.of(BATCH, 2, 7, 6);
  private static final Shape LABELS = Shape.of(BATCH, CLASSES);
  private static final Variable FILTER = new Variable("conv/weight", Shape.of(5, 2, 3, 2));
  private static final Variable MEAN = new Variable("dense/mean", Shape.of(30, CLASSES));
  private static final Variable RHO = new Variable("dense/rho", Shape.of(30, CLASSES));
  private static final List<Variable> PARAMETERS = List.of(FILTER, MEAN, RHO);

  private final List<Variable> variables = new ArrayList<>(PARAMETERS);

  SmallNetwork() {
    variables.addAll(Adam.DEFAULT.state(PARAMETERS));
  }

  List<Variable> variables() {
    return List.copyOf(variables);
  }

  List<HostTensor> initialValues() {
    return variables.stream()
        .map(
            variable ->
                PARAMETERS.contains(variable)
                    ? Values.between(variable.name(), -0.5, 0.5, variable.shape().toArray())
                    : HostTensor.zeros(variable.shape()))
        .toList();
  }

  /** A batch of random images; the classes go round. */
  Map<String, HostTensor> batch(int step) {
    HostTensor labels = HostTensor.zeros(LABELS);
    for (int i = 0; i < BATCH; i++) {
      labels.data()[i * CLASSES + (i + step) % CLASSES] = 1;
    }
    return Map.of(
        "images", Values.signed("images of step " + step, IMAGES.toArray()), "labels", labels);
  }

  /** Outputs {@code loss} and updates all variables. */
  Function trainingStep() {
    GraphBuilder graph = new GraphBuilder();
    Function.Builder function = graph.function("training step");
    Tensor loss = loss(graph);
    function.output("loss", loss);
    Adam.DEFAULT.minimize(function, loss, PARAMETERS, graph.constant(0.05f));
    return function.build();
  }

  /** Outputs {@code log probabilities} and changes nothing. */
  Function prediction() {
    GraphBuilder graph = new GraphBuilder();
    return graph.function("prediction").output("log probabilities", logits(graph)).build();
  }

  private static Tensor loss(GraphBuilder graph) {
    Tensor chosen = logits(graph).multiply(graph.input("labels", LABELS));
    return chosen.sum(false, 1).mean().negate();
  }

  private static Tensor logits(GraphBuilder graph) {
    ConvGeometry geometry = ConvGeometry.DEFAULT.withPadding(new Padding(1, 1, 0, 1));
    Tensor features =
        graph.conv2d(graph.input("images", IMAGES), graph.read(FILTER), geometry).softplus();
    Tensor pooled = graph.maxPool(features, new PoolGeometry(2, 2, 3, 2, Padding.NONE));
    Tensor noise =
        graph.noise(Distribution.STANDARD_NORMAL, RHO.shape(), "dense", 0, NoiseSource.PORTABLE);
    Tensor weights = graph.read(MEAN).add(graph.read(RHO).softplus().multiply(noise));
    return pooled.reshape(BATCH, 30).matMul(weights).logSoftmax(1);
  }
}
