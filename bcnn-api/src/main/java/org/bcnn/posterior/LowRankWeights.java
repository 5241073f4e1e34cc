package org.bcnn.posterior;

import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * A Gaussian over a tensor of n weights, as graph values: {@code N(μ, diag(σ²) + Σ_k U_k U_kᵀ)}.
 *
 * <p>With {@code V = Uᵀ / σ}, a {@code [rank, n]} matrix, everything but {@code n} goes through the
 * small matrix {@code M = I + V Vᵀ}, {@code [rank, rank]}: the determinant of the covariance is
 * {@code Π σ² · det M} (matrix determinant lemma), and Woodbury's identity inverts it.
 *
 * @param diagonal μ and σ, of the weights' shape
 * @param factors Uᵀ, {@code [rank, n]}: a row for each direction, weights in row-major order
 */
public record LowRankWeights(GaussianWeights diagonal, Tensor factors)
    implements WeightDistribution {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  /** Keeps {@code U / σ}, and its square, in the range of float32 where σ underflows. */
  private static final double SMALLEST_SCALE = 1e-12;

  /** Of the diagonal of M: what is left of it after elimination and smaller is rounding. */
  private static final double ROUNDING = 1e-6;

  @Override
  public Tensor mean() {
    return diagonal.mean();
  }

  /** {@code σ² + Σ_k U_k²}. */
  @Override
  public Tensor variance() {
    return diagonal.variance().add(factors.square().sum(false, 0).reshape(shape()));
  }

  /** {@code Σ log σ + ½ log det M + n log(2πe)/2}. */
  @Override
  public Optional<Tensor> entropy() {
    Tensor logDeterminant = eliminate(null).logDeterminant();
    return Optional.of(
        diagonal
            .logScale()
            .sum()
            .add(logDeterminant.multiply(0.5))
            .add(0.5 * count() * (LOG_TWO_PI + 1)));
  }

  /**
   * {@code w = μ + σ ε + U ζ}. Given {@code u = V ε − ζ}, whose covariance is M, the exponent of
   * the density is {@code |ε|² + |ζ|² − uᵀ M⁻¹ u}: that of the noise, less that of the noise given
   * w. The last two terms are of the order of the rank, so that nothing cancels however large V is.
   */
  @Override
  public WeightDraw draw(WeightNoise noise) {
    Tensor epsilon = noise.normal(diagonal.path(), shape());
    Tensor zeta = noise.normal(diagonal.path() + "/factors", Shape.of(rank(), 1));
    GraphBuilder graph = factors.graph();
    Tensor along = graph.matMul(factors, zeta, true, false).reshape(shape());
    Tensor weights = mean().add(diagonal.scale().multiply(epsilon)).add(along);

    Tensor u = scaledFactors().matMul(epsilon.reshape(count(), 1)).subtract(zeta);
    Elimination solved = eliminate(u);
    Tensor exponent =
        epsilon.square().sum().add(zeta.square().sum()).subtract(solved.quadraticForm());
    Tensor logDensity =
        exponent
            .add(solved.logDeterminant())
            .multiply(-0.5)
            .subtract(diagonal.logScale().sum())
            .subtract(0.5 * count() * LOG_TWO_PI);
    return new WeightDraw(weights, logDensity);
  }

  /**
   * {@code f(x², σ²) + Σ_k f(x, U_k)²}. Outputs are drawn from their marginals; that weights which
   * lead to different outputs vary together shows in weight sampling alone.
   */
  @Override
  public Optional<Tensor> outputVariance(Tensor x, BinaryOperator<Tensor> product) {
    Tensor variance = product.apply(x.square(), diagonal.variance());
    for (int k = 0; k < rank(); k++) {
      Tensor direction =
          factors.graph().slice(factors, List.of(k, 0), Shape.of(1, count())).reshape(shape());
      variance = variance.add(product.apply(x, direction).square());
    }
    return Optional.of(variance);
  }

  private Shape shape() {
    return diagonal.mean().shape();
  }

  private int count() {
    return shape().size();
  }

  private int rank() {
    return factors.shape().dim(0);
  }

  /** V. */
  private Tensor scaledFactors() {
    Tensor floor = factors.graph().constant((float) SMALLEST_SCALE);
    return factors.divide(diagonal.scale().maximum(floor).reshape(1, count()));
  }

  /**
   * What Cholesky's elimination of M gives.
   *
   * @param logDeterminant {@code log det M}, a scalar
   * @param quadraticForm {@code uᵀ M⁻¹ u}, a scalar; null without u
   */
  private record Elimination(Tensor logDeterminant, Tensor quadraticForm) {}

  /**
   * Eliminates M, and u ({@code [rank, 1]}) with it, pivot by pivot. Each pivot is at least 1, that
   * of the identity, and known to the rounding of the element of M that it comes from. Nearly
   * parallel factors that are large beside σ leave rounding alone; the floor keeps it from growing.
   */
  private Elimination eliminate(Tensor u) {
    GraphBuilder graph = factors.graph();
    Tensor v = scaledFactors();
    Tensor m = graph.matMul(v, v, false, true).add(identity());
    Tensor rest = m;
    Tensor restOfU = u;
    Tensor logDeterminant = null;
    Tensor quadraticForm = null;
    for (int left = rank(); left > 0; left--) {
      int k = rank() - left;
      Tensor floor = part(m, k, k, 1, 1).multiply(ROUNDING).maximum(graph.constant(1));
      Tensor pivot = part(rest, 0, 0, 1, 1).maximum(floor);
      logDeterminant = plus(logDeterminant, pivot.log().reshape(Shape.scalar()));
      Tensor top = null;
      if (u != null) {
        top = part(restOfU, 0, 0, 1, 1);
        quadraticForm = plus(quadraticForm, top.square().divide(pivot).reshape(Shape.scalar()));
      }
      if (left > 1) {
        Tensor column = part(rest, 1, 0, left - 1, 1);
        Tensor multipliers = column.divide(pivot);
        rest =
            part(rest, 1, 1, left - 1, left - 1)
                .subtract(graph.matMul(multipliers, column, false, true));
        restOfU =
            u == null ? null : part(restOfU, 1, 0, left - 1, 1).subtract(multipliers.multiply(top));
      }
    }
    return new Elimination(logDeterminant, quadraticForm);
  }

  private static Tensor plus(Tensor sum, Tensor term) {
    return sum == null ? term : sum.add(term);
  }

  private static Tensor part(Tensor matrix, int row, int column, int rows, int columns) {
    return matrix.graph().slice(matrix, List.of(row, column), Shape.of(rows, columns));
  }

  private Tensor identity() {
    float[] values = new float[rank() * rank()];
    for (int k = 0; k < rank(); k++) {
      values[k * (rank() + 1)] = 1;
    }
    return factors.graph().constant(HostTensor.of(Shape.of(rank(), rank()), values));
  }
}
