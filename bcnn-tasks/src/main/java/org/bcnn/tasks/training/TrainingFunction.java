package org.bcnn.tasks.training;

import org.bcnn.graph.Function;
import org.bcnn.optimizer.Optimizer;
import org.bcnn.tensor.Shape;

/** The function of a training step: the objective, its gradients and the update. Stateless. */
public final class TrainingFunction {
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

  private TrainingFunction() {}

  /**
   * Builds a training step.
   *
   * @param training the objective of a minibatch
   * @param optimizer the rule of the update
   * @return a function of the graph's inputs and {@link #LEARNING_RATE} to {@link #LOSS}, {@link
   *     #NLL}, {@link #KL} and the graph's outputs
   */
  public static Function of(TrainingGraph training, Optimizer optimizer) {
    Function.Builder function =
        training
            .graph()
            .function("training step")
            .output(LOSS, training.terms().loss())
            .output(NLL, training.terms().negativeLogLikelihood())
            .output(KL, training.terms().kl());
    training.outputs().forEach(function::output);
    optimizer.minimize(
        function,
        training.terms().loss(),
        training.terms().trainable(),
        training.graph().input(LEARNING_RATE, Shape.scalar()));
    training.terms().updateBuffers(function);
    return function.build();
  }
}
