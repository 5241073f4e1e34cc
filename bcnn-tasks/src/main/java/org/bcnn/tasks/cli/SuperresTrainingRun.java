package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.BackendProvider;
import org.bcnn.graph.Variable;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.superresolution.Fidelity;
import org.bcnn.tasks.superresolution.PatchSource;
import org.bcnn.tasks.superresolution.PictureSet;
import org.bcnn.tasks.superresolution.ResolutionPair;
import org.bcnn.tasks.superresolution.SuperResolutionData;
import org.bcnn.tasks.superresolution.SuperResolutionPlan;
import org.bcnn.tasks.training.TrainingException;
import org.bcnn.tasks.training.TrainingInterruptedException;
import org.bcnn.tensor.HostTensor;

/**
 * A run of super-resolution from the first step to the scores on test pictures: the network, then
 * its deterministic twin if that is wanted, then the evaluation of both.
 */
final class SuperresTrainingRun {
  /** The folder of the deterministic twin, in that of the run. */
  static final String TWIN = "deterministic";

  private final SuperResolutionPlan plan;
  private final Pictures pictures;
  private final int evalDraws;
  private final RunOutput output;
  private final Services services;

  SuperresTrainingRun(
      SuperResolutionPlan plan,
      Pictures pictures,
      int evalDraws,
      RunOutput output,
      Services services) {
    this.plan = plan;
    this.pictures = pictures;
    this.evalDraws = evalDraws;
    this.output = output;
    this.services = services;
  }

  /**
   * The pictures of a run, as it uses them.
   *
   * @param data which they are
   * @param patches what is trained on
   * @param validation what each epoch is judged by
   * @param tests what the result is judged by, by the names of the sets
   */
  record Pictures(
      SuperResolutionData data,
      PatchSource patches,
      List<ResolutionPair> validation,
      Map<String, PictureSet> tests) {
    /** Reads what is trained and validated on. */
    static Pictures load(
        SuperResolutionPlan plan, SuperResolutionData data, Map<String, PictureSet> tests) {
      int least = Fidelity.smallest(plan.network().factor());
      return new Pictures(
          data,
          plan.patches(data.train()),
          data.validation().stream()
              .map(picture -> picture.pair(plan.degradation(), least))
              .toList(),
          tests);
    }
  }

  /** Trains from given values on. */
  void execute(BackendProvider provider, BackendOptions options, Map<Variable, HostTensor> start) {
    output.folder().deleteStrayFiles();
    try (Backend backend = provider.open(options)) {
      finish(backend, training(backend, plan, output).start(start));
    }
  }

  /** Goes on where a checkpoint was written. */
  void resume(BackendProvider provider, BackendOptions options, Checkpoint checkpoint) {
    output.folder().deleteStrayFiles();
    try (Backend backend = provider.open(options)) {
      finish(backend, training(backend, plan, output).resume(checkpoint));
    }
  }

  private SuperresTraining training(Backend backend, SuperResolutionPlan one, RunOutput to) {
    return new SuperresTraining(backend, one, pictures, to, services);
  }

  private void finish(Backend backend, SuperresTraining.Trained trained) {
    Optional<SuperresTraining.Trained> twin =
        plan.withTwin() ? Optional.of(twin(backend)) : Optional.empty();
    new SuperresEvaluation(backend, services, evalDraws, plan.seed(), output)
        .report(
            trained.network(),
            twin.map(SuperresTraining.Trained::network),
            pictures.tests(),
            new SuperresEvaluation.Training(
                Optional.of(trained.outcome()),
                twin.map(SuperresTraining.Trained::outcome),
                plan.settings(pictures.data(), pictures.patches())));
  }

  /** Trains the twin, or goes on with it. */
  private SuperresTraining.Trained twin(Backend backend) {
    SuperResolutionPlan plain = plan.twin(plan.weights().twin());
    RunFolder folder = RunFolder.open(output.folder().file(TWIN));
    folder.deleteStrayFiles();
    PrintWriter err = output.err();
    err.printf("now the deterministic twin, in %s%n", folder);
    err.flush();
    SuperresTraining training =
        training(backend, plain, new RunOutput(folder, output.tensorBoard(), output.out(), err));
    try {
      if (Files.notExists(folder.file(RunCheckpoints.LAST))) {
        return training.start(plain.build().variables().initialValues(plain.seed()));
      }
      Checkpoint checkpoint = Checkpoints.read(folder.file(RunCheckpoints.LAST));
      requireSameSettings(checkpoint, plain, folder);
      return training.resume(checkpoint);
    } catch (TrainingInterruptedException interrupted) {
      err.printf(
          "`%s --resume %s` goes on with both networks%n",
          SuperresTraining.COMMAND, output.folder());
      throw interrupted;
    }
  }

  private void requireSameSettings(
      Checkpoint checkpoint, SuperResolutionPlan plain, RunFolder folder) {
    Map<String, String> settings = plain.settings(pictures.data(), pictures.patches());
    if (!checkpoint.training().equals(settings)
        || !checkpoint.architecture().equals(plain.build().description())
        || checkpoint.seed() != plain.seed()) {
      throw new TrainingException(
          String.format(
              "the checkpoint in %s is not of the deterministic twin of this run; move that folder "
                  + "away",
              folder));
    }
  }
}
