package org.bcnn.tasks.gan;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bcnn.graph.Variable;
import org.bcnn.models.Discriminator;
import org.bcnn.models.Generator;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.CheckpointException;
import org.bcnn.tensor.HostTensor;

/**
 * Both players as a run left them.
 *
 * @param plan what was trained, and how
 * @param generator the generator
 * @param generatorValues its values, those of the moving average
 * @param discriminator the discriminator
 * @param discriminatorValues its values, those of the last round
 */
public record TrainedGan(
    GanPlan plan,
    Generator generator,
    Map<Variable, HostTensor> generatorValues,
    Discriminator discriminator,
    Map<Variable, HostTensor> discriminatorValues) {
  /** Copies the maps, whose order is kept. */
  public TrainedGan {
    generatorValues = new LinkedHashMap<>(generatorValues);
    discriminatorValues = new LinkedHashMap<>(discriminatorValues);
  }

  /**
   * Takes the players of a trainer.
   *
   * @param plan what is trained
   * @param trainer the trainer
   * @return the players as they are now
   */
  public static TrainedGan of(GanPlan plan, GanTrainer trainer) {
    GameSession session = trainer.session();
    Discriminator discriminator = trainer.game().discriminator().player();
    return new TrainedGan(
        plan,
        trainer.game().generator().player(),
        session.averagedGenerator(),
        discriminator,
        session.session().getAll(discriminator.variables().all()));
  }

  /**
   * Takes the players of a checkpoint that a run of training wrote.
   *
   * @param checkpoint the checkpoint
   * @return the players
   * @throws CheckpointException if it is of a network for something else, or lacks values of the
   *     discriminator or of the average
   * @throws org.bcnn.tasks.training.TrainingException if it does not say how it was trained
   */
  public static TrainedGan of(Checkpoint checkpoint) {
    GanPlan plan = GanPlan.of(checkpoint);
    Generator generator = checkpoint.generator();
    Discriminator discriminator = plan.buildDiscriminator(GanPlan.classes(checkpoint));
    Map<Variable, HostTensor> ofDiscriminator = new LinkedHashMap<>();
    for (Variable variable : discriminator.variables().all()) {
      HostTensor value = checkpoint.values().get(variable.name());
      if (value == null || !value.shape().equals(variable.shape())) {
        throw new CheckpointException(
            "the checkpoint lacks a value of "
                + variable.name()
                + ": it is of a generator alone; use one that `bcnn gan train` wrote");
      }
      ofDiscriminator.put(variable, value);
    }
    try {
      return new TrainedGan(
          plan,
          generator,
          new MovingAverage(generator.variables().all(), plan.play().averageDecay())
              .values(checkpoint.values()),
          discriminator,
          ofDiscriminator);
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(
          "the checkpoint lacks the moving average of the generator (" + e.getMessage() + ")", e);
    }
  }
}
