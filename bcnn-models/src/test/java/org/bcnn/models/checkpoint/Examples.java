package org.bcnn.models.checkpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Activation;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.Classifiers;
import org.bcnn.models.WeightsDescription;
import org.bcnn.optimizer.Adam;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/** Checkpoints of LeNet-5 as it starts from a seed. */
final class Examples {
  static final WeightsDescription BAYESIAN =
      WeightsDescription.variational(
          new MeanFieldGaussian(Math.sqrt(2), -4.25, 0.125), new GaussianPrior(0.5, 0.1));
  static final WeightsDescription LAST_LAYERS =
      WeightsDescription.variationalLast(
          2, new MeanFieldGaussian(1.1, -4.25, 0.125), new GaussianPrior(0.5, 0.1), 1.1);
  static final WeightsDescription DETERMINISTIC = WeightsDescription.deterministic(1.1);

  private Examples() {}

  static ClassifierDescription lenet(int size, int classes) {
    return new ClassifierDescription("lenet5", 1, size, size, classes, Activation.SOFTPLUS);
  }

  /** The smallest LeNet-5 there is, with weights of the given kind. */
  static Checkpoint small(WeightsDescription weights) {
    return of(lenet(16, 2), weights);
  }

  static Checkpoint of(ClassifierDescription architecture, WeightsDescription weights) {
    Map<String, String> training = new LinkedHashMap<>();
    training.put("klWeight", "1.0");
    training.put("estimator", "local-reparameterisation");
    training.put("epochs", "3");
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put("version", "0.1 \"ä\" \\ %s \n\t\u2028 \uD83D\uDE00");
    provenance.put("backend", "");
    return new Checkpoint(
        architecture, weights, training, -7, provenance, values(architecture, weights));
  }

  static Map<String, HostTensor> values(
      ClassifierDescription architecture, WeightsDescription weights) {
    Map<String, HostTensor> values = new LinkedHashMap<>();
    NetworkVariables.of(Classifiers.build(architecture, weights).network())
        .initialValues(5)
        .forEach((variable, value) -> values.put(variable.name(), value));
    return values;
  }

  /** The same checkpoint with the state of Adam. */
  static Checkpoint withAdam(Checkpoint checkpoint) {
    Map<String, HostTensor> values = new LinkedHashMap<>(checkpoint.values());
    for (Variable variable : adamState(checkpoint)) {
      values.put(variable.name(), HostTensor.full(variable.shape(), 0.25f));
    }
    return withValues(checkpoint, values);
  }

  static List<Variable> adamState(Checkpoint checkpoint) {
    return Adam.DEFAULT.state(NetworkVariables.of(checkpoint.classifier().network()).trainable());
  }

  static Checkpoint withValues(Checkpoint checkpoint, Map<String, HostTensor> values) {
    return new Checkpoint(
        checkpoint.architecture(),
        checkpoint.weights(),
        checkpoint.training(),
        checkpoint.seed(),
        checkpoint.provenance(),
        values);
  }

  /** Values that are the same wherever they are made. */
  static HostTensor ramp(Shape shape) {
    HostTensor tensor = HostTensor.zeros(shape);
    for (int i = 0; i < shape.size(); i++) {
      tensor.data()[i] = i / 64f - 1;
    }
    return tensor;
  }
}
