package org.bcnn.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bcnn.graph.Distribution;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.graph.Variable;
import org.bcnn.posterior.WeightNoise;
import org.bcnn.tensor.Shape;

/**
 * One pass through a network with one posterior draw: the graph it is built in, how the expectation
 * over weights is estimated, where noise comes from, and whether batches are normalised by
 * themselves. The caller decides all of it; layers have no mode of their own. Not thread-safe.
 */
public final class ForwardPass {
  private final GraphBuilder graph;
  private final Estimator estimator;
  private final int draw;
  private final NoiseSource noise;
  private final BatchStatistics statistics;
  private final Map<String, Integer> uses;
  private final Map<Variable, List<Tensor>> recorded;

  private ForwardPass(
      GraphBuilder graph,
      Estimator estimator,
      int draw,
      NoiseSource noise,
      BatchStatistics statistics,
      Map<String, Integer> uses,
      Map<Variable, List<Tensor>> recorded) {
    this.graph = Objects.requireNonNull(graph, "graph");
    this.estimator = Objects.requireNonNull(estimator, "estimator");
    this.noise = Objects.requireNonNull(noise, "noise");
    this.statistics = Objects.requireNonNull(statistics, "statistics");
    if (draw < 0) {
      throw new IllegalArgumentException("draw must not be negative, got " + draw);
    }
    this.draw = draw;
    this.uses = uses;
    this.recorded = recorded;
  }

  /**
   * Starts a pass of prediction.
   *
   * @param graph the graph
   * @param estimator how the expectation is estimated
   * @param draw the number of the posterior draw, part of the address of all its noise
   * @param noise who makes the noise
   * @return the pass
   */
  public static ForwardPass prediction(
      GraphBuilder graph, Estimator estimator, int draw, NoiseSource noise) {
    return start(graph, estimator, draw, noise, BatchStatistics.RECORDED);
  }

  /**
   * Starts a pass of training.
   *
   * @param graph the graph
   * @param estimator how the expectation is estimated
   * @param draw the number of the posterior draw, part of the address of all its noise
   * @param noise who makes the noise
   * @return the pass
   */
  public static ForwardPass training(
      GraphBuilder graph, Estimator estimator, int draw, NoiseSource noise) {
    return start(graph, estimator, draw, noise, BatchStatistics.OF_BATCH);
  }

  private static ForwardPass start(
      GraphBuilder graph,
      Estimator estimator,
      int draw,
      NoiseSource noise,
      BatchStatistics statistics) {
    return new ForwardPass(
        graph, estimator, draw, noise, statistics, new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /**
   * Returns this pass with another estimator, for a part of the network.
   *
   * @param other the estimator
   * @return the same pass otherwise
   */
  public ForwardPass with(Estimator other) {
    return new ForwardPass(graph, other, draw, noise, statistics, uses, recorded);
  }

  /**
   * Returns the graph the pass is built in.
   *
   * @return the graph
   */
  public GraphBuilder graph() {
    return graph;
  }

  /**
   * Returns how the expectation over weights is estimated.
   *
   * @return the estimator
   */
  public Estimator estimator() {
    return estimator;
  }

  /**
   * Returns whether the pass draws at random at all.
   *
   * @return false for the posterior mean
   */
  public boolean samples() {
    return estimator != Estimator.MEAN;
  }

  /**
   * Returns which moments batch normalisation uses.
   *
   * @return the choice
   */
  public BatchStatistics statistics() {
    return statistics;
  }

  /**
   * Returns the noise of this pass's draw of the weights, the same wherever the weights are used.
   *
   * @return the noise
   */
  public WeightNoise weightNoise() {
    return (path, shape) -> noise(Distribution.STANDARD_NORMAL, path, shape);
  }

  /**
   * Draws noise on activations. A layer that is applied several times in one pass gets independent
   * noise each time.
   *
   * @param distribution its distribution
   * @param path the layer's path
   * @param shape its shape
   * @return the noise
   */
  public Tensor activationNoise(Distribution distribution, String path, Shape shape) {
    int use = uses.merge(distribution + " " + path, 1, Integer::sum);
    return noise(distribution, use == 1 ? path : path + "#" + use, shape);
  }

  private Tensor noise(Distribution distribution, String path, Shape shape) {
    return graph.noise(distribution, shape, path, draw, noise);
  }

  /**
   * Records a value that a buffer is to have after the pass.
   *
   * @param buffer the variable of the buffer
   * @param value its new value
   */
  public void record(Variable buffer, Tensor value) {
    recorded.computeIfAbsent(buffer, unused -> new ArrayList<>()).add(value);
  }

  /**
   * Returns what was recorded.
   *
   * @return the new values of buffers, one for each time they were recorded
   */
  public Map<Variable, List<Tensor>> recorded() {
    return Collections.unmodifiableMap(recorded);
  }
}
