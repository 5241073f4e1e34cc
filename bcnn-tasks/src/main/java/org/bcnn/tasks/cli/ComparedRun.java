package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.WeightsDescription;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.classification.EvaluationPlan;
import org.bcnn.tasks.classification.TrainingData;
import org.bcnn.tasks.classification.TrainingPlan;
import org.bcnn.tasks.classification.ValidationScores;
import org.bcnn.tasks.report.EpochTimes;
import org.bcnn.tasks.report.Metrics;
import org.bcnn.tasks.report.Provenance;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.training.BestEpoch;
import org.bcnn.tasks.training.TrainingState;

/**
 * A run that takes part in a comparison: it is started, gone on with where it was interrupted, and
 * left as it is where it is complete.
 *
 * @param plan what is trained and how
 * @param images what it is trained on
 * @param folder where its results are, or will be
 */
record ComparedRun(TrainingPlan plan, TrainingData images, Path folder) {

  /**
   * Checks that the folder holds nothing, or a run of this very plan on these images.
   *
   * @throws IllegalArgumentException if it is another one
   * @throws org.bcnn.models.checkpoint.CheckpointException if it cannot be read
   */
  void requireSameSettings(ClassifierDescription network, String backend) {
    stored().ifPresent(checkpoint -> requireSameSettings(checkpoint, network, backend));
  }

  private void requireSameSettings(
      Checkpoint checkpoint, ClassifierDescription network, String backend) {
    Map<String, String> wanted =
        facts(network, plan.weights(), plan.seed(), backend, plan.settings(images));
    Map<String, String> found =
        facts(
            checkpoint.classifierDescription(),
            checkpoint.weights(),
            checkpoint.seed(),
            checkpoint.provenance().get(Provenance.BACKEND),
            checkpoint.training());
    StringJoiner differences = new StringJoiner("; ");
    Set<String> names = new LinkedHashSet<>(wanted.keySet());
    names.addAll(found.keySet());
    for (String name : names) {
      if (!Objects.equals(wanted.get(name), found.get(name))) {
        differences.add(
            String.format("%s is %s but was %s", name, wanted.get(name), found.get(name)));
      }
    }
    if (differences.length() > 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s holds a run of other settings: %s. Give the same options as then, or name "
                  + "another folder with --out",
              folder, differences));
    }
  }

  private static Map<String, String> facts(
      ClassifierDescription network,
      WeightsDescription weights,
      long seed,
      String backend,
      Map<String, String> settings) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("network", network.toString());
    facts.put("weights", VariationalMixin.words(weights));
    facts.put("seed", Long.toString(seed));
    facts.put("backend", backend);
    facts.putAll(settings);
    return facts;
  }

  private Optional<Checkpoint> stored() {
    Path file = folder.resolve(RunCheckpoints.LAST);
    return Files.exists(file) ? Optional.of(Checkpoints.read(file)) : Optional.empty();
  }

  /** Returns whether all has been trained and the result evaluated. */
  boolean isComplete() {
    return Files.exists(folder.resolve(Metrics.FILE))
        && stored()
            .map(
                checkpoint ->
                    TrainingState.of(checkpoint.progress(), ValidationScores.NAMES)
                        .validationNlls())
            .filter(plan.optimisation()::isOverAfter)
            .isPresent();
  }

  /** Trains what is left to train, and evaluates the result. */
  void execute(
      EvaluationPlan evaluation,
      RunMixin.Ready ready,
      RunStart.Initialiser initialiser,
      Services services,
      PrintWriter err) {
    // The scores of a single run are in its folder; what the command prints is the comparison.
    PrintWriter unprinted = new PrintWriter(Writer.nullWriter());
    TrainingRun run =
        new TrainingRun(
            plan,
            evaluation,
            ready.details(),
            images,
            new RunOutput(RunFolder.open(folder), ready.tensorBoard(), unprinted, err),
            services);
    Optional<Checkpoint> stored = stored();
    if (stored.isPresent()) {
      run.resume(ready.provider(), ready.options(), stored.get());
    } else {
      RunStart start = RunStart.of(plan, images, initialiser);
      run.execute(ready.provider(), ready.options(), start.classifier(), start.values());
    }
  }

  /** Reads the checkpoint that the test set is judged by. */
  Checkpoint judged() {
    Checkpoint last = Checkpoints.read(folder.resolve(RunCheckpoints.LAST));
    BestEpoch best =
        BestEpoch.of(TrainingState.of(last.progress(), ValidationScores.NAMES).validationNlls());
    return RunCheckpoints.judgesByBest(plan.optimisation(), best)
        ? Checkpoints.read(folder.resolve(RunCheckpoints.BEST))
        : last;
  }

  /** Returns how far training came, early stopping considered. */
  TrainingState state() {
    return TrainingState.of(
        Checkpoints.read(folder.resolve(RunCheckpoints.LAST)).progress(), ValidationScores.NAMES);
  }

  /** Returns how long the training steps took. */
  double trainSeconds() {
    return EpochTimes.trainSeconds(folder);
  }
}
