package org.bcnn.optimizer;

import java.util.List;
import java.util.Objects;
import org.bcnn.graph.Function;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.spec.Setting;
import org.bcnn.spec.Spec;

/**
 * Makes gradients shorter before an optimiser sees them (Pascanu, Mikolov and Bengio 2013): where
 * the Euclidean norm of all of them together exceeds a limit c, each is multiplied by {@code c /
 * norm}, so that their direction stays. Named as a setting of the optimiser: {@code
 * adam:clip-norm=1}.
 *
 * @param optimizer the optimiser
 * @param norm c, the largest norm that is let through, positive
 */
public record GradientClipping(Optimizer optimizer, double norm) implements Optimizer {
  /** The setting of an optimiser whose gradients may be clipped: the largest norm, 0 for none. */
  public static final Setting SETTING =
      Setting.number("clip-norm", 0, "the largest norm of all gradients together; 0 for any");

  /** Checks the norm. */
  public GradientClipping {
    Objects.requireNonNull(optimizer, "optimizer");
    if (!(norm > 0) || !Double.isFinite(norm)) {
      throw new IllegalArgumentException("gradients clip to a positive norm, got " + norm);
    }
  }

  /**
   * Clips if a specification asks for it.
   *
   * @param optimizer the optimiser
   * @param spec a specification with {@link #SETTING}
   * @return the optimiser, after clipping if that is asked for
   * @throws IllegalArgumentException if the norm is negative
   */
  public static Optimizer around(Optimizer optimizer, Spec spec) {
    double norm = spec.number(SETTING.key());
    return norm == 0 ? optimizer : new GradientClipping(optimizer, norm);
  }

  @Override
  public List<Variable> state(List<Variable> optimised) {
    return optimizer.state(optimised);
  }

  @Override
  public void update(
      Function.Builder function,
      List<Variable> optimised,
      List<Tensor> gradients,
      Tensor learningRate) {
    optimizer.update(function, optimised, clipped(gradients), learningRate);
  }

  private List<Tensor> clipped(List<Tensor> gradients) {
    if (gradients.isEmpty()) {
      return gradients;
    }
    Tensor squares =
        gradients.stream().map(each -> each.square().sum()).reduce(Tensor::add).orElseThrow();
    Tensor limit = squares.graph().constant((float) norm);
    Tensor scale = limit.divide(squares.sqrt().maximum(limit));
    return gradients.stream().map(each -> each.multiply(scale)).toList();
  }

  /**
   * Returns that of the optimiser, with {@link #SETTING}.
   *
   * @return the specification, which a checkpoint stores
   * @throws UnsupportedOperationException if the optimiser has none
   */
  @Override
  public Spec spec() {
    return optimizer.spec().with(SETTING.key(), norm);
  }
}
