package org.bcnn.tasks.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bcnn.backend.Backend;
import org.bcnn.layer.Estimator;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.models.checkpoint.Compression;
import org.bcnn.models.pruning.Pruning;
import org.bcnn.models.pruning.WeightCount;
import org.bcnn.tasks.bench.NetworkSpeed;
import org.bcnn.tasks.classification.ClassifierMixture;
import org.bcnn.tasks.classification.ClassifierSession;
import org.bcnn.tasks.classification.DetailedEvaluation;
import org.bcnn.tasks.classification.EvaluationPlan;
import org.bcnn.tasks.classification.TrainingData;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.pruning.FineTuning;
import org.bcnn.tasks.pruning.PruningJob;
import org.bcnn.tasks.pruning.PruningPoint;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.training.Stopwatch;
import org.bcnn.tasks.training.TrainingState;
import org.bcnn.tensor.HostTensor;

/** Prunes a network in several ways, and looks at what each leaves. */
final class PruneRun {
  /** The images of a minibatch whose time is taken. */
  private static final int BATCH = 128;

  private final Settings settings;
  private final Means means;
  private final Checkpoint original;
  private final WeightCount weights;
  private final EvaluationPlan evaluation;

  /**
   * What is done.
   *
   * @param jobs what is removed
   * @param tuning how what is left is trained
   * @param choice how predictions are made
   * @param compressions how precisely compressed files are stored, beside the lossless one
   * @param speedRounds rounds in which speeds are measured, 0 for none
   */
  record Settings(
      List<PruningJob> jobs,
      FineTuning tuning,
      EvaluatedCheckpoints.Choice choice,
      List<Compression> compressions,
      int speedRounds) {}

  /**
   * What it is done with.
   *
   * @param train the images that fine-tuning trains on; empty if there is none
   */
  record Means(
      Backend backend,
      Services services,
      Optional<TrainingData> train,
      LabelledImages test,
      Map<String, LabelledImages> others,
      RunFolder folder,
      PrintWriter err) {}

  PruneRun(Settings settings, Means means, Checkpoint original) {
    this.settings = settings;
    this.means = means;
    this.original = original;
    this.weights = Pruning.count(original);
    this.evaluation = settings.choice.plan(original);
  }

  /** Looks at the network as it was trained. */
  PruningPoint trained() {
    return point(Optional.empty(), bare(original));
  }

  /** Removes what a job says, and looks at what is left. */
  PruningPoint prune(PruningJob job) {
    return point(Optional.of(job), pruned(job));
  }

  private Checkpoint pruned(PruningJob job) {
    FineTuning tuning = settings.tuning;
    if (tuning.epochs() == 0) {
      return tuning.carryOut(original, job, null);
    }
    means.err.printf("%s: fine-tuning for %d epochs%n", job.name(), tuning.epochs());
    try (TrainingProgress progress =
        new TrainingProgress(means.err, TrainingState.START, TrainingRun.WORDS)) {
      return tuning.carryOut(
          original,
          job,
          new FineTuning.Means(
              means.backend,
              means.services.noise(),
              means.train.orElseThrow(),
              progress,
              means.services.interruption()::requested));
    }
  }

  private PruningPoint point(Optional<PruningJob> job, Checkpoint checkpoint) {
    String name = job.map(PruningJob::name).orElse("trained");
    Map<Integer, PruningPoint.CompressedFile> compressed = new LinkedHashMap<>();
    PruningPoint.Score score = score(name, checkpoint);
    compressed.put(32, file(name, Compression.BITS_32, checkpoint, score));
    for (Compression compression : settings.compressions) {
      compressed.put(compression.bits(), file(name, compression, checkpoint, null));
    }
    WeightCount left = new WeightCount(weights.all(), Pruning.count(checkpoint).left());
    return new PruningPoint(
        job,
        checkpoint.classifierDescription().model(),
        left,
        score,
        kl(checkpoint),
        Checkpoints.size(checkpoint),
        compressed,
        job.isEmpty() ? Optional.empty() : speed(checkpoint));
  }

  /** Writes a compressed file, and scores what is read from it unless its scores are known. */
  private PruningPoint.CompressedFile file(
      String name, Compression compression, Checkpoint checkpoint, PruningPoint.Score known) {
    String file =
        name
            + (compression == Compression.BITS_32 ? "" : "-" + compression.bits() + "bit")
            + ".safetensors";
    Path path = means.folder.file(file);
    Checkpoints.writeCompressed(path, checkpoint, compression);
    try {
      long bytes = Files.size(path);
      return new PruningPoint.CompressedFile(
          file, bytes, known != null ? known : score(file, Checkpoints.read(path)));
    } catch (IOException e) {
      throw new UncheckedIOException("the size of " + path + " cannot be seen", e);
    }
  }

  /** Leaves the state of an optimiser away. */
  private static Checkpoint bare(Checkpoint checkpoint) {
    Map<String, HostTensor> values = new LinkedHashMap<>();
    checkpoint
        .network()
        .variables()
        .all()
        .forEach(variable -> values.put(variable.name(), checkpoint.values().get(variable.name())));
    return new Checkpoint(
        checkpoint.architecture(),
        checkpoint.weights(),
        checkpoint.training(),
        checkpoint.seed(),
        checkpoint.provenance(),
        checkpoint.progress(),
        values);
  }

  private ClassifierSession open(Checkpoint checkpoint) {
    return ClassifierSession.restore(
        means.backend, checkpoint.classifier(), means.services.noise(), checkpoint.values());
  }

  private double kl(Checkpoint checkpoint) {
    try (ClassifierSession session = open(checkpoint)) {
      return session.klNats();
    }
  }

  private PruningPoint.Score score(String name, Checkpoint checkpoint) {
    int images =
        means.test.count() + means.others.values().stream().mapToInt(LabelledImages::count).sum();
    try (ClassifierSession session = open(checkpoint);
        CountProgress progress = new CountProgress(means.err, name, images, " img")) {
      Stopwatch stopwatch = new Stopwatch();
      stopwatch.start();
      DetailedEvaluation detailed =
          ClassifierMixture.of(evaluation, session)
              .evaluateInDetail(means.test, means.others, progress::update);
      double seconds = stopwatch.stop();
      Map<String, Double> auroc = new LinkedHashMap<>();
      detailed
          .outOfDistribution()
          .forEach(
              (other, found) ->
                  auroc.put(other, found.byName().values().iterator().next().auroc()));
      return new PruningPoint.Score(detailed.evaluation(), auroc, images / seconds);
    }
  }

  private Optional<NetworkSpeed> speed(Checkpoint checkpoint) {
    if (settings.speedRounds == 0) {
      return Optional.empty();
    }
    Estimator estimator = original.weights().bayesian() ? evaluation.estimator() : Estimator.MEAN;
    return Optional.of(
        NetworkSpeed.measure(
            means.backend, checkpoint, bare(original), estimator, BATCH, settings.speedRounds));
  }

  /** Carries all jobs out, and lists the network as it was trained and what each left. */
  List<PruningPoint> execute() {
    List<PruningPoint> points = new ArrayList<>();
    points.add(trained());
    for (PruningJob job : settings.jobs) {
      points.add(prune(job));
    }
    return points;
  }
}
