package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.BackendProvider;
import org.bcnn.models.GeneratorDescription;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.comparison.GanContender;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.gan.BayesianPlayers;
import org.bcnn.tasks.gan.GameState;
import org.bcnn.tasks.gan.GanData;
import org.bcnn.tasks.gan.GanPlan;
import org.bcnn.tasks.gan.GanTrainer;
import org.bcnn.tasks.gan.ImageSampler;
import org.bcnn.tasks.gan.TrainedGan;
import org.bcnn.tasks.gan.measure.FeatureNetwork;
import org.bcnn.tasks.report.GanComparisonFiles;
import org.bcnn.tasks.report.Metrics;
import org.bcnn.tasks.report.Provenance;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.report.page.GanComparisonPage;
import org.bcnn.tasks.report.page.ImageSheet;
import org.bcnn.tasks.training.TrainingInterruptedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains the same game with other players Bayesian, and compares what comes of it. */
@Command(
    name = "compare",
    description = {
      "Trains the same game deterministic, with a Bayesian discriminator and with both players "
          + "Bayesian, on the same images and seeds, and compares the images they make.",
      "Each is a run as train makes it, in a folder of its own in --out. What is complete there is "
          + "not trained again, so that the same command goes on with what was interrupted.",
      "Writes compare.md, compare.csv, compare.json and report.html, a page with plots and images."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    defaultValueProvider = GanDefaults.class)
final class GanCompareCommand implements Callable<Integer> {
  private static final int SHOWN = 50;

  @Spec private CommandSpec spec;

  @Option(
      names = "--contenders",
      paramLabel = "PLAYERS",
      split = ",",
      defaultValue = "none,discriminator,both",
      description =
          "Which players are Bayesian in the games that are compared, between commas: none, "
              + "discriminator, generator, both. Default: ${DEFAULT-VALUE}.")
  private List<BayesianPlayers> contenders;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Repeat everything with the N seeds from --seed on, and tell mean and standard error. "
              + "Default: ${DEFAULT-VALUE}.")
  private int repetitions;

  @Mixin private BackendMixin backend;

  @Mixin private GanDataMixin data;

  @Mixin private GanPlayMixin play;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides all that is random. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private GanEvaluationMixin evaluation;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where results go, and what is gone on with. Default: a new folder in runs.")
  private Path out;

  private final Services services;

  GanCompareCommand(Services services) {
    this.services = services;
  }

  /**
   * What all runs work with.
   *
   * @param provider the backend
   * @param options how it is opened
   * @param images the images of every seed
   * @param others the test images of other data sets
   */
  private record Ready(
      BackendProvider provider,
      BackendOptions options,
      GanData images,
      Map<String, LabelledImages> others) {}

  @Override
  public Integer call() {
    if (repetitions < 1) {
      throw new IllegalArgumentException("--seeds must be at least 1, got " + repetitions);
    }
    evaluation.settings(seed);
    BackendOptions opened = backend.options();
    GanData images = data.load(services, play.network().size(), seed, err());
    GeneratorDescription generator = play.network().generator(images.train());
    GanTrainer.require(play.plan(generator, BayesianPlayers.NONE, seed), images.train());
    Ready ready =
        new Ready(
            backend.choose(services.backends().get(), err()),
            opened,
            images,
            data.others().others(services, images, err()));
    List<BayesianPlayers> compared = List.copyOf(new LinkedHashSet<>(contenders));
    List<Long> seeds = LongStream.range(seed, seed + repetitions).boxed().toList();
    if (out != null) {
      compared.forEach(
          players ->
              seeds.forEach(one -> requireSame(play.plan(generator, players, one), ready, out)));
    }
    RunFolder folder = out != null ? RunFolder.open(out) : RunFolder.create(folderName(ready));
    List<GanContender> found = new ArrayList<>();
    try {
      for (BayesianPlayers players : compared) {
        List<Map<String, Double>> runs = new ArrayList<>();
        for (long one : seeds) {
          Path run = execute(play.plan(generator, players, one), ready, folder);
          runs.add(GanComparisonFiles.read(run));
        }
        found.add(new GanContender(players, runs));
      }
    } catch (TrainingInterruptedException interrupted) {
      err().printf("`bcnn gan compare` with the same options and --out %s goes on%n", folder);
      throw interrupted;
    }
    report(found, seeds, ready, folder);
    return ExitCode.OK;
  }

  private static Path folder(Path parent, GanPlan plan) {
    return parent.resolve(plan.weights().players() + "-" + plan.seed());
  }

  /** A folder may hold this very run, and no other. */
  private void requireSame(GanPlan plan, Ready ready, Path parent) {
    Path folder = folder(parent, plan);
    Path file = folder.resolve(RunCheckpoints.LAST);
    if (Files.notExists(file)) {
      return;
    }
    Checkpoint checkpoint = Checkpoints.read(file);
    Map<String, String> then = new LinkedHashMap<>(checkpoint.training());
    then.put("generator", checkpoint.generatorDescription().toString());
    Map<String, String> now = new LinkedHashMap<>(ready.images().settings(plan));
    now.put("generator", plan.generator().toString());
    Set<String> names = new LinkedHashSet<>(now.keySet());
    names.addAll(then.keySet());
    List<String> differences =
        names.stream()
            .filter(name -> !Objects.equals(now.get(name), then.get(name)))
            .map(name -> String.format("%s is %s but was %s", name, now.get(name), then.get(name)))
            .toList();
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              "%s holds a run of other settings: %s. Give the same options as then, or name "
                  + "another folder with --out",
              folder, String.join("; ", differences)));
    }
  }

  /** Trains and measures what is left to of a run, and returns its folder. */
  private Path execute(GanPlan plan, Ready ready, RunFolder parent) {
    Path folder = folder(parent.file(""), plan);
    Path last = folder.resolve(RunCheckpoints.LAST);
    Optional<Checkpoint> stored =
        Files.exists(last) ? Optional.of(Checkpoints.read(last)) : Optional.empty();
    boolean complete =
        Files.exists(folder.resolve(Metrics.FILE))
            && stored.isPresent()
            && GameState.of(stored.get().progress()).history().size()
                == plan.optimisation().epochs();
    err()
        .printf(
            "Bayesian: %s, seed %d, %s %s%n",
            plan.weights().players(), plan.seed(), complete ? "is complete in" : "in", folder);
    err().flush();
    if (complete) {
      return folder;
    }
    if (services.interruption().requested()) {
      throw new TrainingInterruptedException("stopped between runs of training");
    }
    // The scores of a single run are in its folder; what the command prints is the comparison.
    PrintWriter unprinted = new PrintWriter(Writer.nullWriter());
    GanRun run =
        new GanRun(
            plan,
            new GanRun.Images(ready.images(), ready.others(), parent.file(FeatureNetwork.FILE)),
            evaluation,
            new RunOutput(RunFolder.open(folder), false, unprinted, err()),
            services);
    if (stored.isPresent()) {
      run.resume(ready.provider(), ready.options(), stored.get());
    } else {
      run.execute(ready.provider(), ready.options());
    }
    return folder;
  }

  private void report(List<GanContender> found, List<Long> seeds, Ready ready, RunFolder folder) {
    GanData images = ready.images();
    String caption =
        String.format(
            "%s on %s, %,d training images, on %s; %s",
            play.network().plainName(),
            images.name(),
            images.train().count(),
            ready.provider().name(),
            seeds.size() == 1
                ? "seed " + seeds.get(0)
                : "mean ± standard error over the seeds "
                    + seeds.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    try (Backend opened = ready.provider().open(ready.options())) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("data", images.name());
      facts.put("testExamples", images.test().count());
      facts.put("seeds", seeds);
      facts.put("provenance", Provenance.of(opened.info()));
      facts.put(
          "training",
          images.settings(
              play.plan(play.network().generator(images.train()), found.get(0).players(), seed)));
      GanComparisonFiles.write(folder, caption + ":", facts, found);
      PrintWriter report = spec.commandLine().getOut();
      report.println(caption + ":");
      report.print(GanComparisonFiles.text(found));
      report.flush();
      new GanComparisonPage(
              String.format("Comparison of games on %s", images.name()),
              caption,
              facts,
              found,
              sheets(found, opened, folder))
          .write(folder);
      report.printf("results in %s%n", folder);
      report.flush();
    }
  }

  private List<ImageSheet> sheets(List<GanContender> found, Backend opened, RunFolder folder) {
    List<ImageSheet> sheets = new ArrayList<>();
    for (GanContender contender : found) {
      Path run = folder.file("").resolve(contender.players() + "-" + seed);
      TrainedGan players = TrainedGan.of(Checkpoints.read(run.resolve(RunCheckpoints.LAST)));
      try (ImageSampler sampler =
          ImageSampler.open(
              opened, players.generator(), players.generatorValues(), services.noise())) {
        sheets.add(
            new ImageSheet(
                "Bayesian: " + contender.players(),
                "Generated, with seed " + seed + ".",
                sampler.sample(SHOWN, seed),
                GanGrids.COLUMNS));
      }
    }
    return sheets;
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  private String folderName(Ready ready) {
    return String.join(
            "-",
            "compare-gan",
            data.plainName(),
            play.network().plainName(),
            ready.provider().name())
        .toLowerCase(Locale.ROOT);
  }
}
