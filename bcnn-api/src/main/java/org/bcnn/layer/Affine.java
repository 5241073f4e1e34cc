package org.bcnn.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.bcnn.graph.Distribution;
import org.bcnn.graph.Tensor;
import org.bcnn.tensor.Shape;

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
    return switch (pass.estimator()) {
      case LOCAL_REPARAMETERISATION -> locallyReparameterised(x, pass, product, spread);
      case FLIPOUT -> flippedOut(x, pass, product, spread);
      case WEIGHT_SAMPLING, MEAN -> {
        Tensor y = product.apply(x, draw(weight, pass));
        yield bias == null ? y : y.add(spread.apply(draw(bias, pass)));
      }
    };
  }

  private static Tensor draw(Parameter parameter, ForwardPass pass) {
    return pass.estimator() == Estimator.WEIGHT_SAMPLING
            && parameter instanceof VariationalParameter variational
        ? variational.sample(pass)
        : parameter.mean(pass.graph());
  }

  private Tensor mean(
      Tensor x, ForwardPass pass, BinaryOperator<Tensor> product, UnaryOperator<Tensor> spread) {
    Tensor mean = product.apply(x, weight.mean(pass.graph()));
    return bias == null ? mean : mean.add(spread.apply(bias.mean(pass.graph())));
  }

  private Tensor locallyReparameterised(
      Tensor x, ForwardPass pass, BinaryOperator<Tensor> product, UnaryOperator<Tensor> spread) {
    Tensor mean = mean(x, pass, product, spread);
    // The floor goes to the small vector of the bias where there is one, to save a pass over
    // outputs.
    Tensor variance = null;
    if (weight instanceof VariationalParameter uncertain) {
      variance =
          require(
              uncertain.distribution(pass.graph()).outputVariance(x, product),
              "local reparameterisation needs a posterior whose layer outputs are Gaussian of known variance",
              uncertain);
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
    Tensor noise = pass.activationNoise(Distribution.STANDARD_NORMAL, name, mean.shape());
    return mean.add(variance.sqrt().multiply(noise));
  }

  /** {@code f(x, μ) + f(x ∘ r, Δ) ∘ s}, with the bias as the weight of an input that is 1. */
  private Tensor flippedOut(
      Tensor x, ForwardPass pass, BinaryOperator<Tensor> product, UnaryOperator<Tensor> spread) {
    Tensor mean = mean(x, pass, product, spread);
    Tensor deviation = null;
    if (weight instanceof VariationalParameter uncertain) {
      Tensor flipped = x.multiply(signs(pass, "in", x.shape()));
      deviation = product.apply(flipped, deviation(uncertain, pass));
    }
    if (bias instanceof VariationalParameter uncertain) {
      Tensor ofBias = spread.apply(deviation(uncertain, pass));
      deviation = deviation == null ? ofBias : deviation.add(ofBias);
    }
    return deviation == null
        ? mean
        : mean.add(deviation.multiply(signs(pass, "out", mean.shape())));
  }

  private static Tensor deviation(VariationalParameter parameter, ForwardPass pass) {
    return require(
        parameter.distribution(pass.graph()).independentDeviation(pass.weightNoise()),
        "flipout needs a posterior of independent weights that are symmetric about their means",
        parameter);
  }

  /** A sign for each example and channel. */
  private Tensor signs(ForwardPass pass, String which, Shape shape) {
    int[] dims = new int[shape.rank()];
    Arrays.fill(dims, 1);
    dims[0] = shape.dim(0);
    dims[1] = shape.dim(1);
    return pass.activationNoise(Distribution.RANDOM_SIGN, name + "/" + which, Shape.of(dims));
  }

  private static Tensor require(
      Optional<Tensor> value, String need, VariationalParameter parameter) {
    return value.orElseThrow(
        () ->
            new IllegalArgumentException(
                String.format(
                    "%s: %s, which %s is not; use another estimator for this layer",
                    parameter.path(), need, parameter.posterior())));
  }
}
