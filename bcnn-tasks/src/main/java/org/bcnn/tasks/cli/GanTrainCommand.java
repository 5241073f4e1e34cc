package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.BackendProvider;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.gan.BayesianPlayers;
import org.bcnn.tasks.gan.GanData;
import org.bcnn.tasks.gan.GanPlan;
import org.bcnn.tasks.gan.GanTrainer;
import org.bcnn.tasks.gan.measure.FeatureNetwork;
import org.bcnn.tasks.report.Provenance;
import org.bcnn.tasks.report.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a generative adversarial network, evaluates it and writes both down. */
@Command(
    name = "train",
    description = {
      "Trains a generator of images and a Bayesian discriminator against each other.",
      "Without options: DCGAN on the built-in digits.",
      "Writes report.html, a page of all results with plots and pictures, to open in a browser;",
      "checkpoint.safetensors, of both players, and features.safetensors, of the network that the",
      "images are judged by; metrics.json, samples.png, interpolation.png, a grid of images for",
      "each epoch in samples, history.csv (an epoch a row) and rounds.csv (a round a row)."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    defaultValueProvider = GanDefaults.class)
final class GanTrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private BackendMixin backend;

  @Mixin private GanDataMixin data;

  @Option(
      names = "--bayesian",
      paramLabel = "PLAYERS",
      defaultValue = "discriminator",
      description =
          "Which players have distributions over their weights: none, discriminator, generator or "
              + "both. Default: ${DEFAULT-VALUE}.")
  private BayesianPlayers players;

  @Mixin private GanPlayMixin play;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where results go. Default: a new folder in runs.")
  private Path out;

  @Option(
      names = "--resume",
      paramLabel = "FOLDER",
      description =
          "Go on with the run in this folder (or from this checkpoint of it), with its settings, as "
              + "if it had not been interrupted.")
  private Path resume;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides all that is random. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private GanEvaluationMixin evaluation;

  private final Services services;

  GanTrainCommand(Services services) {
    this.services = services;
  }

  @Override
  public Integer call() {
    if (resume == null) {
      start();
    } else {
      resume();
    }
    return ExitCode.OK;
  }

  private void start() {
    if (out != null) {
      RunCheckpoints.requireNone(out);
    }
    evaluation.settings(seed);
    BackendOptions opened = backend.options();
    GanData images = data.load(services, play.network().size(), seed, err());
    GanPlan plan = play.plan(play.network().generator(images.train()), players, seed);
    GanTrainer.require(plan, images.train());
    Map<String, LabelledImages> others = data.others().others(services, images, err());
    BackendProvider provider = backend.choose(services.backends().get(), err());
    RunFolder folder = out != null ? RunFolder.open(out) : RunFolder.create(folderName(provider));
    run(plan, images, others, folder).execute(provider, opened);
  }

  private void resume() {
    Path file = RunCheckpoints.toGoOnFrom(resume);
    Checkpoint checkpoint = Checkpoints.read(file);
    GanPlan plan = GanPlan.of(checkpoint);
    refuseContradictions(checkpoint, plan);
    evaluation.settings(plan.seed());
    BackendOptions opened = backend.options();
    BackendProvider provider =
        backend.chooseLike(
            checkpoint.provenance().get(Provenance.BACKEND), services.backends().get(), err());
    GanData images = data.others().load(services, checkpoint, err());
    images.requireSame(checkpoint);
    Map<String, LabelledImages> others = data.others().others(services, images, err());
    RunFolder folder = RunFolder.open(file.toAbsolutePath().getParent());
    run(plan, images, others, folder).resume(provider, opened, checkpoint);
  }

  private GanRun run(
      GanPlan plan, GanData images, Map<String, LabelledImages> others, RunFolder folder) {
    return new GanRun(
        plan,
        new GanRun.Images(images, others, folder.file(FeatureNetwork.FILE)),
        evaluation,
        new RunOutput(folder, false, spec.commandLine().getOut(), err()),
        services);
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Names the kind of run, for the name of its folder. */
  private String folderName(BackendProvider provider) {
    return String.join("-", data.plainName(), play.network().plainName(), provider.name())
        .toLowerCase(Locale.ROOT);
  }

  private void refuseContradictions(Checkpoint checkpoint, GanPlan stored) {
    Contradictions contradictions = new Contradictions(spec.commandLine().getParseResult());
    contradictions.refuse("--out", "results go into the folder of the checkpoint");
    data.compare(contradictions, checkpoint.training());
    play.compare(contradictions, stored);
    contradictions
        .compare("--seed", () -> seed, stored.seed())
        .compare("--bayesian", () -> players, stored.weights().players());
    contradictions.check();
  }
}
