package org.bcnn.tasks.classification;

import java.util.ArrayList;
import java.util.List;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.layer.KlMode;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.layer.VariationalParameter;
import org.bcnn.models.ImageClassifier;
import org.bcnn.objective.ObjectiveTerms;
import org.bcnn.optimizer.Optimizer;
import org.bcnn.tasks.training.ObjectiveSettings;
import org.bcnn.tensor.Shape;

/** The functions that a classifier is trained and used by. Stateless. */
public final class ClassifierFunctions {
  /** The input {@code [batch, channels, height, width]} of images, scaled to [0, 1]. */
  public static final String IMAGES = "images";

  /** The input {@code [batch, classes]} of one-hot labels. */
  public static final String LABELS = "labels";

  /** The scalar input of the learning rate. */
  public static final String LEARNING_RATE = "learningRate";

  /** The scalar input of κ, the weight of KL / N. */
  public static final String KL_WEIGHT = "klWeight";

  /** The scalar output of the objective, nats per example. */
  public static final String LOSS = "loss";

  /** The scalar output of the negative log-likelihood, nats per example. */
  public static final String NLL = "nll";

  /** The scalar output of the KL divergence, nats, whole network. */
  public static final String KL = "kl";

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
   * @return a function of {@link #IMAGES}, {@link #LABELS}, {@link #LEARNING_RATE} and {@link
   *     #KL_WEIGHT} to {@link #LOSS}, {@link #NLL}, {@link #KL} and {@link #PROBABILITIES}
   */
  public static Function trainingStep(
      ImageClassifier classifier,
      ObjectiveSettings objective,
      Optimizer optimizer,
      long trainingExamples,
      int batch,
      NoiseSource noise) {
    TrainingGraph training =
        TrainingGraph.of(
            classifier, new TrainingGraph.Settings(objective, trainingExamples, noise), batch);
    GraphBuilder graph = training.graph();
    ObjectiveTerms<Tensor> terms = training.terms();
    Function.Builder function =
        graph
            .function("training step")
            .output(LOSS, terms.loss())
            .output(NLL, terms.negativeLogLikelihood())
            .output(KL, terms.kl())
            .output(PROBABILITIES, probabilities(terms.outputs()));
    optimizer.minimize(
        function, terms.loss(), terms.trainable(), graph.input(LEARNING_RATE, Shape.scalar()));
    terms.updateBuffers(function);
    return function.build();
  }

  private static Tensor probabilities(List<Tensor> logits) {
    Tensor sum = null;
    for (Tensor draw : logits) {
      Tensor p = draw.logSoftmax(1).exp();
      sum = sum == null ? p : sum.add(p);
    }
    return logits.size() == 1 ? sum : sum.multiply(1.0 / logits.size());
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

  /**
   * Builds the KL divergence from posterior to prior.
   *
   * @param classifier the classifier
   * @return a function of the variables alone to {@link #KL}
   */
  public static Function kl(ImageClassifier classifier) {
    GraphBuilder graph = new GraphBuilder();
    ForwardPass pass = ForwardPass.prediction(graph, Estimator.MEAN, 0, NoiseSource.PORTABLE);
    Tensor kl = graph.constant(0);
    for (VariationalParameter parameter : NetworkVariables.of(classifier.network()).variational()) {
      kl = kl.add(parameter.kl(pass, KlMode.AUTOMATIC));
    }
    return graph.function("kl").output(KL, kl).build();
  }
}
