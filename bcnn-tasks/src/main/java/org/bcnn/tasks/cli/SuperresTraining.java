package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.bcnn.backend.Backend;
import org.bcnn.graph.Variable;
import org.bcnn.models.SuperResolver;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.report.Provenance;
import org.bcnn.tasks.superresolution.SuperResolutionPlan;
import org.bcnn.tasks.superresolution.SuperResolutionTask;
import org.bcnn.tasks.superresolution.SuperResolutionTrainer;
import org.bcnn.tasks.training.EpochRecord;
import org.bcnn.tasks.training.NetworkSession;
import org.bcnn.tasks.training.TrainingState;
import org.bcnn.tensor.HostTensor;

/** Trains one network for super-resolution, with tables and checkpoints in a folder. */
final class SuperresTraining {
  /** The command that goes on with it. */
  static final String COMMAND = "bcnn superres train";

  private static final TrainingWords WORDS =
      new TrainingWords("patches", SuperResolutionTask.SCORES, SuperresTraining::scores);

  private final Backend backend;
  private final SuperResolutionPlan plan;
  private final SuperresTrainingRun.Pictures pictures;
  private final RunOutput output;
  private final Services services;

  SuperresTraining(
      Backend backend,
      SuperResolutionPlan plan,
      SuperresTrainingRun.Pictures pictures,
      RunOutput output,
      Services services) {
    this.backend = backend;
    this.plan = plan;
    this.pictures = pictures;
    this.output = output;
    this.services = services;
  }

  /**
   * A network that was trained.
   *
   * @param network the network with the values that it is judged by
   * @param outcome what training came to
   */
  record Trained(SuperresEvaluation.Network network, RecordedTraining.Outcome outcome) {}

  /** Trains from given values on. */
  Trained start(Map<Variable, HostTensor> values) {
    SuperResolver resolver = plan.build();
    announce(resolver);
    try (NetworkSession session =
        NetworkSession.start(backend, resolver.variables(), services.noise(), values)) {
      SuperResolutionTrainer trainer = trainer(session, resolver);
      return train(session, resolver, trainer, recorded(session, resolver, trainer));
    }
  }

  /** Goes on where a checkpoint was written. */
  Trained resume(Checkpoint checkpoint) {
    SuperResolver resolver = checkpoint.superResolver();
    RunCheckpoints.requireBest(
        output.folder(), TrainingState.of(checkpoint.progress(), SuperResolutionTask.SCORES));
    announce(resolver);
    try (NetworkSession session =
        NetworkSession.restore(
            backend, resolver.variables(), services.noise(), checkpoint.values())) {
      SuperResolutionTrainer trainer = trainer(session, resolver);
      RecordedTraining training = recorded(session, resolver, trainer);
      training.resume(checkpoint);
      return train(session, resolver, trainer, training);
    }
  }

  private SuperResolutionTrainer trainer(NetworkSession session, SuperResolver resolver) {
    return new SuperResolutionTrainer(
        session, resolver, plan.patchSize(), plan.objective(), plan.optimisation(), plan.seed());
  }

  private RecordedTraining recorded(
      NetworkSession session, SuperResolver resolver, SuperResolutionTrainer trainer) {
    RunRecord record =
        new RunRecord(
            resolver.description(),
            plan.weights(),
            plan.settings(pictures.data(), pictures.patches()),
            plan.seed(),
            Provenance.of(backend.info()),
            plan.optimisation(),
            COMMAND);
    return new RecordedTraining(output, record, session, trainer.trainer(), WORDS);
  }

  private Trained train(
      NetworkSession session,
      SuperResolver resolver,
      SuperResolutionTrainer trainer,
      RecordedTraining training) {
    RecordedTraining.Outcome outcome =
        training.run(
            (listener, stop) ->
                trainer.train(pictures.patches(), pictures.validation(), listener, stop),
            services.interruption()::requested);
    Path best = output.folder().file(RunCheckpoints.BEST);
    Map<String, HostTensor> values =
        outcome.judgedByBest() ? Checkpoints.read(best).values() : session.values();
    Integer epoch = outcome.judgedByBest() ? outcome.best().epoch() : outcome.epochs();
    return new Trained(
        new SuperresEvaluation.Network(resolver, plan.weights(), values, epoch), outcome);
  }

  /** Tells the scores of an epoch; nothing of validation is said where there is none. */
  private static String scores(EpochRecord epoch) {
    double validation = epoch.score(SuperResolutionTask.VALIDATION_PSNR);
    double squares = epoch.score(SuperResolutionTask.TRAIN_SQUARED_ERROR);
    return String.format("train %.2f dB", -10 * Math.log10(squares))
        + (Double.isNaN(validation) ? "" : String.format("  validation %.2f dB", validation));
  }

  private void announce(SuperResolver resolver) {
    PrintWriter err = output.err();
    err.printf(
        "%s%s of %,d weights, factor %d, on %s: %,d training, %,d validation and %,d test pictures, "
            + "on %s%n",
        plan.weights().bayesian() ? "Bayesian " : "deterministic ",
        resolver.description().model(),
        resolver.weights(),
        resolver.description().factor(),
        pictures.data().name(),
        pictures.data().train().pictures().size(),
        pictures.validation().size(),
        pictures.data().test().pictures().size(),
        Provenance.version(backend.info()));
    err.flush();
  }
}
