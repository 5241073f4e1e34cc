package org.bcnn.tasks.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.bcnn.backend.Executable;
import org.bcnn.graph.Function;
import org.bcnn.graph.Gradients;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.ForwardPass;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.layer.Parameter;
import org.bcnn.layer.VariationalParameter;
import org.bcnn.tensor.HostTensor;

/**
 * Measures every tensor of weights: divergence, deviation, magnitude and gradient. It changes no
 * value, and a step of training costs the same with it. One function is compiled for each size of
 * minibatch. Not thread-safe.
 */
final class LayerMeasurement implements AutoCloseable {
  /** The output {@code [variational parameters]} of KL divergences, nats. */
  private static final String KL = "kl";

  /** The output {@code [variational parameters]} of mean standard deviations. */
  private static final String SIGMA = "sigma";

  /** The output {@code [parameters]} of mean absolute values. */
  private static final String MAGNITUDE = "magnitude";

  /** The output {@code [parameters]} of norms of the gradient. */
  private static final String GRADIENT_NORM = "gradientNorm";

  /** Keeps a gradient of zeros from being divided by its largest element. */
  private static final float SMALLEST = 1e-30f;

  private final NetworkSession owner;
  private final TrainingTask task;
  private final TrainingGraph.Settings settings;
  private final NetworkVariables network;
  private final Map<Integer, Executable> compiled = new LinkedHashMap<>();

  LayerMeasurement(NetworkSession owner, TrainingTask task, TrainingGraph.Settings settings) {
    this.owner = owner;
    this.task = task;
    this.settings = settings;
    this.network = task.variables();
  }

  /**
   * Measures the layers at the values they have now.
   *
   * @param epoch the epoch, from 1
   * @param step what the loss is of
   * @return a record for each parameter, in the order of the network
   */
  List<LayerRecord> measure(int epoch, StepInputs step) {
    Map<String, HostTensor> outputs =
        compiled
            .computeIfAbsent(
                step.minibatch().size(), size -> owner.session().compile(function(size)))
            .run(step.ofObjective(), step.noise());
    List<LayerRecord> records = new ArrayList<>();
    int variational = 0;
    for (Parameter parameter : network.parameters()) {
      boolean distribution = parameter instanceof VariationalParameter;
      int at = records.size();
      records.add(
          new LayerRecord(
              epoch,
              parameter.path(),
              parameter.shape().size(),
              distribution ? value(outputs, KL, variational) : OptionalDouble.empty(),
              distribution ? value(outputs, SIGMA, variational) : OptionalDouble.empty(),
              value(outputs, MAGNITUDE, at).orElseThrow(),
              value(outputs, GRADIENT_NORM, at).orElseThrow()));
      variational += distribution ? 1 : 0;
    }
    return records;
  }

  private static OptionalDouble value(Map<String, HostTensor> outputs, String name, int at) {
    return OptionalDouble.of(outputs.get(name).data()[at]);
  }

  private Function function(int batch) {
    TrainingGraph training = task.graph(settings, batch);
    GraphBuilder graph = training.graph();
    List<Tensor> gradients =
        Gradients.of(
            training.terms().loss(), network.trainable().stream().map(graph::read).toList());
    List<Tensor> norms = new ArrayList<>();
    List<Tensor> magnitudes = new ArrayList<>();
    int done = 0;
    for (Parameter parameter : network.parameters()) {
      int next = done + parameter.variables().size();
      norms.add(norm(gradients.subList(done, next)));
      done = next;
      magnitudes.add(parameter.mean(graph).abs().mean());
    }
    Function.Builder function =
        graph
            .function("layers")
            // Without distributions nothing else depends on κ, which is fed nevertheless.
            .output(TrainingFunction.LOSS, training.terms().loss())
            .output(MAGNITUDE, vector(magnitudes))
            .output(GRADIENT_NORM, vector(norms));
    if (!network.variational().isEmpty()) {
      function
          .output(KL, vector(ofDistributions(parameter -> kl(parameter, graph))))
          .output(
              SIGMA,
              vector(
                  ofDistributions(
                      parameter -> parameter.distribution(graph).variance().sqrt().mean())));
    }
    return function.build();
  }

  private List<Tensor> ofDistributions(
      java.util.function.Function<VariationalParameter, Tensor> measure) {
    return network.variational().stream().map(measure).toList();
  }

  /** Returns the objective's divergence of one parameter: with the draws and noise of a step. */
  private Tensor kl(VariationalParameter parameter, GraphBuilder graph) {
    List<Tensor> draws = new ArrayList<>();
    for (int draw = 0; draw < settings.objective().draws(); draw++) {
      ForwardPass pass =
          ForwardPass.training(graph, settings.objective().estimator(), draw, settings.noise());
      draws.add(parameter.kl(pass, settings.objective().klMode()));
    }
    return draws.stream().reduce(Tensor::add).orElseThrow().multiply(1.0 / draws.size());
  }

  /** Returns the norm of several tensors as one vector, whose squares may be out of float32. */
  private static Tensor norm(List<Tensor> parts) {
    Tensor smallest = parts.get(0).graph().constant(SMALLEST);
    Tensor largest = parts.stream().map(part -> part.abs().max()).reduce(smallest, Tensor::maximum);
    UnaryOperator<Tensor> squares = part -> part.divide(largest).square().sum();
    Tensor sum = parts.stream().map(squares).reduce(Tensor::add).orElseThrow();
    return sum.sqrt().multiply(largest);
  }

  private static Tensor vector(List<Tensor> scalars) {
    List<Tensor> parts = scalars.stream().map(scalar -> scalar.reshape(1)).toList();
    return parts.get(0).graph().concat(0, parts);
  }

  @Override
  public void close() {
    compiled.values().forEach(Executable::close);
    compiled.clear();
  }
}
