package org.bcnn.tasks.cli;

import java.util.Map;
import org.bcnn.graph.Variable;
import org.bcnn.models.DescribedNetwork;
import org.bcnn.models.WeightsDescription;
import org.bcnn.tensor.HostTensor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say whether weights have distributions, and which. */
final class BayesianMixin {
  @Option(
      names = "--deterministic",
      description =
          "Train the network with plain weights, without distributions, by maximum likelihood.")
  private boolean deterministic;

  @Mixin private VariationalMixin variational;

  WeightsDescription description() {
    if (deterministic && needsBayesianWeights()) {
      throw new IllegalArgumentException(
          "--deterministic leaves nothing for --twin or --last-layers to say; drop one");
    }
    return deterministic ? plain() : variational.description();
  }

  /** Describes weights without distributions. */
  WeightsDescription plain() {
    return variational.plain();
  }

  boolean namesPrior() {
    return variational.namesPrior();
  }

  /** Returns whether there are options that make no sense unless some weights are Bayesian. */
  boolean needsBayesianWeights() {
    return variational.needsBayesianWeights();
  }

  /** Returns the values that training starts from. */
  Map<Variable, HostTensor> start(DescribedNetwork network, long seed) {
    return variational.start(network, seed);
  }

  /** Compares the options given with the weights of a checkpoint. */
  void compare(Contradictions contradictions, WeightsDescription stored) {
    contradictions.compare("--deterministic", () -> deterministic, !stored.bayesian());
    variational.compare(contradictions, stored);
  }
}
