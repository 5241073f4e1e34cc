package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.BackendProvider;
import org.bcnn.models.WeightsDescription;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.tasks.classification.EvaluationPlan;
import org.bcnn.tasks.classification.TrainingData;
import org.bcnn.tasks.classification.TrainingPlan;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.DataSource;
import org.bcnn.tasks.report.Provenance;
import org.bcnn.tasks.training.OptimisationSettings;
import org.bcnn.tasks.training.TrainingTexts;
import picocli.CommandLine.Mixin;

/** The options of a run of training and evaluation, whatever its weights are. */
final class RunMixin {
  @Mixin private BackendMixin backend;

  @Mixin private TrainingDataMixin data;

  @Mixin private NetworkMixin network;

  @Mixin private ObjectiveMixin objective;

  @Mixin private OptimisationMixin optimisation;

  @Mixin private DetailsMixin details;

  @Mixin private RunOptionsMixin options;

  /**
   * What a run works with once its options are understood.
   *
   * @param provider the backend
   * @param options how it is opened
   * @param source the data set
   * @param context where its files are
   * @param details what evaluation looks into
   * @param tensorBoard whether event files are written
   */
  record Ready(
      BackendProvider provider,
      BackendOptions options,
      DataSource source,
      DataContext context,
      DetailsMixin.Details details,
      boolean tensorBoard) {}

  /** Chooses backend and data for a new run. */
  Ready ready(Services services, PrintWriter err) {
    BackendOptions opened = backend.options();
    DataSource source = data.files().source(services.dataSources(), data.name());
    BackendProvider provider = backend.choose(services.backends().get(), err);
    DataContext context = data.files().context(services.dataContext(), err);
    String remark = source.remark(context);
    if (!remark.isEmpty()) {
      err.println(remark);
    }
    return new Ready(
        provider,
        opened,
        source,
        context,
        details.load(services.dataSources(), context),
        options.tensorBoard());
  }

  /** Chooses what a checkpoint was trained on, unless another backend is named. */
  Ready readyToGoOn(Checkpoint checkpoint, Services services, PrintWriter err) {
    BackendOptions opened = backend.options();
    DataSource source =
        data.files().source(services.dataSources(), checkpoint.training().get(TrainingTexts.DATA));
    BackendProvider provider =
        backend.chooseLike(
            checkpoint.provenance().get(Provenance.BACKEND), services.backends().get(), err);
    DataContext context = data.files().context(services.dataContext(), err);
    return new Ready(
        provider,
        opened,
        source,
        context,
        details.load(services.dataSources(), context),
        options.tensorBoard());
  }

  /** Loads the images of a run with a seed. */
  TrainingData load(Ready ready, long runSeed) {
    return data.load(ready.source(), ready.context(), runSeed);
  }

  /** Loads the images of a run with a seed, so many of the training images at most. */
  TrainingData load(Ready ready, int trainLimit, long runSeed) {
    return data.load(ready.source(), ready.context(), OptionalInt.of(trainLimit), runSeed);
  }

  TrainingPlan plan(WeightsDescription weights, double dropout, long runSeed) {
    return plan(weights, dropout, optimisation.settings(), runSeed);
  }

  /** Plans a run of another number of epochs than was given. */
  TrainingPlan plan(WeightsDescription weights, double dropout, int epochs, long runSeed) {
    return plan(weights, dropout, optimisation.settings(epochs), runSeed);
  }

  private TrainingPlan plan(
      WeightsDescription weights, double dropout, OptimisationSettings optimised, long runSeed) {
    return new TrainingPlan(
        network.model(),
        network.activation(),
        network.width(),
        dropout,
        weights,
        objective.settings(),
        optimised,
        data.augmentation(),
        runSeed);
  }

  /** Returns how the result of a plan is evaluated. */
  EvaluationPlan evaluation(TrainingPlan plan) {
    return new EvaluationPlan(plan.objective().estimator(), options.evalDraws(), plan.seed());
  }

  long seed() {
    return options.seed();
  }

  /** Names the kind of run, for the name of its folder. */
  String folderName(Ready ready) {
    return String.join("-", DataMixin.plain(data.name()), network.model(), ready.provider().name())
        .toLowerCase(Locale.ROOT);
  }

  /** Compares the options given with what a checkpoint was trained by. */
  void compare(Contradictions contradictions, Checkpoint checkpoint, TrainingPlan stored) {
    Map<String, String> settings = checkpoint.training();
    data.compare(contradictions, settings, stored.seed());
    network.compare(contradictions, stored);
    contradictions.compare("--seed", this::seed, stored.seed());
    Map<String, String> given = plan(stored.weights(), 0, seed()).settings();
    StoredOptions.compare(contradictions, given, settings);
    contradictions.compare(
        "--augment",
        () -> given.get(TrainingPlan.AUGMENTATION),
        settings.get(TrainingPlan.AUGMENTATION));
  }
}
