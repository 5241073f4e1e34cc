package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendProvider;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.models.checkpoint.Compression;
import org.bcnn.tasks.classification.TrainingData;
import org.bcnn.tasks.classification.TrainingPlan;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.DataSource;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.data.Split;
import org.bcnn.tasks.pruning.FineTuning;
import org.bcnn.tasks.pruning.PruningJob;
import org.bcnn.tasks.pruning.PruningPoint;
import org.bcnn.tasks.pruning.WeightDistributions;
import org.bcnn.tasks.report.Provenance;
import org.bcnn.tasks.report.PruningFiles;
import org.bcnn.tasks.report.PruningTable;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.report.page.PruningPage;
import org.bcnn.tasks.training.TrainingTexts;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Removes weights, filters or units from a trained classifier. */
@Command(
    name = "prune",
    description = {
      "Removes the weights, or the filters and units, of a trained classifier that the posterior",
      "says are noise, and shows what that costs and saves.",
      "Writes report.html, a page with plots, metrics.json, pruning.csv, pruning.md, and each pruned",
      "network, compressed without loss and in fewer bits; `bcnn classify evaluate` and `predict`",
      "read them like any other checkpoint."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class PruneCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      required = true,
      description = "The checkpoint, as training writes it, on whichever backend.")
  private Path file;

  @Mixin private PruneJobsMixin jobs;

  @Mixin private PruneTuningMixin tuning;

  @Option(
      names = "--bits",
      paramLabel = "N",
      split = ",",
      defaultValue = "8",
      description =
          "Also write, and score, files whose means and deviations have 16 or 8 bits; 32 for none "
              + "but those without loss. Default: ${DEFAULT-VALUE}.")
  private List<Integer> bits;

  @Mixin private BackendMixin backend;

  @Option(
      names = "--data",
      paramLabel = "NAME",
      description = "The data set that is tested on. Default: the one it was trained on.")
  private String data;

  @Mixin private DataMixin dataOptions;

  @Option(
      names = "--ood",
      paramLabel = "NAME",
      description =
          "Also tell how well the test images of this data set are told from those of --data by the "
              + "predictive entropy. May be given repeatedly.")
  private List<String> others = List.of();

  @Option(
      names = "--eval-draws",
      paramLabel = "N",
      defaultValue = "30",
      description = "Posterior draws. Default: ${DEFAULT-VALUE}.")
  private int evalDraws;

  @Option(
      names = "--estimator",
      paramLabel = "NAME",
      description =
          "How draws are made: lrt, weight, flipout or mean. Default: what it was trained with.")
  private EstimatorOption estimator;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides the noise of the draws. Default: the seed of training.")
  private Long seed;

  @Option(
      names = "--speed-rounds",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "Rounds in which steps and predictions of each network and of the one as it was trained "
              + "take turns; 0 to measure no speeds. Default: ${DEFAULT-VALUE}.")
  private int speedRounds;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where everything goes. Default: a new folder in runs.")
  private Path out;

  private final Services services;

  PruneCommand(Services services) {
    this.services = services;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    PruneRun.Settings settings = settings();
    Checkpoint checkpoint = Checkpoints.read(file);
    String trainedOn = checkpoint.training().getOrDefault(TrainingTexts.DATA, "digits");
    String name = data != null ? data : trainedOn;
    checkpoint.classifierDescription();
    requireRanked(checkpoint, settings.jobs());
    settings.choice().plan(checkpoint);
    BackendProvider provider = backend.choose(services.backends().get(), err);
    DataContext context = dataOptions.context(services.dataContext(), err);
    LabelledImages test =
        dataOptions.source(services.dataSources(), name).load(Split.TEST, context);
    Optional<TrainingData> train = Optional.empty();
    if (settings.tuning().epochs() > 0) {
      DataSource source = dataOptions.source(services.dataSources(), trainedOn);
      train = Optional.of(TrainingPlan.data(checkpoint, source, context));
    }
    Map<String, LabelledImages> outside = new LinkedHashMap<>();
    for (String other : others) {
      outside.put(other, services.dataSources().get(other).load(Split.TEST, context));
    }
    RunFolder folder =
        out != null ? RunFolder.open(out) : RunFolder.create("prune-" + DataMixin.plain(name));
    try (Backend opened = backend.open(provider)) {
      PruneRun run =
          new PruneRun(
              settings,
              new PruneRun.Means(opened, services, train, test, outside, folder, err),
              checkpoint);
      List<PruningPoint> points = run.execute();
      report(
          folder,
          points,
          facts(checkpoint, settings, name, test, opened),
          test.count(),
          checkpoint);
    }
    return ExitCode.OK;
  }

  private PruneRun.Settings settings() {
    List<PruningJob> removals = jobs.jobs();
    FineTuning fineTuning = tuning.settings();
    if (fineTuning.gradualEpochs() > 0) {
      removals.forEach(FineTuning::requireGradual);
    }
    List<Compression> compressions =
        bits.stream()
            .map(Compression::ofBits)
            .filter(compression -> compression != Compression.BITS_32)
            .distinct()
            .toList();
    if (speedRounds != 0 && speedRounds < 2) {
      throw new IllegalArgumentException(
          "--speed-rounds must be at least 2, or 0 for none, got " + speedRounds);
    }
    return new PruneRun.Settings(
        removals,
        fineTuning,
        new EvaluatedCheckpoints.Choice(
            estimator != null ? estimator.estimator() : null, evalDraws, seed),
        compressions,
        speedRounds);
  }

  /** What cannot be removed is better known before anything is loaded and evaluated. */
  private static void requireRanked(Checkpoint checkpoint, List<PruningJob> jobs) {
    jobs.forEach(job -> job.apply(checkpoint));
  }

  private Map<String, Object> facts(
      Checkpoint checkpoint,
      PruneRun.Settings settings,
      String name,
      LabelledImages test,
      Backend opened) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("checkpoint", file.toString());
    facts.put("model", checkpoint.classifierDescription().model());
    facts.put("weights", VariationalMixin.words(checkpoint.weights()));
    facts.put("data", name);
    facts.put("testExamples", test.count());
    facts.put("evalDraws", evalDraws);
    facts.put("seed", settings.choice().plan(checkpoint).seed());
    facts.put("fineTuneEpochs", settings.tuning().epochs());
    facts.put("gradualEpochs", settings.tuning().gradualEpochs());
    facts.put("training", new LinkedHashMap<>(checkpoint.training()));
    facts.put("provenance", Provenance.of(opened.info()));
    return facts;
  }

  private void report(
      RunFolder folder,
      List<PruningPoint> points,
      Map<String, Object> facts,
      int images,
      Checkpoint original) {
    PruningFiles.write(folder, facts, points);
    String caption =
        String.format(
            "%s on %s, %,d test images, %d draws",
            facts.get("model"), facts.get("data"), images, evalDraws);
    Map<String, WeightDistributions> weights = new LinkedHashMap<>();
    weights.put("as trained", WeightDistributions.of(original));
    PruningPoint last = points.get(points.size() - 1);
    weights.put(
        last.name(),
        WeightDistributions.of(Checkpoints.read(folder.file(last.compressed().get(32).file()))));
    new PruningPage(caption, facts, points, weights).write(folder);
    PrintWriter report = spec.commandLine().getOut();
    report.println(caption + ":");
    report.print(new PruningTable(points).text());
    report.printf("results in %s%n", folder);
    report.flush();
  }
}
