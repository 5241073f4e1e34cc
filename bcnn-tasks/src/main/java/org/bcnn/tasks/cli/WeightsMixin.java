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
      names = "--dropout",
      paramLabel = "P",
      defaultValue = "0",
      description = {
        "Train the deterministic network with dropout of rate P before every dense layer, and keep",
        "it on in predictions: Monte Carlo dropout (Gal and Ghahramani 2016)."
      })
  private double dropout;

  @Mixin private BayesianMixin bayesian;

  WeightsDescription description() {
    if (dropout != 0 && (bayesian.needsBayesianWeights() || bayesian.namesPrior())) {
      throw new IllegalArgumentException(
          "--dropout trains plain weights, of which --prior, --prior-sigma, --twin and "
              + "--last-layers say nothing; drop these, or --dropout");
    }
    return dropout != 0 ? bayesian.plain() : bayesian.description();
  }

  /** Returns the rate of dropout, 0 for none. */
  double dropout() {
    return dropout;
  }

  /** Returns the values that training starts from. */
  Map<Variable, HostTensor> start(ImageClassifier classifier, long seed) {
    return bayesian.start(classifier, seed);
  }

  /** Compares the options given with the network and the weights of a checkpoint. */
  void compare(Contradictions contradictions, double storedDropout, WeightsDescription stored) {
    contradictions.compare("--dropout", () -> dropout, storedDropout);
    bayesian.compare(contradictions, stored);
  }
}
