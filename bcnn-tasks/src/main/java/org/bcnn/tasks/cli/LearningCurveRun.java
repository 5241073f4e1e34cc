package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bcnn.backend.Backend;
import org.bcnn.tasks.classification.Evaluation;
import org.bcnn.tasks.classification.TrainingData;
import org.bcnn.tasks.comparison.LearningCurvePoint;
import org.bcnn.tasks.comparison.ShareScores;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.report.Provenance;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.training.TrainingInterruptedException;
import org.bcnn.tasks.training.TrainingState;
import org.bcnn.uncertainty.Logits;
import org.bcnn.uncertainty.Normalisation;

/** Trains the runs of a learning curve, a seed after the other, and scores them. */
final class LearningCurveRun {
  private final LearningCurvePlan plan;
  private final ComparedRuns trained;
  private final RunMixin.Ready ready;
  private final PrintWriter err;
  private final Map<Double, List<ShareScores>> scores = new TreeMap<>();
  private Map<String, String> provenance = Map.of();

  LearningCurveRun(
      LearningCurvePlan plan, ComparedRuns trained, RunMixin.Ready ready, PrintWriter err) {
    this.plan = plan;
    this.trained = trained;
    this.ready = ready;
    this.err = err;
    plan.shares().forEach(share -> scores.put(share, new ArrayList<>()));
  }

  /**
   * The images of a seed. Their test images are the same.
   *
   * @param all what the shares are of
   * @param shares the shares, rising, each contained in the next
   */
  record Images(TrainingData all, Map<Double, TrainingData> shares) {}

  /**
   * Loads the images of a seed.
   *
   * @throws IllegalArgumentException if a share of them is none
   */
  Images load(long seed) {
    TrainingData all = plan.options().load(ready, seed);
    int images = all.train().count() + all.validationExamples();
    Map<Double, TrainingData> shares = new LinkedHashMap<>();
    for (double share : plan.shares()) {
      int count = plan.images(share, images);
      shares.put(share, count == images ? all : plan.options().load(ready, count, seed));
    }
    return new Images(all, shares);
  }

  /**
   * Checks that all runs of a seed can be started, or gone on with. Nothing is written.
   *
   * @param folder where the curve goes; none if the folder is yet to be made
   * @throws IllegalArgumentException if one cannot
   */
  void check(long seed, Images images, Optional<Path> folder) {
    for (ComparedRun run : runs(seed, images, folder.orElse(Path.of(""))).values()) {
      if (folder.isPresent()) {
        trained.require(run);
      } else {
        trained.requireStart(run);
      }
    }
  }

  private Map<Double, ComparedRun> runs(long seed, Images images, Path folder) {
    Path parent = folder.resolve(plan.parent(seed));
    Map<Double, ComparedRun> runs = new LinkedHashMap<>();
    images
        .shares()
        .forEach(
            (share, part) ->
                runs.put(
                    share,
                    new ComparedRun(
                        plan.of(part, images.all().train().count(), seed),
                        part,
                        parent.resolve(LearningCurvePlan.name(share)))));
    return runs;
  }

  /**
   * Trains and scores the runs of a seed.
   *
   * @param images its images
   * @throws TrainingInterruptedException if the user wants an end
   */
  void execute(long seed, Images images, RunFolder folder) {
    Map<Double, ComparedRun> runs = runs(seed, images, folder.file(""));
    runs.forEach((share, run) -> trained.execute(LearningCurvePlan.name(share), run));
    LabelledImages test = images.all().test();
    try (Backend backend = ready.provider().open(ready.options());
        CountProgress progress =
            new CountProgress(err, "scoring", test.count() * runs.size(), " img")) {
      provenance = Provenance.of(backend.info());
      int scored = 0;
      for (Map.Entry<Double, ComparedRun> run : runs.entrySet()) {
        int before = scored * test.count();
        ComparedRuns.Outcome outcome =
            trained.predict(
                run.getValue(), backend, test, Map.of(), done -> progress.update(before + done));
        scores.get(run.getKey()).add(score(run.getValue(), test, outcome));
        scored++;
      }
    }
  }

  private static ShareScores score(
      ComparedRun run, LabelledImages test, ComparedRuns.Outcome outcome) {
    TrainingState state = run.state();
    Logits logits = outcome.predictions().test();
    return new ShareScores(
        run.images().train().count(),
        run.images().validationExamples(),
        state.history().size(),
        state.step(),
        logits.draws(),
        Evaluation.of(logits.distribution(Normalisation.SOFTMAX), test),
        outcome.trainSeconds());
  }

  /** Returns where the scores come from. */
  Map<String, String> provenance() {
    return provenance;
  }

  /** Returns the points of the curve by the seeds that have been executed. */
  List<LearningCurvePoint> points() {
    return scores.entrySet().stream()
        .map(share -> new LearningCurvePoint(share.getKey(), share.getValue()))
        .toList();
  }
}
