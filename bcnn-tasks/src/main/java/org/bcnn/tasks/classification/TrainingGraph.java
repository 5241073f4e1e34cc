package org.bcnn.tasks.classification;

import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.models.ImageClassifier;
import org.bcnn.objective.Likelihood;
import org.bcnn.objective.ObjectiveTerms;
import org.bcnn.objective.VariationalObjective;
import org.bcnn.tasks.training.ObjectiveSettings;
import org.bcnn.tensor.Shape;

/**
 * The objective of a minibatch as a graph: what a step of training minimises, and what is asked of
 * it besides. Not thread-safe.
 *
 * @param graph the graph
 * @param terms the objective
 */
record TrainingGraph(GraphBuilder graph, ObjectiveTerms<Tensor> terms) {

  /**
   * What the objective is of.
   *
   * @param objective what is minimised
   * @param trainingExamples N, the number of examples that are trained on
   * @param noise who makes the noise
   */
  record Settings(ObjectiveSettings objective, long trainingExamples, NoiseSource noise) {}

  /**
   * Builds the objective as a function of {@link ClassifierFunctions#IMAGES}, {@link
   * ClassifierFunctions#LABELS} and {@link ClassifierFunctions#KL_WEIGHT}.
   */
  static TrainingGraph of(ImageClassifier classifier, Settings settings, int batch) {
    GraphBuilder graph = new GraphBuilder();
    Tensor images = graph.input(ClassifierFunctions.IMAGES, classifier.imageShape(batch));
    Tensor labels =
        graph.input(
            ClassifierFunctions.LABELS, Shape.of(batch, classifier.description().classes()));
    ObjectiveSettings objective = settings.objective();
    VariationalObjective variational =
        new VariationalObjective(
            objective.draws(),
            objective.estimator(),
            objective.klMode(),
            settings.trainingExamples(),
            settings.noise());
    ObjectiveTerms<Tensor> terms =
        variational.build(
            classifier.network(),
            images,
            Likelihood.categorical(labels),
            graph.input(ClassifierFunctions.KL_WEIGHT, Shape.scalar()));
    return new TrainingGraph(graph, terms);
  }
}
