package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.BackendProvider;
import org.bcnn.graph.Variable;
import org.bcnn.layer.Activation;
import org.bcnn.models.ImageClassifier;
import org.bcnn.tasks.classification.EvaluationPlan;
import org.bcnn.tasks.classification.TrainingData;
import org.bcnn.tasks.classification.TrainingPlan;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.DataSource;
import org.bcnn.tasks.report.RunFolder;
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
      "Writes checkpoint.safetensors, metrics.json, history.csv (an epoch a row) and steps.csv."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class ClassifyTrainCommand implements Callable<Integer> {
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

  private final Services services;

  ClassifyTrainCommand(Services services) {
    this.services = services;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    TrainingPlan plan =
        new TrainingPlan(
            model,
            activation,
            width,
            weights.description(),
            objective.settings(),
            optimisation.settings(),
            seed);
    EvaluationPlan evaluation = new EvaluationPlan(objective.estimator(), evalDraws, seed);
    BackendOptions options = backend.options();
    DataSource source = services.dataSources().get(data);
    BackendProvider provider = backend.choose(services.backends().get(), err);
    DataContext context = dataOptions.context(services.dataContext(), err);
    DetailsMixin.Details lookedInto = details.load(services.dataSources(), context);
    TrainingData images =
        TrainingData.load(
            source,
            context,
            trainLimit == null ? OptionalInt.empty() : OptionalInt.of(trainLimit),
            validationFraction,
            seed);
    // Before anything is written: the network must take these images.
    ImageClassifier classifier = plan.build(images.train());
    Map<Variable, HostTensor> start = weights.start(classifier, seed);
    RunFolder folder =
        out != null
            ? RunFolder.open(out)
            : RunFolder.create(
                String.join("-", data, model, provider.name()).toLowerCase(Locale.ROOT));
    new TrainingRun(plan, evaluation, lookedInto, images, folder, services, spec.commandLine())
        .execute(provider, options, classifier, start);
    return ExitCode.OK;
  }
}
