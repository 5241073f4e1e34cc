package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bcnn.backend.Backend;
import org.bcnn.tasks.classification.TrainingData;
import org.bcnn.tasks.comparison.Contender;
import org.bcnn.tasks.comparison.ContenderScores;
import org.bcnn.tasks.comparison.ContenderSummary;
import org.bcnn.tasks.comparison.Predictions;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.report.Provenance;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.training.TrainingInterruptedException;

/** Trains the runs of a comparison, a seed after the other, and scores the contenders. */
final class ComparisonRun {
  private final ComparisonPlan plan;
  private final ComparedRuns trained;
  private final RunMixin.Ready ready;
  private final PrintWriter err;
  private final Map<Contender, List<ContenderScores>> scores = new EnumMap<>(Contender.class);
  private Map<String, String> provenance = Map.of();

  ComparisonRun(
      ComparisonPlan plan,
      VariationalMixin weights,
      RunMixin.Ready ready,
      Services services,
      PrintWriter err) {
    this.plan = plan;
    this.ready = ready;
    this.err = err;
    int total = plan.runs(plan.seeds().get(0)).size() * plan.repetitions();
    this.trained = new ComparedRuns(plan.options(), weights::start, ready, services, err, total);
    plan.contenders().forEach(contender -> scores.put(contender, new ArrayList<>()));
  }

  /** Loads the images of a seed. */
  TrainingData load(long seed) {
    return plan.options().load(ready, seed);
  }

  /**
   * Checks that all runs of a seed can be started, or gone on with. Nothing is written.
   *
   * @param folder where the comparison goes; none if the folder is yet to be made
   * @throws IllegalArgumentException if one cannot
   */
  void check(long seed, TrainingData images, Optional<Path> folder) {
    for (ComparedRun run : runs(seed, images, folder.orElse(Path.of(""))).values()) {
      if (folder.isPresent()) {
        trained.require(run);
      } else {
        trained.requireStart(run);
      }
    }
  }

  private Map<String, ComparedRun> runs(long seed, TrainingData images, Path folder) {
    Path parent = folder.resolve(plan.parent(seed));
    Map<String, ComparedRun> runs = new LinkedHashMap<>();
    plan.runs(seed)
        .forEach(
            (name, each) -> runs.put(name, new ComparedRun(each, images, parent.resolve(name))));
    return runs;
  }

  /**
   * Trains and scores the contenders of a seed.
   *
   * @param images its images
   * @throws TrainingInterruptedException if the user wants an end
   */
  void execute(long seed, TrainingData images, RunFolder folder) {
    Map<String, ComparedRun> runs = runs(seed, images, folder.file(""));
    runs.forEach(trained::execute);
    try (Backend backend = ready.provider().open(ready.options())) {
      provenance = Provenance.of(backend.info());
      for (Contender contender : plan.contenders()) {
        List<ComparedRun> members =
            plan.runs(contender, seed).keySet().stream().map(runs::get).toList();
        scores.get(contender).add(score(contender, members, images.test(), backend));
      }
    }
  }

  private ContenderScores score(
      Contender contender, List<ComparedRun> members, LabelledImages test, Backend backend) {
    Map<String, LabelledImages> others = ready.details().others();
    int images = test.count() + others.values().stream().mapToInt(LabelledImages::count).sum();
    List<Predictions> predictions = new ArrayList<>();
    long parameters = 0;
    double seconds = 0;
    try (CountProgress progress =
        new CountProgress(err, "scoring " + contender, images * members.size(), " img")) {
      for (ComparedRun member : members) {
        int before = predictions.size() * images;
        ComparedRuns.Outcome outcome =
            trained.predict(member, backend, test, others, done -> progress.update(before + done));
        predictions.add(outcome.predictions());
        parameters += outcome.parameters();
        seconds += outcome.trainSeconds();
      }
    }
    return ContenderScores.of(Predictions.mixture(predictions), test, parameters, seconds);
  }

  /** Returns where the scores come from. */
  Map<String, String> provenance() {
    return provenance;
  }

  /** Returns the scores of all seeds that have been executed, in the order of the contenders. */
  List<ContenderSummary> summaries() {
    return plan.contenders().stream()
        .map(contender -> new ContenderSummary(contender, scores.get(contender)))
        .toList();
  }
}
