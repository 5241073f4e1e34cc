package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.bcnn.tasks.classification.TrainingPlan;
import org.bcnn.tasks.comparison.LearningCurvePoint;
import org.bcnn.tasks.report.LearningCurveFiles;
import org.bcnn.tasks.report.LearningCurveTable;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.report.page.LearningCurvePage;
import org.bcnn.tasks.training.TrainingInterruptedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains the same classifier on growing shares of the training images. */
@Command(
    name = "learning-curve",
    description = {
      "Trains the same network on growing shares of the training images, each contained in the next, "
          + "and shows how accuracy, calibration and both kinds of uncertainty change with their number.",
      "Each is a run as train makes it, in a folder of its own in --out. What is complete there is "
          + "not trained again, so that the same command goes on with what was interrupted.",
      "Writes learning-curve.md, learning-curve.csv, learning-curve.json and report.html, a page with "
          + "plots."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class ClassifyLearningCurveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--fractions",
      paramLabel = "F",
      split = ",",
      defaultValue = "0.01,0.1,1",
      description =
          "Shares of the training images, those of --train-limit if that is given, between commas. "
              + "Default: ${DEFAULT-VALUE}.")
  private List<Double> fractions;

  @Option(
      names = "--same-epochs",
      description =
          "Train each share for --epochs, thus in fewer steps. Default: --epochs is that of all "
              + "images, and a smaller share has more, so that all take about as many steps.")
  private boolean sameEpochs;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Repeat everything with N seeds, and tell mean and standard error. Default: "
              + "${DEFAULT-VALUE}.")
  private int repetitions;

  @Mixin private RunMixin run;

  @Mixin private WeightsMixin weights;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where results go, and what is gone on with. Default: a new folder in runs.")
  private Path out;

  private final Services services;

  ClassifyLearningCurveCommand(Services services) {
    this.services = services;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    LearningCurvePlan plan =
        new LearningCurvePlan(
            fractions, repetitions, sameEpochs, weights.description(), weights.dropout(), run);
    List<Long> seeds = plan.seeds();
    // Settings that cannot be are refused before data are loaded.
    run.evaluation(plan.whole(seeds.get(0)));
    RunMixin.Ready ready = run.ready(services, err);
    ComparedRuns trained =
        new ComparedRuns(
            run, weights::start, ready, services, err, seeds.size() * plan.shares().size());
    LearningCurveRun curve = new LearningCurveRun(plan, trained, ready, err);
    LearningCurveRun.Images first = curve.load(seeds.get(0));
    curve.check(seeds.get(0), first, Optional.ofNullable(out));
    RunFolder folder =
        out != null
            ? RunFolder.open(out)
            : RunFolder.create("learning-curve-" + run.folderName(ready));
    try {
      for (long seed : seeds) {
        LearningCurveRun.Images images = seed == seeds.get(0) ? first : curve.load(seed);
        curve.check(seed, images, Optional.of(folder.file("")));
        curve.execute(seed, images, folder);
      }
    } catch (TrainingInterruptedException interrupted) {
      err.printf(
          "`bcnn classify learning-curve` with the same options and --out %s goes on%n", folder);
      throw interrupted;
    }
    report(plan, ready, first, curve, folder);
    return ExitCode.OK;
  }

  private void report(
      LearningCurvePlan plan,
      RunMixin.Ready ready,
      LearningCurveRun.Images images,
      LearningCurveRun curve,
      RunFolder folder) {
    TrainingPlan whole = plan.whole(run.seed());
    String caption =
        String.format(
            "%s%s on %s, %,d test images, on %s; %s; %s",
            kind(whole),
            whole.model(),
            images.all().name(),
            images.all().test().count(),
            ready.provider().name(),
            sameEpochs ? "as many epochs each" : "about as many steps each",
            plan.repetitions() == 1
                ? "seed " + plan.seeds().get(0)
                : "mean ± standard error over the seeds "
                    + plan.seeds().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    List<LearningCurvePoint> points = curve.points();
    Map<String, Object> facts = facts(plan, whole, images, curve);
    LearningCurveFiles.write(folder, caption + ":", facts, points);
    PrintWriter report = spec.commandLine().getOut();
    report.println(caption + ":");
    report.print(new LearningCurveTable(points).text());
    report.flush();
    new LearningCurvePage(
            String.format("Learning curve of %s on %s", whole.model(), images.all().name()),
            caption,
            facts,
            points)
        .write(folder);
    report.printf("results in %s%n", folder);
    report.flush();
  }

  private static String kind(TrainingPlan plan) {
    if (plan.dropout() > 0) {
      return "Monte Carlo dropout (rate " + plan.dropout() + ") ";
    }
    return plan.weights().bayesian() ? "Bayesian " : "deterministic ";
  }

  private Map<String, Object> facts(
      LearningCurvePlan plan,
      TrainingPlan whole,
      LearningCurveRun.Images images,
      LearningCurveRun curve) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("data", images.all().name());
    facts.put("testExamples", images.all().test().count());
    facts.put("seeds", plan.seeds());
    facts.put("sameEpochs", plan.sameEpochs());
    facts.put("model", whole.model());
    facts.put("weights", VariationalMixin.words(whole.weights()));
    facts.put("dropout", whole.dropout());
    facts.put("provenance", curve.provenance());
    facts.put("training", whole.settings(images.all()));
    return facts;
  }
}
