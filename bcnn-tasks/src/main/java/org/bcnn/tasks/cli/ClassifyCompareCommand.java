package org.bcnn.tasks.cli;

import static java.util.stream.Collectors.joining;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bcnn.tasks.classification.TrainingData;
import org.bcnn.tasks.comparison.Contender;
import org.bcnn.tasks.comparison.ContenderSummary;
import org.bcnn.tasks.report.ComparisonFiles;
import org.bcnn.tasks.report.ComparisonTable;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.report.page.ComparisonPage;
import org.bcnn.tasks.training.TrainingInterruptedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a Bayesian classifier and what it has to be better than, and compares them. */
@Command(
    name = "compare",
    description = {
      "Trains a Bayesian network, a deterministic one, one with Monte Carlo dropout and an ensemble "
          + "on the same images, and compares their predictions and how sure they are.",
      "Each is a run as train makes it, in a folder of its own in --out. What is complete there is "
          + "not trained again, so that the same command goes on with what was interrupted.",
      "Writes compare.md, compare.csv, compare.json and report.html, a page with plots."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class ClassifyCompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--contenders",
      paramLabel = "NAMES",
      split = ",",
      defaultValue = "bayesian,deterministic,dropout,ensemble",
      description = "Who takes part, between commas. Default: ${DEFAULT-VALUE}.")
  private List<Contender> contenders;

  @Option(
      names = "--members",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Deterministic networks in the ensemble, of the seeds S, S + 1, …; the first is the "
              + "deterministic contender. Default: ${DEFAULT-VALUE}.")
  private int members;

  @Option(
      names = "--dropout",
      paramLabel = "P",
      defaultValue = "0.5",
      description =
          "The rate of dropout before every dense layer of that contender. Default: "
              + "${DEFAULT-VALUE}, that of Gal and Ghahramani (2016) for LeNet.")
  private double dropout;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Repeat everything with N seeds, --members apart, and tell mean and standard error. "
              + "Default: ${DEFAULT-VALUE}.")
  private int repetitions;

  @Mixin private RunMixin run;

  @Mixin private VariationalMixin weights;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where results go, and what is gone on with. Default: a new folder in runs.")
  private Path out;

  private final Services services;

  ClassifyCompareCommand(Services services) {
    this.services = services;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    ComparisonPlan plan =
        new ComparisonPlan(
            contenders,
            members,
            repetitions,
            contenders.contains(Contender.BAYESIAN) ? weights.description() : null,
            weights.plain(),
            dropout,
            run);
    List<Long> seeds = plan.seeds();
    // Settings that cannot be are refused before data are loaded.
    plan.runs(seeds.get(0)).values().forEach(run::evaluation);
    RunMixin.Ready ready = run.ready(services, err);
    ComparisonRun comparison = new ComparisonRun(plan, weights, ready, services, err);
    TrainingData first = comparison.load(seeds.get(0));
    comparison.check(seeds.get(0), first, Optional.ofNullable(out));
    RunFolder folder =
        out != null ? RunFolder.open(out) : RunFolder.create("compare-" + run.folderName(ready));
    try {
      for (long seed : seeds) {
        TrainingData images = seed == seeds.get(0) ? first : comparison.load(seed);
        comparison.check(seed, images, Optional.of(folder.file("")));
        comparison.execute(seed, images, folder);
      }
    } catch (TrainingInterruptedException interrupted) {
      err.printf(
          "`bcnn classify compare` with the same options and --out %s goes on with the comparison%n",
          folder);
      throw interrupted;
    }
    report(plan, ready, first, comparison, folder);
    return ExitCode.OK;
  }

  private void report(
      ComparisonPlan plan,
      RunMixin.Ready ready,
      TrainingData images,
      ComparisonRun comparison,
      RunFolder folder) {
    String caption = caption(plan, ready, images);
    List<ContenderSummary> summaries = comparison.summaries();
    Map<String, Object> facts = facts(plan, ready, images, comparison);
    ComparisonFiles.write(folder, caption + ":", facts, summaries);
    PrintWriter report = spec.commandLine().getOut();
    report.println(caption + ":");
    report.print(new ComparisonTable(summaries).text());
    report.flush();
    new ComparisonPage(
            String.format(
                "%s on %s: %s",
                plan.runs(run.seed()).values().iterator().next().model(),
                images.name(),
                plan.contenders().stream().map(Contender::toString).collect(joining(", "))),
            caption,
            facts,
            summaries)
        .write(folder);
    report.printf("results in %s%n", folder);
    report.flush();
  }

  private static String caption(ComparisonPlan plan, RunMixin.Ready ready, TrainingData images) {
    StringBuilder caption = new StringBuilder();
    caption.append(
        String.format(
            "%s, %,d training and %,d test images, on %s",
            images.name(), images.train().count(), images.test().count(), ready.provider().name()));
    if (plan.contenders().contains(Contender.DROPOUT)) {
      caption.append(String.format("; dropout of rate %s", plan.dropout()));
    }
    if (plan.contenders().contains(Contender.ENSEMBLE)) {
      caption.append(String.format("; an ensemble of %d", plan.members()));
    }
    caption.append(
        plan.repetitions() == 1
            ? "; seed " + plan.seeds().get(0)
            : "; mean ± standard error over the seeds "
                + plan.seeds().stream().map(String::valueOf).collect(joining(", ")));
    return caption.toString();
  }

  private Map<String, Object> facts(
      ComparisonPlan plan, RunMixin.Ready ready, TrainingData images, ComparisonRun comparison) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("data", images.name());
    facts.put("testExamples", images.test().count());
    Map<String, Object> others = new LinkedHashMap<>();
    ready.details().others().forEach((name, other) -> others.put(name, other.count()));
    facts.put("oodExamples", others);
    facts.put("seeds", plan.seeds());
    facts.put("members", plan.members());
    facts.put("dropout", plan.dropout());
    facts.put("provenance", comparison.provenance());
    facts.put("training", plan.runs(run.seed()).values().iterator().next().settings(images));
    return facts;
  }
}
