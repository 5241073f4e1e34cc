package org.bcnn.posterior;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Variable;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * How a Gaussian posterior {@code N(μ, diag(σ²) + U Uᵀ)} over each tensor of weights starts: beside
 * the deviations of a mean-field Gaussian it has a few directions U along which weights vary
 * together (Ong, Nott and Smith 2018; Tomczak, Swaroop and Turner 2020). It has {@code 2 + rank}
 * variables a weight.
 *
 * @param rank K, the number of directions
 * @param factorSpread the factors U start from {@code N(0, factorSpread²)}; not 0, where their
 *     gradient is 0
 * @param diagonal how μ and ρ start
 */
public record LowRankGaussian(int rank, double factorSpread, MeanFieldGaussian diagonal)
    implements GaussianFamily {
  /** Two directions that start at 0.001, means and deviations as those of the mean field. */
  public static final LowRankGaussian DEFAULT =
      new LowRankGaussian(2, 0.001, MeanFieldGaussian.DEFAULT);

  /** Checks that there is a direction and that the factors do not start at 0. */
  public LowRankGaussian {
    Objects.requireNonNull(diagonal, "diagonal");
    if (rank < 1) {
      throw new IllegalArgumentException("a low-rank posterior needs a rank >= 1, got " + rank);
    }
    if (!(factorSpread > 0) || !Double.isFinite(factorSpread)) {
      throw new IllegalArgumentException(
          "a low-rank posterior needs a factor spread > 0, got " + factorSpread);
    }
  }

  /** Returns μ and ρ, of the weights' shape, and the factors Uᵀ, {@code [rank, weights]}. */
  @Override
  public double meanGain() {
    return diagonal.meanGain();
  }

  @Override
  public List<Variable> variables(WeightSite site) {
    List<Variable> variables = new ArrayList<>(diagonal.variables(site));
    variables.add(factors(site));
    return List.copyOf(variables);
  }

  @Override
  public HostTensor initialValue(Variable variable, WeightSite site, long seed) {
    return variable.equals(factors(site))
        ? InitialValues.normal(variable.shape(), variable.name(), seed, 0, factorSpread)
        : diagonal.initialValue(variable, site, seed);
  }

  @Override
  public LowRankWeights read(GraphBuilder graph, WeightSite site) {
    return new LowRankWeights(diagonal.read(graph, site), graph.read(factors(site)));
  }

  private Variable factors(WeightSite site) {
    return new Variable(site.path() + "/factors", Shape.of(rank, site.shape().size()));
  }

  @Override
  public Spec spec() {
    Spec spec =
        Spec.of(LowRankProvider.NAME)
            .with(LowRankProvider.RANK, rank)
            .with(LowRankProvider.FACTOR_SPREAD, factorSpread);
    for (var setting : diagonal.spec().settings().entrySet()) {
      spec = spec.with(setting.getKey(), setting.getValue());
    }
    return spec;
  }

  /** Makes low-rank Gaussians by name. */
  public static final class LowRankProvider implements PosteriorProvider {
    static final String NAME = "low-rank";
    static final String RANK = "rank";
    static final String FACTOR_SPREAD = "factor-spread";

    private final MeanFieldGaussian.MeanFieldProvider diagonal =
        new MeanFieldGaussian.MeanFieldProvider();

    /** Makes the provider. */
    public LowRankProvider() {}

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "Gaussians of covariance diag(sigma^2) + U U^T for each tensor of weights"
          + " (Ong et al. 2018)";
    }

    @Override
    public List<Setting> settings() {
      List<Setting> settings = new ArrayList<>();
      settings.add(new Setting(RANK, Integer.toString(DEFAULT.rank), "the number of columns of U"));
      settings.add(
          Setting.number(FACTOR_SPREAD, DEFAULT.factorSpread, "U starts from N(0, spread^2)"));
      settings.addAll(diagonal.settings());
      return List.copyOf(settings);
    }

    @Override
    public Posterior create(Spec spec) {
      return new LowRankGaussian(
          spec.integer(RANK), spec.number(FACTOR_SPREAD), diagonal.create(spec));
    }
  }
}
