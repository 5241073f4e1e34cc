package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.BackendProvider;
import org.bcnn.graph.Variable;
import org.bcnn.models.SuperResolver;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.report.Provenance;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.superresolution.PictureSource;
import org.bcnn.tasks.superresolution.SuperResolutionData;
import org.bcnn.tasks.superresolution.SuperResolutionPlan;
import org.bcnn.tasks.training.TrainingTexts;
import org.bcnn.tensor.HostTensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a network for super-resolution, evaluates it and writes both down. */
@Command(
    name = "train",
    description = {
      "Trains a Bayesian network that enlarges pictures, and evaluates it on test pictures.",
      "Without options: ESPCN by a factor of 3 on built-in pictures, in about two minutes.",
      "Writes report.html, a page of all results with plots and pictures, to open in a browser;",
      "checkpoint.safetensors, metrics.json, pictures.csv (a picture a row), history.csv (an epoch",
      "a row) and other tables; and with a validation part best.safetensors, of the epoch that",
      "predicts it best."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    defaultValueProvider = SuperresDefaults.class)
final class SuperresTrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private BackendMixin backend;

  @Mixin private TrainingPicturesMixin pictures;

  @Mixin private SuperresNetworkMixin network;

  @Mixin private ObjectiveMixin objective;

  @Option(
      names = "--patch-size",
      paramLabel = "N",
      defaultValue = "17",
      description = {
        "The side of a training patch in pixels of the low resolution.",
        "Default: ${DEFAULT-VALUE}."
      })
  private int patchSize;

  @Option(
      names = "--patches-per-epoch",
      paramLabel = "N",
      defaultValue = "1600",
      description = "How many patches an epoch draws. Default: ${DEFAULT-VALUE}.")
  private int patchesPerEpoch;

  @Mixin private OptimisationMixin optimisation;

  @Mixin private RunOptionsMixin options;

  @Mixin private BayesianMixin weights;

  @Option(
      names = "--with-twin",
      description = {
        "Afterwards train the deterministic twin alike, in the folder deterministic of the results,",
        "and score it beside."
      })
  private boolean withTwin;

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

  private final Services services;

  SuperresTrainCommand(Services services) {
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
      RunCheckpoints.requireNone(out.resolve(SuperresTrainingRun.TWIN));
    }
    SuperResolutionPlan plan = plan();
    requireDraws();
    SuperResolver resolver = plan.build();
    Checkpoints.requireStorable(resolver.description(), plan.weights());
    BackendOptions opened = backend.options();
    SuperResolutionData data = pictures.load(services, options.seed());
    plan.optimisation().requireValidation(data.validation().size());
    BackendProvider provider = backend.choose(services.backends().get(), err());
    SuperresTrainingRun.Pictures loaded = load(plan, data);
    Map<Variable, HostTensor> values = weights.start(resolver, plan.seed());
    RunFolder folder =
        out != null ? RunFolder.open(out) : RunFolder.create(folderName(data, provider));
    training(plan, loaded, folder).execute(provider, opened, values);
  }

  private void resume() {
    Path file = RunCheckpoints.toGoOnFrom(resume);
    Checkpoint checkpoint = Checkpoints.read(file);
    SuperResolutionPlan plan = SuperResolutionPlan.of(checkpoint);
    refuseContradictions(checkpoint, plan);
    requireDraws();
    BackendOptions opened = backend.options();
    PictureSource source =
        services.pictureSources().get(checkpoint.training().get(TrainingTexts.DATA));
    BackendProvider provider =
        backend.chooseLike(
            checkpoint.provenance().get(Provenance.BACKEND), services.backends().get(), err());
    SuperResolutionData data =
        SuperResolutionPlan.data(
            checkpoint, source, pictures.files().context(services.dataContext()));
    SuperresTrainingRun.Pictures loaded = load(plan, data);
    SuperResolutionPlan.requireSame(checkpoint, data.name(), loaded.patches());
    RunFolder folder = RunFolder.open(file.toAbsolutePath().getParent());
    training(plan, loaded, folder).resume(provider, opened, checkpoint);
  }

  private SuperResolutionPlan plan() {
    return new SuperResolutionPlan(
        network.description(),
        weights.description(),
        objective.settings(),
        optimisation.settings(),
        patchSize,
        patchesPerEpoch,
        withTwin,
        options.seed());
  }

  private void requireDraws() {
    if (options.evalDraws() < 1) {
      throw new IllegalArgumentException(
          "evaluation draws must be at least 1, got " + options.evalDraws());
    }
  }

  private SuperresTrainingRun.Pictures load(SuperResolutionPlan plan, SuperResolutionData data) {
    List<String> names = new ArrayList<>(List.of(data.name()));
    names.addAll(pictures.others());
    return SuperresTrainingRun.Pictures.load(
        plan, data, pictures.files().testParts(services, names, plan.network().factor(), err()));
  }

  private SuperresTrainingRun training(
      SuperResolutionPlan plan, SuperresTrainingRun.Pictures loaded, RunFolder folder) {
    return new SuperresTrainingRun(
        plan,
        loaded,
        options.evalDraws(),
        new RunOutput(folder, options.tensorBoard(), spec.commandLine().getOut(), err()),
        services);
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Names the kind of run, for the name of its folder. */
  private String folderName(SuperResolutionData data, BackendProvider provider) {
    return String.join(
            "-",
            SuperresEvaluation.plain(data.name()),
            network.plainName() + "x" + network.factor(),
            provider.name())
        .toLowerCase(Locale.ROOT);
  }

  private void refuseContradictions(Checkpoint checkpoint, SuperResolutionPlan stored) {
    Contradictions contradictions = new Contradictions(spec.commandLine().getParseResult());
    contradictions.refuse("--out", "results go into the folder of the checkpoint");
    pictures.compare(contradictions, checkpoint.training(), stored.seed());
    network.compare(contradictions, stored.network());
    contradictions
        .compare("--seed", options::seed, stored.seed())
        .compare("--patch-size", () -> patchSize, stored.patchSize())
        .compare("--patches-per-epoch", () -> patchesPerEpoch, stored.patchesPerEpoch())
        .compare("--with-twin", () -> withTwin, stored.withTwin());
    StoredOptions.compare(
        contradictions,
        TrainingTexts.of(objective.settings(), optimisation.settings()),
        checkpoint.training());
    weights.compare(contradictions, stored.weights());
    contradictions.check();
  }
}
