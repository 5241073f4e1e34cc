package org.bcnn.tasks.classification;

import java.util.List;
import java.util.Map;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.models.ImageClassifier;
import org.bcnn.objective.Likelihood;
import org.bcnn.objective.ObjectiveTerms;
import org.bcnn.tasks.training.Minibatch;
import org.bcnn.tasks.training.TrainingGraph;
import org.bcnn.tasks.training.TrainingTask;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * Learning to tell classes apart, by the categorical likelihood.
 *
 * @param classifier the classifier
 */
public record ClassifierTask(ImageClassifier classifier) implements TrainingTask {
  @Override
  public NetworkVariables variables() {
    return NetworkVariables.of(classifier.network());
  }

  /**
   * Builds the objective as a function of {@link ClassifierFunctions#IMAGES}, {@link
   * ClassifierFunctions#LABELS} and κ, with the output {@link ClassifierFunctions#PROBABILITIES}.
   */
  @Override
  public TrainingGraph graph(TrainingGraph.Settings settings, int batch) {
    GraphBuilder graph = new GraphBuilder();
    Tensor images = graph.input(ClassifierFunctions.IMAGES, classifier.imageShape(batch));
    Tensor labels =
        graph.input(
            ClassifierFunctions.LABELS, Shape.of(batch, classifier.description().classes()));
    ObjectiveTerms<Tensor> terms =
        settings
            .variational()
            .build(
                classifier.network(),
                images,
                Likelihood.categorical(labels),
                TrainingGraph.klWeight(graph));
    return new TrainingGraph(
        graph,
        settings.penalised(terms, variables()),
        Map.of(ClassifierFunctions.PROBABILITIES, probabilities(terms.outputs())));
  }

  private static Tensor probabilities(List<Tensor> logits) {
    Tensor sum = null;
    for (Tensor draw : logits) {
      Tensor p = draw.logSoftmax(1).exp();
      sum = sum == null ? p : sum.add(p);
    }
    return logits.size() == 1 ? sum : sum.multiply(1.0 / logits.size());
  }

  /** Counts the examples that were classified rightly. */
  @Override
  public double score(Minibatch minibatch, Map<String, HostTensor> outputs) {
    HostTensor probabilities = outputs.get(ClassifierFunctions.PROBABILITIES);
    float[] labels = minibatch.inputs().get(ClassifierFunctions.LABELS).data();
    int classes = probabilities.shape().dim(1);
    int right = 0;
    for (int i = 0; i < probabilities.shape().dim(0); i++) {
      int best = 0;
      for (int label = 1; label < classes; label++) {
        if (probabilities.data()[i * classes + label] > probabilities.data()[i * classes + best]) {
          best = label;
        }
      }
      right += labels[i * classes + best] == 1 ? 1 : 0;
    }
    return right;
  }

  @Override
  public List<String> scoreNames() {
    return ValidationScores.NAMES;
  }
}
