package org.bcnn.tasks.cli;

import java.util.Map;
import org.bcnn.graph.Variable;
import org.bcnn.models.ImageClassifier;
import org.bcnn.models.WeightsDescription;
import org.bcnn.tensor.HostTensor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what the weights of a network are. */
final class WeightsMixin {
  @Option(
      names = "--deterministic",
      description =
          "Train the network with plain weights, without distributions, by maximum likelihood.")
  private boolean deterministic;

  @Option(
      names = "--dropout",
      paramLabel = "P",
      defaultValue = "0",
      description = {
        "Train the deterministic network with dropout of rate P before every dense layer, and keep",
        "it on in predictions: Monte Carlo dropout (Gal and Ghahramani 2016)."
      })
  private double dropout;

  @Mixin private VariationalMixin variational;

  WeightsDescription description() {
    if (dropout != 0 && (variational.needsBayesianWeights() || variational.namesPrior())) {
      throw new IllegalArgumentException(
          "--dropout trains plain weights, of which --prior, --prior-sigma, --twin and "
              + "--last-layers say nothing; drop these, or --dropout");
    }
    if (deterministic || dropout != 0) {
      if (variational.needsBayesianWeights()) {
        throw new IllegalArgumentException(
            "--deterministic leaves nothing for --twin or --last-layers to say; drop one");
      }
      return WeightsDescription.deterministic(VariationalMixin.GAIN);
    }
    return variational.description();
  }

  /** Returns the rate of dropout, 0 for none. */
  double dropout() {
    return dropout;
  }

  /** Returns the values that training starts from. */
  Map<Variable, HostTensor> start(ImageClassifier classifier, long seed) {
    return variational.start(classifier, seed);
  }

  /** Compares the options given with the network and the weights of a checkpoint. */
  void compare(Contradictions contradictions, double storedDropout, WeightsDescription stored) {
    contradictions
        .compare("--dropout", () -> dropout, storedDropout)
        .compare("--deterministic", () -> deterministic, !stored.bayesian());
    variational.compare(contradictions, stored);
  }
}
