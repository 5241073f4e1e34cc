package org.bcnn.tasks.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bcnn.graph.Variable;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.DescribedNetwork;
import org.bcnn.models.Moped;
import org.bcnn.models.NetworkDescription;
import org.bcnn.models.WeightsDescription;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.posterior.Posterior;
import org.bcnn.posterior.PosteriorProvider;
import org.bcnn.prior.MopedPrior;
import org.bcnn.prior.Prior;
import org.bcnn.prior.PriorProvider;
import org.bcnn.tensor.HostTensor;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say what distributions the weights of a Bayesian network have. */
final class VariationalMixin {
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

  @Option(
      names = "--last-layers",
      paramLabel = "N",
      description = "Only the last N layers with weights are Bayesian. Default: all are.")
  private Integer lastLayers;

  @Option(
      names = "--twin",
      paramLabel = "FILE",
      description = {
        "Start at this checkpoint of the trained deterministic network of the same architecture",
        "(MOPED): means at its weights w, sigma = delta |w|; --prior moped is centred on w too."
      })
  private Path twin;

  @Option(
      names = "--twin-delta",
      paramLabel = "X",
      defaultValue = "0.1",
      description = "That delta. Default: ${DEFAULT-VALUE}.")
  private double delta;

  /** Describes Bayesian weights. */
  WeightsDescription description() {
    Posterior family = family();
    return lastLayers == null
        ? WeightsDescription.variational(family, prior())
        : WeightsDescription.variationalLast(lastLayers, family, prior(), family.meanGain());
  }

  /** Describes plain weights, which start as the means of Bayesian ones do. */
  WeightsDescription plain() {
    return WeightsDescription.deterministic(family().meanGain());
  }

  private Posterior family() {
    return PosteriorProvider.registry().create(posterior);
  }

  /** Returns whether a prior was named. */
  boolean namesPrior() {
    return prior != null;
  }

  /** Returns whether there are options that make no sense unless some weights are Bayesian. */
  boolean needsBayesianWeights() {
    return twin != null || lastLayers != null;
  }

  /** Describes weights in a line, the same for the same weights. */
  static String words(WeightsDescription described) {
    WeightsDescription weights = described.unpruned();
    if (!weights.equals(described)) {
      return words(weights) + ", pruned";
    }
    if (weights instanceof WeightsDescription.Variational all) {
      return "of posterior " + all.posterior().spec() + " and prior " + all.prior().spec();
    }
    if (weights instanceof WeightsDescription.VariationalLast last) {
      return String.format(
          "of posterior %s and prior %s in the last %d layers",
          last.posterior().spec(), last.prior().spec(), last.layers());
    }
    return "plain";
  }

  /** Returns the values that training starts from. */
  Map<Variable, HostTensor> start(DescribedNetwork network, long seed) {
    NetworkVariables variables = network.variables();
    Map<Variable, HostTensor> values = new LinkedHashMap<>(variables.initialValues(seed));
    if (twin != null) {
      Checkpoint checkpoint = Checkpoints.read(twin);
      NetworkDescription stored = ofTheSameKind(checkpoint, network.description());
      if (!stored.equals(network.description())) {
        throw new IllegalArgumentException(
            String.format(
                "%s is of another network than is to be trained: %s, not %s",
                twin, stored, network.description()));
      }
      values.putAll(
          new Moped(delta, Moped.DEFAULT.smallestWeight())
              .initialValues(variables, checkpoint.values()));
    }
    return values;
  }

  /** A checkpoint of another kind says what it is for. */
  private static NetworkDescription ofTheSameKind(
      Checkpoint checkpoint, NetworkDescription wanted) {
    return wanted instanceof ClassifierDescription
        ? checkpoint.classifierDescription()
        : checkpoint.superResolutionDescription();
  }

  /** Compares the options given with the weights of a checkpoint. */
  void compare(Contradictions contradictions, WeightsDescription described) {
    WeightsDescription stored = described.unpruned();
    String storedPosterior = null;
    String storedPrior = null;
    Integer storedLast = null;
    if (stored instanceof WeightsDescription.Variational all) {
      storedPosterior = all.posterior().spec().toString();
      storedPrior = all.prior().spec().toString();
    } else if (stored instanceof WeightsDescription.VariationalLast last) {
      storedPosterior = last.posterior().spec().toString();
      storedPrior = last.prior().spec().toString();
      storedLast = last.layers();
    }
    contradictions
        .refuse("--twin", "training does not start anew")
        .refuse("--twin-delta", "training does not start anew")
        .compare("--posterior", () -> family().spec().toString(), storedPosterior)
        .compare("--prior", () -> namedPrior().spec().toString(), storedPrior)
        .compare("--prior-sigma", () -> namedPrior().spec().toString(), storedPrior)
        .compare("--last-layers", () -> lastLayers, storedLast);
  }

  private Prior prior() {
    Prior chosen = namedPrior();
    if (chosen instanceof MopedPrior && twin == null) {
      throw new IllegalArgumentException(
          "the prior moped is centred on a trained network: name its checkpoint with --twin");
    }
    return chosen;
  }

  private Prior namedPrior() {
    String spec = "gaussian:scale=0.3";
    if (prior != null) {
      spec = prior.spec != null ? prior.spec : "gaussian:scale=" + prior.sigma;
    }
    return PriorProvider.registry().create(spec);
  }
}
