package org.bcnn.tasks.training;

import java.util.Map;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.objective.MeanPenalty;
import org.bcnn.objective.ObjectiveTerms;
import org.bcnn.objective.VariationalObjective;
import org.bcnn.tensor.Shape;

/**
 * The objective of a minibatch as a graph: what a step of training minimises, and what is asked of
 * it besides. Not thread-safe.
 *
 * @param graph the graph
 * @param terms the objective
 * @param outputs what a step returns beside the terms, by name
 */
public record TrainingGraph(
    GraphBuilder graph, ObjectiveTerms<?> terms, Map<String, Tensor> outputs) {

  /**
   * What the objective is of.
   *
   * @param objective what is minimised
   * @param trainingExamples N, the number of examples that are trained on
   * @param noise who makes the noise
   */
  public record Settings(ObjectiveSettings objective, long trainingExamples, NoiseSource noise) {
    /**
     * Returns the variational objective.
     *
     * @return the objective with these settings
     */
    public VariationalObjective variational() {
      return new VariationalObjective(
          objective.draws(), objective.estimator(), objective.klMode(), trainingExamples, noise);
    }

    /**
     * Adds the L1 penalty on means, if there is to be one.
     *
     * @param <O> the network's output
     * @param terms the objective
     * @param network the network
     * @return the objective with the penalty in its loss
     */
    public <O> ObjectiveTerms<O> penalised(ObjectiveTerms<O> terms, NetworkVariables network) {
      return objective.l1() == 0 ? terms : MeanPenalty.l1(terms, network, objective.l1());
    }
  }

  /**
   * Adds κ to a graph.
   *
   * @param graph the graph
   * @return the scalar input {@link TrainingFunction#KL_WEIGHT}
   */
  public static Tensor klWeight(GraphBuilder graph) {
    return graph.input(TrainingFunction.KL_WEIGHT, Shape.scalar());
  }
}
