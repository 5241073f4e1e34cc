package org.bcnn.tasks.gan.measure;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * The squared Fréchet distance, which is the squared 2-Wasserstein distance, between Gaussians
 * (Dowson and Landau 1982), the measure of generated images of Heusel et al. (2017):
 *
 * <p>{@code |m1 − m2|² + tr(C1 + C2 − 2 (C1 C2)^{1/2})}.
 *
 * <p>It is known as FID where the features are those of an Inception network that was trained on
 * ImageNet. Those of another network give other numbers: only such of the same network compare. It
 * is biased upwards by fewer images (Chong and Forsyth 2020), so that only such of as many images
 * compare closely.
 *
 * <p>The trace of the root is {@code Σ √λ} over the eigenvalues of {@code C1^{1/2} C2 C1^{1/2}},
 * and so the sum of the singular values of {@code C2^{1/2} C1^{1/2}}, by which it is computed: a
 * root of an eigenvalue of 0 that rounding left would be much larger than the rounding. Roots are
 * by symmetric eigendecomposition; covariances may be singular, and nothing is added to them.
 * Stateless.
 */
public final class FrechetDistance {
  /** How negative an eigenvalue may be, of the largest, before this is no covariance. */
  private static final double INDEFINITE = 1e-8;

  /** The distance between neighbouring numbers at 1. */
  private static final double ROUNDING = 0x1p-52;

  private FrechetDistance() {}

  /**
   * Computes the distance.
   *
   * @param one a Gaussian
   * @param other another, of as many features
   * @return the squared distance, in the square of the unit of the features, at least 0
   * @throws IllegalArgumentException if the numbers of features differ, or a covariance has a
   *     negative eigenvalue
   */
  public static double between(GaussianStatistics one, GaussianStatistics other) {
    int size = one.size();
    if (size != other.size()) {
      throw new IllegalArgumentException(
          String.format(
              "a Fréchet distance is between features of one network, got %d and %d features",
              size, other.size()));
    }
    double distance = -2 * traceOfRoot(one, other);
    for (int feature = 0; feature < size; feature++) {
      double shift = one.mean(feature) - other.mean(feature);
      distance +=
          shift * shift + one.covariance(feature, feature) + other.covariance(feature, feature);
    }
    // Rounding takes that of equal Gaussians to either side of 0.
    return Math.max(0, distance);
  }

  /** The trace of {@code (C1 C2)^{1/2}}. */
  private static double traceOfRoot(GaussianStatistics one, GaussianStatistics other) {
    int size = one.size();
    DMatrixRMaj product = new DMatrixRMaj(size, size);
    CommonOps_DDRM.mult(root(other), root(one), product);
    SingularValueDecomposition_F64<DMatrixRMaj> decomposition =
        DecompositionFactory_DDRM.svd(size, size, false, false, false);
    require(decomposition.decompose(product));
    return IntStream.range(0, size).mapToDouble(i -> decomposition.getSingularValues()[i]).sum();
  }

  /** The symmetric root of a covariance. */
  private static DMatrixRMaj root(GaussianStatistics gaussian) {
    int size = gaussian.size();
    DMatrixRMaj covariance = DMatrixRMaj.wrap(size, size, gaussian.covariance());
    EigenDecomposition_F64<DMatrixRMaj> decomposition =
        DecompositionFactory_DDRM.eig(size, true, true);
    require(decomposition.decompose(covariance));
    double largest =
        IntStream.range(0, size)
            .mapToDouble(i -> Math.abs(decomposition.getEigenvalue(i).getReal()))
            .max()
            .orElseThrow();
    DMatrixRMaj root = new DMatrixRMaj(size, size);
    for (int i = 0; i < size; i++) {
      double eigenvalue = decomposition.getEigenvalue(i).getReal();
      if (eigenvalue < -INDEFINITE * largest) {
        throw new IllegalArgumentException(
            String.format(
                "a covariance has no negative eigenvalue, but there is one of %s beside the "
                    + "largest of %s",
                eigenvalue, largest));
      }
      // What is below is what rounding leaves of 0.
      if (eigenvalue > size * ROUNDING * largest) {
        DMatrixRMaj vector = decomposition.getEigenVector(i);
        CommonOps_DDRM.multAddTransB(Math.sqrt(eigenvalue), vector, vector, root);
      }
    }
    return root;
  }

  private static void require(boolean decomposed) {
    if (!decomposed) {
      throw new IllegalStateException(
          "the decomposition of a covariance did not converge: its values are too large or small");
    }
  }
}
