package org.bcnn.tasks.cli;

import org.bcnn.models.WeightsDescription;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.posterior.Posterior;
import org.bcnn.posterior.PosteriorProvider;
import org.bcnn.prior.Prior;
import org.bcnn.prior.PriorProvider;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say what the weights of a network are. */
final class WeightsMixin {
  /** Either a prior by name, or the Gaussian's scale for short. */
  static final class PriorChoice {
    @Option(
        names = "--prior",
        paramLabel = "SPEC",
        description =
            "The prior of every weight, as NAME or NAME:key=value,…; `bcnn list priors` shows the "
                + "choice. Default: gaussian:scale=0.3.")
    private String spec;

    @Option(
        names = "--prior-sigma",
        paramLabel = "X",
        description = "Short for --prior gaussian:scale=X.")
    private Double sigma;
  }

  @Option(
      names = "--deterministic",
      description =
          "Train the network with plain weights, without distributions, by maximum likelihood.")
  private boolean deterministic;

  @ArgGroup(multiplicity = "0..1")
  private PriorChoice prior;

  @Option(
      names = "--posterior",
      paramLabel = "SPEC",
      defaultValue = "mean-field",
      description =
          "The family of posteriors; `bcnn list posteriors` shows the choice. "
              + "Default: ${DEFAULT-VALUE}.")
  private String posterior;

  WeightsDescription description() {
    if (deterministic) {
      return WeightsDescription.deterministic(MeanFieldGaussian.DEFAULT.meanGain());
    }
    Posterior family = PosteriorProvider.registry().create(posterior);
    return WeightsDescription.variational(family, prior());
  }

  private Prior prior() {
    String spec = "gaussian:scale=0.3";
    if (prior != null) {
      spec = prior.spec != null ? prior.spec : "gaussian:scale=" + prior.sigma;
    }
    return PriorProvider.registry().create(spec);
  }
}
