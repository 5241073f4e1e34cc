package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.bcnn.backend.Backend;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.tasks.gan.GameEpoch;
import org.bcnn.tasks.gan.GameListener;
import org.bcnn.tasks.gan.GameListeners;
import org.bcnn.tasks.gan.GameState;
import org.bcnn.tasks.gan.GanData;
import org.bcnn.tasks.gan.GanPlan;
import org.bcnn.tasks.gan.GanTrainer;
import org.bcnn.tasks.gan.ImageSampler;
import org.bcnn.tasks.gan.TrainedGan;
import org.bcnn.tasks.report.GameTables;
import org.bcnn.tasks.report.Provenance;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.training.TrainingException;
import org.bcnn.tasks.training.TrainingInterruptedException;

/**
 * Plays a game that leaves tables, grids of images and checkpoints in a folder, shows how it
 * advances, and says what is there when it ends before its time.
 */
final class GanTraining {
  /** The images of a grid, which have the same latent vectors in every epoch. */
  static final int GRID = 100;

  /** The folder of the grids, in that of the run. */
  static final String SAMPLES = "samples";

  private final Backend backend;
  private final GanPlan plan;
  private final GanData data;
  private final RunOutput output;
  private final Services services;

  GanTraining(Backend backend, GanPlan plan, GanData data, RunOutput output, Services services) {
    this.backend = backend;
    this.plan = plan;
    this.data = data;
    this.output = output;
    this.services = services;
  }

  /**
   * A game that was played.
   *
   * @param players the players
   * @param epochs how many epochs it had
   * @param seconds how long its rounds took; NaN if that is not known of those that earlier
   *     processes completed
   */
  record Trained(TrainedGan players, int epochs, double seconds) {}

  /** Gives the scores of an epoch. */
  @FunctionalInterface
  interface Judge {
    /** Returns scores by name, of {@link GameEpoch#SCORES}. */
    Map<String, Double> scores(TrainedGan players);
  }

  /**
   * Trains from the start.
   *
   * @param judge gives the scores of an epoch
   */
  Trained start(Judge judge) {
    try (GanTrainer trainer = GanTrainer.start(backend, plan, data.train(), services.noise())) {
      announce(trainer);
      return train(trainer, judge);
    }
  }

  /** Goes on where a checkpoint was written. */
  Trained resume(Checkpoint checkpoint, Judge judge) {
    try (GanTrainer trainer = GanTrainer.start(backend, plan, data.train(), services.noise())) {
      announce(trainer);
      GameState state = GameState.of(checkpoint.progress());
      trainer.resume(state, checkpoint.values());
      RecordedTraining.warnOfChanges(
          checkpoint.provenance(), Provenance.of(backend.info()), output.err());
      output
          .err()
          .printf(
              "going on after round %d, with %d of %d epochs complete%n",
              state.round(), state.history().size(), plan.optimisation().epochs());
      return train(trainer, judge);
    }
  }

  private Trained train(GanTrainer trainer, Judge judge) {
    RunFolder folder = output.folder();
    PrintWriter err = output.err();
    BooleanSupplier stop = services.interruption()::requested;
    GanCheckpoints checkpoints =
        new GanCheckpoints(
            folder, plan, data.settings(plan), Provenance.of(backend.info()), trainer);
    try (GameTables tables = new GameTables(folder, trainer.state());
        GanProgress progress = new GanProgress(err, trainer.state());
        EpochGrids grids = new EpochGrids(trainer)) {
      trainer.train(
          () -> judge.scores(TrainedGan.of(plan, trainer)),
          new GameListeners(List.of(tables, grids, checkpoints, progress)),
          stop);
      return new Trained(
          TrainedGan.of(plan, trainer),
          trainer.state().history().size(),
          tables.earlierSeconds() + trainer.trainSeconds());
    } catch (TrainingException diverged) {
      throw new TrainingException(diverged.getMessage() + ". " + checkpoints.whatIsThere());
    } catch (TrainingInterruptedException interrupted) {
      checkpoints.save();
      err.println(interrupted.getMessage() + ". " + checkpoints.whatIsThere());
      throw interrupted;
    }
  }

  /** Shows the same latent vectors after every epoch. */
  private final class EpochGrids implements GameListener, AutoCloseable {
    private final GanTrainer trainer;
    private final ImageSampler sampler;
    private final RunFolder folder = RunFolder.open(output.folder().file(SAMPLES));

    EpochGrids(GanTrainer trainer) {
      this.trainer = trainer;
      sampler =
          ImageSampler.open(
              backend,
              trainer.game().generator().player(),
              trainer.session().averagedGenerator(),
              services.noise());
    }

    @Override
    public void onEpoch(GameEpoch epoch) {
      sampler.update(trainer.session().averagedGenerator());
      GanGrids.write(
          folder,
          String.format("epoch-%03d.png", epoch.epoch()),
          sampler.sample(GRID, plan.seed()));
    }

    @Override
    public void close() {
      sampler.close();
    }
  }

  private void announce(GanTrainer trainer) {
    PrintWriter err = output.err();
    err.printf(
        "%s, Bayesian: %s, generator of %,d and discriminator of %,d weights, on %s: %,d training "
            + "images of %d×%d pixels, on %s%n",
        plan.generator().model(),
        plan.weights().players(),
        trainer.game().generator().player().weights(),
        trainer.game().discriminator().player().weights(),
        data.name(),
        data.train().count(),
        data.train().height(),
        data.train().width(),
        Provenance.version(backend.info()));
    err.flush();
  }
}
