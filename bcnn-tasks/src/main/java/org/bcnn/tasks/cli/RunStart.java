package org.bcnn.tasks.cli;

import java.util.Map;
import org.bcnn.graph.Variable;
import org.bcnn.models.ImageClassifier;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.classification.TrainingData;
import org.bcnn.tasks.classification.TrainingPlan;
import org.bcnn.tensor.HostTensor;

/**
 * What a new run of training starts from.
 *
 * @param classifier the network
 * @param values a value for each of its variables
 */
record RunStart(ImageClassifier classifier, Map<Variable, HostTensor> values) {
  /** Makes the values that training starts from. */
  @FunctionalInterface
  interface Initialiser {
    /**
     * Makes the values.
     *
     * @param classifier the network
     * @param seed decides them
     * @return a value for each variable of the network
     */
    Map<Variable, HostTensor> values(ImageClassifier classifier, long seed);
  }

  /**
   * Starts a run, if it can be: the network must take these images, and there must be words for it
   * in a checkpoint. Nothing is written.
   *
   * @param plan what is trained and how
   * @param images what it is trained on
   * @param initialiser makes the values
   * @return what it starts from
   * @throws IllegalArgumentException if something does not fit
   */
  static RunStart of(TrainingPlan plan, TrainingData images, Initialiser initialiser) {
    plan.optimisation().requireValidation(images.validationExamples());
    ImageClassifier classifier = plan.build(images.train());
    Checkpoints.requireStorable(classifier.description(), plan.weights());
    plan.augmentation().require(images.train());
    return new RunStart(classifier, initialiser.values(classifier, plan.seed()));
  }
}
