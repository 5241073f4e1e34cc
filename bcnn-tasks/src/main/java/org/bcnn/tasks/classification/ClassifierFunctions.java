package org.bcnn.tasks.classification;

import java.util.ArrayList;
import java.util.List;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.models.ImageClassifier;
import org.bcnn.optimizer.Optimizer;
import org.bcnn.tasks.training.ObjectiveSettings;
import org.bcnn.tasks.training.TrainingFunction;
import org.bcnn.tasks.training.TrainingGraph;

/** The functions that a classifier is trained and used by. Stateless. */
public final class ClassifierFunctions {
  /** The input {@code [batch, channels, height, width]} of images, scaled to [0, 1]. */
  public static final String IMAGES = "images";

  /** The input {@code [batch, classes]} of one-hot labels. */
  public static final String LABELS = "labels";

  /** The output {@code [batch, classes]} of class probabilities, averaged over the step's draws. */
  public static final String PROBABILITIES = "probabilities";

  /**
   * The output {@code [draws * batch, classes]} of logits, draw by draw. Whatever normalises them
   * is left to the host, so that one prediction serves every normalisation.
   */
  public static final String LOGITS = "logits";

  private ClassifierFunctions() {}

  /**
   * Builds a training step: the objective on a minibatch, its gradients and the optimiser's update.
   *
   * @param classifier the classifier
   * @param objective what is minimised
   * @param optimizer by which rule
   * @param trainingExamples N, the number of examples that are trained on
   * @param batch the examples of the minibatch
   * @param noise who makes the noise
   * @return the {@link TrainingFunction} of {@link #IMAGES} and {@link #LABELS}, which also has the
   *     output {@link #PROBABILITIES}
   */
  public static Function trainingStep(
      ImageClassifier classifier,
      ObjectiveSettings objective,
      Optimizer optimizer,
      long trainingExamples,
      int batch,
      NoiseSource noise) {
    TrainingGraph.Settings settings =
        new TrainingGraph.Settings(objective, trainingExamples, noise);
    return TrainingFunction.of(new ClassifierTask(classifier).graph(settings, batch), optimizer);
  }

  /**
   * Builds a prediction by several posterior draws, which share whatever does not depend on noise.
   *
   * @param classifier the classifier
   * @param estimator how each draw is made
   * @param firstDraw the number of the first draw
   * @param draws how many draws
   * @param batch the examples of a batch
   * @param noise who makes the noise
   * @return a function of {@link #IMAGES} to {@link #LOGITS}
   */
  public static Function prediction(
      ImageClassifier classifier,
      Estimator estimator,
      int firstDraw,
      int draws,
      int batch,
      NoiseSource noise) {
    GraphBuilder graph = new GraphBuilder();
    Tensor images = graph.input(IMAGES, classifier.imageShape(batch));
    List<Tensor> outputs = new ArrayList<>();
    for (int draw = firstDraw; draw < firstDraw + draws; draw++) {
      ForwardPass pass = ForwardPass.prediction(graph, estimator, draw, noise);
      outputs.add(classifier.network().apply(images, pass));
    }
    return graph.function("prediction").output(LOGITS, graph.concat(0, outputs)).build();
  }
}
