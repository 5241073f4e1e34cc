package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.BackendProvider;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Activation;
import org.bcnn.models.ClassifierProvider;
import org.bcnn.models.ImageClassifier;
import org.bcnn.models.WeightsDescription;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.classification.EvaluationPlan;
import org.bcnn.tasks.classification.TrainingData;
import org.bcnn.tasks.classification.TrainingPlan;
import org.bcnn.tasks.data.Augmentation;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.DataSource;
import org.bcnn.tasks.report.Provenance;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.training.TrainingException;
import org.bcnn.tensor.HostTensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a classifier, evaluates it on the test set and writes both down. */
@Command(
    name = "train",
    description = {
      "Trains a Bayesian classifier of images by variational inference and evaluates it on the test set.",
      "Without options: LeNet-5 on the built-in digits, in about a minute.",
      "Writes report.html, a page of all results with plots, to open in a browser;",
      "checkpoint.safetensors, metrics.json, history.csv (an epoch a row) and other tables; and",
      "with a validation part best.safetensors, of the epoch that predicts it best."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class ClassifyTrainCommand implements Callable<Integer> {
  /** The settings that a checkpoint has under other names, by their options. */
  private static final Map<String, String> OPTIONS_OF_SETTINGS =
      Map.ofEntries(
          Map.entry("--estimator", TrainingPlan.ESTIMATOR),
          Map.entry("--draws", TrainingPlan.DRAWS),
          Map.entry("--kl-weight", TrainingPlan.KL_WEIGHT),
          Map.entry("--kl-mode", TrainingPlan.KL_MODE),
          Map.entry("--kl-schedule", TrainingPlan.KL_SCHEDULE),
          Map.entry("--optimizer", TrainingPlan.OPTIMIZER),
          Map.entry("--learning-rate", TrainingPlan.LEARNING_RATE),
          Map.entry("--lr-schedule", TrainingPlan.SCHEDULE),
          Map.entry("--epochs", TrainingPlan.EPOCHS),
          Map.entry("--batch-size", TrainingPlan.BATCH_SIZE),
          Map.entry("--patience", TrainingPlan.PATIENCE),
          Map.entry("--augment", TrainingPlan.AUGMENTATION));

  @Spec private CommandSpec spec;

  @Mixin private BackendMixin backend;

  @Option(
      names = "--data",
      paramLabel = "NAME",
      defaultValue = "digits",
      description = "The data set; `bcnn data` lists them. Default: ${DEFAULT-VALUE}, built in.")
  private String data;

  @Mixin private DataMixin dataOptions;

  @Option(
      names = "--train-limit",
      paramLabel = "N",
      description = "Use no more than N of the training images, chosen by the seed.")
  private Integer trainLimit;

  @Option(
      names = "--validation-fraction",
      paramLabel = "F",
      defaultValue = "0.1",
      description =
          "The share of the training images kept for validation. Default: ${DEFAULT-VALUE}.")
  private double validationFraction;

  @Option(
      names = "--augment",
      paramLabel = "SPEC",
      defaultValue = "none",
      description =
          "Random changes of training images: flip (left and right), crop=N (moved by up to N "
              + "pixels), flip,crop=N or none. Default: ${DEFAULT-VALUE}.")
  private String augment;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "lenet5",
      description = "The network; `bcnn list models` shows the choice. Default: ${DEFAULT-VALUE}.")
  private String model;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      defaultValue = "softplus",
      description =
          "The activation between layers; `bcnn list activations` shows the choice. "
              + "Default: ${DEFAULT-VALUE}.")
  private Activation activation;

  @Option(
      names = "--width",
      paramLabel = "X",
      defaultValue = "1",
      description =
          "Multiplies the channels and units of all hidden layers. Default: ${DEFAULT-VALUE}.")
  private double width;

  @Mixin private WeightsMixin weights;

  @Mixin private ObjectiveMixin objective;

  @Mixin private OptimisationMixin optimisation;

  @Mixin private DetailsMixin details;

  @Option(
      names = "--eval-draws",
      paramLabel = "N",
      defaultValue = "30",
      description = "Posterior draws of the evaluation. Default: ${DEFAULT-VALUE}.")
  private int evalDraws;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides all that is random. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where results go. Default: a new folder in runs.")
  private Path out;

  @Option(
      names = "--tensorboard",
      description = "Also write losses, scores and layers for TensorBoard, beside the tables.")
  private boolean tensorBoard;

  @Option(
      names = "--resume",
      paramLabel = "FOLDER",
      description =
          "Go on with the run in this folder (or from this checkpoint of it), with its settings, as "
              + "if it had not been interrupted.")
  private Path resume;

  private final Services services;

  ClassifyTrainCommand(Services services) {
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
    PrintWriter err = spec.commandLine().getErr();
    TrainingPlan plan = plan(weights.description(), weights.dropout());
    EvaluationPlan evaluation = new EvaluationPlan(objective.estimator(), evalDraws, seed);
    BackendOptions options = backend.options();
    DataSource source = dataOptions.source(services.dataSources(), data);
    BackendProvider provider = backend.choose(services.backends().get(), err);
    DataContext context = dataOptions.context(services.dataContext(), err);
    String remark = source.remark(context);
    if (!remark.isEmpty()) {
      err.println(remark);
    }
    DetailsMixin.Details lookedInto = details.load(services.dataSources(), context);
    TrainingData images =
        TrainingData.load(
            source,
            context,
            trainLimit == null ? OptionalInt.empty() : OptionalInt.of(trainLimit),
            validationFraction,
            seed);
    // Before anything is written: the network must take these images, and there must be words for
    // it in a checkpoint.
    plan.optimisation().requireValidation(images.validationExamples());
    ImageClassifier classifier = plan.build(images.train());
    Checkpoints.requireStorable(classifier.description(), plan.weights());
    plan.augmentation().require(images.train());
    Map<Variable, HostTensor> values = weights.start(classifier, seed);
    RunFolder folder =
        out != null
            ? RunFolder.open(out)
            : RunFolder.create(
                String.join("-", DataMixin.plain(data), model, provider.name())
                    .toLowerCase(Locale.ROOT));
    folder.deleteStrayFiles();
    new TrainingRun(
            plan, evaluation, lookedInto, images, folder, tensorBoard, services, spec.commandLine())
        .execute(provider, options, classifier, values);
  }

  private TrainingPlan plan(WeightsDescription description, double dropout) {
    return new TrainingPlan(
        model,
        activation,
        width,
        dropout,
        description,
        objective.settings(),
        optimisation.settings(),
        Augmentation.parse(augment),
        seed);
  }

  private void resume() {
    PrintWriter err = spec.commandLine().getErr();
    Path file = resume;
    if (Files.isDirectory(resume)) {
      file = resume.resolve(RunCheckpoints.LAST);
      requireCheckpoint(file);
    }
    Checkpoint checkpoint = Checkpoints.read(file);
    TrainingPlan plan = TrainingPlan.of(checkpoint);
    refuseContradictions(checkpoint, plan);
    EvaluationPlan evaluation =
        new EvaluationPlan(plan.objective().estimator(), evalDraws, plan.seed());
    BackendOptions options = backend.options();
    DataSource source =
        dataOptions.source(services.dataSources(), checkpoint.training().get(TrainingPlan.DATA));
    BackendProvider provider =
        backend.chooseLike(
            checkpoint.provenance().get(Provenance.BACKEND), services.backends().get(), err);
    DataContext context = dataOptions.context(services.dataContext(), err);
    DetailsMixin.Details lookedInto = details.load(services.dataSources(), context);
    TrainingData images = TrainingPlan.data(checkpoint, source, context);
    RunFolder folder = RunFolder.open(file.toAbsolutePath().getParent());
    folder.deleteStrayFiles();
    new TrainingRun(
            plan, evaluation, lookedInto, images, folder, tensorBoard, services, spec.commandLine())
        .resume(provider, options, checkpoint);
  }

  /** A run that is killed in its first epoch leaves none. */
  private void requireCheckpoint(Path file) {
    if (Files.notExists(file)) {
      throw new TrainingException(
          String.format(
              "there is no %s in %s: either that is not the folder of a run, or the run ended in "
                  + "its first epoch, before there was anything to go on from; start it again, with "
                  + "its options and --out %s",
              RunCheckpoints.LAST, resume, resume));
    }
  }

  private void refuseContradictions(Checkpoint checkpoint, TrainingPlan plan) {
    Map<String, String> stored = checkpoint.training();
    Contradictions contradictions = new Contradictions(spec.commandLine().getParseResult());
    contradictions
        .refuse("--out", "results go into the folder of the checkpoint")
        .compare("--data", () -> data, stored.get(TrainingPlan.DATA))
        .compare(
            "--train-limit",
            () -> Integer.toString(trainLimit),
            stored.get(TrainingPlan.TRAIN_LIMIT))
        .compare(
            "--validation-fraction",
            () -> Double.toString(validationFraction),
            stored.get(TrainingPlan.VALIDATION_FRACTION))
        .compare(
            "--model",
            () -> ClassifierProvider.registry().create(model).spec().toString(),
            plan.model())
        .compare("--activation", () -> activation, plan.activation())
        .compare("--width", () -> width, plan.widthMultiplier())
        .compare("--dropout", weights::dropout, plan.dropout())
        .compare("--seed", () -> seed, plan.seed());
    weights.compare(contradictions, plan.weights());
    // Settings by their names in the checkpoint, so that what is written in two ways is the same.
    Map<String, String> given = plan(plan.weights(), 0).settings();
    OPTIONS_OF_SETTINGS.forEach(
        (option, setting) ->
            contradictions.compare(option, () -> given.get(setting), stored.get(setting)));
    contradictions.check();
  }
}
