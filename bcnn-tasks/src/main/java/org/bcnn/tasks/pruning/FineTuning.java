package org.bcnn.tasks.pruning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.bcnn.backend.Backend;
import org.bcnn.graph.NoiseSource;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.pruning.Pruning;
import org.bcnn.models.pruning.PruningCriterion;
import org.bcnn.models.pruning.PruningTarget;
import org.bcnn.schedule.KlScheduleProvider;
import org.bcnn.schedule.LearningRateScheduleProvider;
import org.bcnn.tasks.classification.ClassifierSession;
import org.bcnn.tasks.classification.ClassifierTrainer;
import org.bcnn.tasks.classification.TrainingData;
import org.bcnn.tasks.classification.TrainingPlan;
import org.bcnn.tasks.training.ObjectiveSettings;
import org.bcnn.tasks.training.OptimisationSettings;
import org.bcnn.tasks.training.TrainingListener;
import org.bcnn.tasks.training.TrainingListeners;
import org.bcnn.tensor.HostTensor;

/**
 * Training of a pruned network, with the objective and the optimiser that it was trained with: κ is
 * constant, the learning rate falls to 0 by a cosine, and the optimiser starts anew.
 *
 * @param epochs passes over the training images; 0 for none
 * @param gradualEpochs during how many of them weights are removed little by little; 0 to remove
 *     them all before the first step
 * @param learningRate the rate that it starts from; empty for that of training
 * @param l1 the strength of the L1 penalty on means; empty for that of training
 */
public record FineTuning(
    int epochs, int gradualEpochs, OptionalDouble learningRate, OptionalDouble l1) {
  private static final int REMOVALS_AN_EPOCH = 10;

  /** Fine-tuning has examples in an order, and noise, of its own. */
  private static final long SEED_OFFSET = 1_000_000;

  /** No fine-tuning. */
  public static final FineTuning NONE =
      new FineTuning(0, 0, OptionalDouble.empty(), OptionalDouble.empty());

  /** Checks the numbers of epochs. */
  public FineTuning {
    if (epochs < 0 || gradualEpochs < 0) {
      throw new IllegalArgumentException(
          "the epochs of fine-tuning must be at least 0, got " + Math.min(epochs, gradualEpochs));
    }
    if (gradualEpochs > epochs) {
      throw new IllegalArgumentException(
          String.format(
              "weights cannot be removed during %d epochs of %d; fine-tune for longer",
              gradualEpochs, epochs));
    }
  }

  /**
   * What fine-tuning works with.
   *
   * @param backend the backend
   * @param noise who makes the noise
   * @param images what the network was trained on
   * @param listener told of steps and epochs
   * @param stop asked before every step whether to stop
   */
  public record Means(
      Backend backend,
      NoiseSource noise,
      TrainingData images,
      TrainingListener listener,
      BooleanSupplier stop) {}

  /**
   * Removes what a job says, and trains what is left.
   *
   * @param checkpoint the network as it was trained
   * @param job what is removed
   * @param means what it is done with; may be null if there are no epochs
   * @return the pruned network, without progress, for it is no longer where its run was
   * @throws IllegalArgumentException if it cannot be removed, or not little by little
   * @throws org.bcnn.tasks.training.TrainingException if training diverges
   */
  public Checkpoint carryOut(Checkpoint checkpoint, PruningJob job, Means means) {
    boolean gradual = gradualEpochs > 0;
    Checkpoint start = gradual ? Pruning.prunable(checkpoint) : job.apply(checkpoint);
    Map<String, HostTensor> values = epochs == 0 ? start.values() : trained(start, job, means);
    Map<String, String> training = new LinkedHashMap<>(start.training());
    training.put("pruning", words(job));
    return new Checkpoint(
        start.architecture(),
        start.weights(),
        training,
        start.seed(),
        start.provenance(),
        Map.of(),
        values);
  }

  private String words(PruningJob job) {
    return job.name()
        + (epochs == 0
            ? ""
            : String.format(
                ", fine-tuned %d epochs%s",
                epochs, gradualEpochs == 0 ? "" : ", gradually in " + gradualEpochs));
  }

  private Map<String, HostTensor> trained(Checkpoint start, PruningJob job, Means means) {
    TrainingPlan plan = TrainingPlan.of(start);
    OptimisationSettings optimisation =
        new OptimisationSettings(
            epochs,
            plan.optimisation().batchSize(),
            plan.optimisation().optimizer(),
            learningRate.orElse(plan.optimisation().learningRate()),
            LearningRateScheduleProvider.registry().create("cosine"));
    try (ClassifierSession session =
        ClassifierSession.restore(
            means.backend(), start.classifier(), means.noise(), start.values())) {
      List<TrainingListener> listeners = new ArrayList<>();
      if (gradualEpochs > 0) {
        listeners.add(gradual(session, job, means.images().train().count(), optimisation));
      }
      listeners.add(means.listener());
      new ClassifierTrainer(
              session,
              objective(plan.objective()),
              optimisation,
              plan.augmentation(),
              start.seed() + SEED_OFFSET)
          .train(
              means.images().train(),
              means.images().validation(),
              new TrainingListeners(listeners),
              means.stop());
      if (job.removal() instanceof PruningJob.Weights) {
        // Momentum may have moved what was removed, though nothing depended on it.
        GradualPruning.remove(
            session.network(),
            PruningCriterion.L1,
            PruningTarget.threshold(Double.NEGATIVE_INFINITY));
      }
      return session.values();
    }
  }

  private ObjectiveSettings objective(ObjectiveSettings trained) {
    return new ObjectiveSettings(
        trained.estimator(),
        trained.draws(),
        trained.klMode(),
        trained.klWeight(),
        KlScheduleProvider.registry().create("constant"),
        l1.orElse(trained.l1()));
  }

  private GradualPruning gradual(
      ClassifierSession session, PruningJob job, int examples, OptimisationSettings optimisation) {
    int batch = Math.min(optimisation.batchSize(), examples);
    long perEpoch = (examples + batch - 1L) / batch;
    return new GradualPruning(
        session.network(),
        job.criterion(),
        requireGradual(job),
        gradualEpochs * perEpoch,
        REMOVALS_AN_EPOCH * gradualEpochs);
  }

  /**
   * Checks that a job can be carried out gradually.
   *
   * @param job the job
   * @return the share of weights that it removes
   * @throws IllegalArgumentException if it removes units, or what is below a threshold
   */
  public static PruningTarget.Fraction requireGradual(PruningJob job) {
    if (job.removal() instanceof PruningJob.Weights weights
        && weights.target() instanceof PruningTarget.Fraction fraction) {
      return fraction;
    }
    throw new IllegalArgumentException(
        "only a fraction of the weights can be removed gradually, not units and not what is below"
            + " a threshold; leave --gradual away");
  }
}
