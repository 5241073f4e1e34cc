package org.bcnn.it.prior;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.Function;
import org.bcnn.graph.Gradients;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.it.tck.reference.DoubleTensor;
import org.bcnn.it.tck.reference.Evaluation;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.VariationalParameter;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.posterior.WeightSite;
import org.bcnn.prior.Prior;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * A prior at one place, with a mean-field Gaussian posterior, evaluated in double precision at
 * weights and variables that the test sets. Not thread-safe.
 */
final class PriorProbe {
  static final String DENSITY = "logDensity";
  static final String GRADIENT = "gradient";

  private static final NoiseSeed SEED = new NoiseSeed(17, 0);

  private final Prior prior;
  private final WeightSite site;
  private final GraphBuilder graph = new GraphBuilder();
  private final Tensor weights;
  private final VariationalParameter parameter;
  private final Map<Variable, DoubleTensor> variables = new LinkedHashMap<>();
  private final Map<String, DoubleTensor> inputs = new LinkedHashMap<>();
  private Function density;
  private Function gradient;

  /**
   * Places a prior.
   *
   * @param valueOf the values of the prior's variables and buffers
   */
  PriorProbe(Prior prior, Shape shape, BiFunction<Variable, WeightSite, HostTensor> valueOf) {
    this.prior = prior;
    site = new WeightSite("layer/weight", shape, 12);
    weights = graph.input("weights", shape);
    parameter = new VariationalParameter(site, new MeanFieldGaussian(1, -1, 0.5), prior);
    for (List<Variable> own : List.of(prior.variables(site), prior.buffers(site))) {
      own.forEach(
          variable -> variables.put(variable, DoubleTensor.of(valueOf.apply(variable, site))));
    }
    for (Variable variable : parameter.posterior().variables(site)) {
      variables.put(variable, DoubleTensor.of(parameter.initialValue(variable, 3)));
    }
  }

  WeightSite site() {
    return site;
  }

  Map<Variable, DoubleTensor> variables() {
    return variables;
  }

  /** The log density of the input. */
  Tensor logDensity() {
    return prior.logDensity(weights, site);
  }

  Tensor gradientByWeights() {
    return Gradients.of(logDensity(), List.of(weights)).get(0);
  }

  double logDensity(double... at) {
    if (density == null) {
      density = function(Map.of(DENSITY, logDensity()));
    }
    return scalar(evaluate(density, at).get(DENSITY));
  }

  double[] gradient(double... at) {
    if (gradient == null) {
      gradient = function(Map.of(GRADIENT, gradientByWeights()));
    }
    return evaluate(gradient, at).get(GRADIENT).data();
  }

  /** Sets the means and standard deviations of the posterior. */
  void posterior(double[] mu, double[] sigma) {
    double[] rho = new double[sigma.length];
    for (int i = 0; i < rho.length; i++) {
      rho[i] = Math.log(Math.expm1(sigma[i]));
    }
    List<Variable> ofPosterior = parameter.posterior().variables(site);
    variables.put(ofPosterior.get(0), new DoubleTensor(site.shape(), mu));
    variables.put(ofPosterior.get(1), new DoubleTensor(site.shape(), rho));
  }

  Optional<Tensor> closedFormKl() {
    return prior.closedFormKl(parameter.distribution(graph), site);
  }

  Tensor kl(KlMode mode) {
    return parameter.kl(
        ForwardPass.training(graph, Estimator.WEIGHT_SAMPLING, 0, NoiseSource.PORTABLE), mode);
  }

  List<Variable> trainable() {
    return parameter.variables();
  }

  Function function(Map<String, Tensor> outputs) {
    Function.Builder function = graph.function("prior");
    outputs.forEach(function::output);
    return function.build();
  }

  double scalar(Tensor tensor) {
    return scalar(evaluate(function(Map.of("value", tensor))).get("value"));
  }

  /** The gradients of a scalar by all that is trained. */
  List<Tensor> gradientsOf(Tensor scalar) {
    return Gradients.of(scalar, trainable().stream().map(graph::read).toList());
  }

  List<double[]> gradients(Tensor scalar, List<Variable> by) {
    List<Tensor> wanted = Gradients.of(scalar, by.stream().map(graph::read).toList());
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      outputs.put("gradient" + i, wanted.get(i));
    }
    List<double[]> values = new ArrayList<>();
    evaluate(function(outputs)).values().forEach(value -> values.add(value.data()));
    return values;
  }

  /** Evaluates a scalar at many draws of the noise. */
  double[] draws(Tensor scalar, int count) {
    Function function = function(Map.of("value", scalar));
    double[] values = new double[count];
    NoiseSeed seed = SEED;
    for (int i = 0; i < count; i++) {
      values[i] = scalar(new Evaluation(function, inputs, variables, seed).outputs().get("value"));
      seed = seed.next();
    }
    return values;
  }

  /** Evaluates a function; without weights, at those of the evaluation before. */
  Map<String, DoubleTensor> evaluate(Function function, double... at) {
    if (at.length > 0) {
      inputs.put("weights", new DoubleTensor(site.shape(), at));
    }
    return new Evaluation(function, inputs, variables, SEED).outputs();
  }

  private static double scalar(DoubleTensor value) {
    if (!value.shape().equals(Shape.scalar())) {
      throw new AssertionError("of shape " + value.shape() + " where a scalar should be");
    }
    return value.data()[0];
  }

  static NoiseSeed seed() {
    return SEED;
  }
}
