package org.bcnn.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.bcnn.graph.Tensor;

/**
 * What layers that are affine in their weights share: {@code y = f(x, W) + b} with f bilinear, each
 * estimator's form of it.
 */
final class Affine {
  /**
   * Added to the variance before its square root, whose gradient is infinite at 0: an output that
   * sees only zeros (padding, dead units) has variance 0. Far below any variance that matters.
   */
  static final double VARIANCE_FLOOR = 1e-16;

  private final String name;
  private final Parameter weight;
  private final Parameter bias;

  /** The bias may be null. */
  Affine(String name, Parameter weight, Parameter bias) {
    this.name = name;
    this.weight = weight;
    this.bias = bias;
  }

  List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>(List.of(weight));
    if (bias != null) {
      parameters.add(bias);
    }
    return List.copyOf(parameters);
  }

  /**
   * Applies the layer.
   *
   * @param product f
   * @param spread gives a per-output bias vector the shape that broadcasts against f's result
   */
  Tensor apply(
      Tensor x, ForwardPass pass, BinaryOperator<Tensor> product, UnaryOperator<Tensor> spread) {
    return pass.graph().within(name, () -> build(x, pass, product, spread));
  }

  private Tensor build(
      Tensor x, ForwardPass pass, BinaryOperator<Tensor> product, UnaryOperator<Tensor> spread) {
    if (pass.estimator() == Estimator.LOCAL_REPARAMETERISATION) {
      return locallyReparameterised(x, pass, product, spread);
    }
    Tensor y = product.apply(x, draw(weight, pass));
    return bias == null ? y : y.add(spread.apply(draw(bias, pass)));
  }

  private static Tensor draw(Parameter parameter, ForwardPass pass) {
    return pass.estimator() == Estimator.WEIGHT_SAMPLING
            && parameter instanceof VariationalParameter variational
        ? variational.sample(pass)
        : parameter.mean(pass.graph());
  }

  private Tensor locallyReparameterised(
      Tensor x, ForwardPass pass, BinaryOperator<Tensor> product, UnaryOperator<Tensor> spread) {
    Tensor mean = product.apply(x, weight.mean(pass.graph()));
    // The floor goes to the small vector of the bias where there is one, to save a pass over
    // outputs.
    Tensor variance = null;
    if (weight instanceof VariationalParameter uncertain) {
      Tensor weightVariance = uncertain.distribution(pass.graph()).variance();
      variance = product.apply(x.square(), weightVariance);
    }
    if (bias != null) {
      mean = mean.add(spread.apply(bias.mean(pass.graph())));
    }
    if (bias instanceof VariationalParameter uncertain) {
      Tensor biasVariance = uncertain.distribution(pass.graph()).variance();
      Tensor floored = spread.apply(biasVariance.add(VARIANCE_FLOOR));
      variance = variance == null ? floored : variance.add(floored);
    } else if (variance == null) {
      return mean;
    } else {
      variance = variance.add(VARIANCE_FLOOR);
    }
    return mean.add(variance.sqrt().multiply(pass.normal(name, mean.shape())));
  }
}
