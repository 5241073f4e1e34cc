package org.bcnn.tasks.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.checkpoint.Checkpoints;
import org.bcnn.tasks.classification.EvaluationPlan;
import org.bcnn.tasks.classification.TrainingData;
import org.bcnn.tasks.classification.TrainingPlan;
import org.bcnn.tasks.report.RunFolder;
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
      "checkpoint.safetensors, metrics.json, history.csv (an epoch a row), layers.csv (an epoch and",
      "tensor of weights a row) and other tables; and with a validation part best.safetensors, of",
      "the epoch that predicts it best."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class ClassifyTrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private RunMixin run;

  @Mixin private WeightsMixin weights;

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
    if (out != null) {
      RunCheckpoints.requireNone(out);
    }
    TrainingPlan plan = run.plan(weights.description(), weights.dropout(), run.seed());
    EvaluationPlan evaluation = run.evaluation(plan);
    RunMixin.Ready ready = run.ready(services, spec.commandLine().getErr());
    TrainingData images = run.load(ready, run.seed());
    RunStart start = RunStart.of(plan, images, weights::start);
    RunFolder folder = out != null ? RunFolder.open(out) : RunFolder.create(run.folderName(ready));
    training(plan, evaluation, ready, images, folder)
        .execute(ready.provider(), ready.options(), start.classifier(), start.values());
  }

  private void resume() {
    Path file = RunCheckpoints.toGoOnFrom(resume);
    Checkpoint checkpoint = Checkpoints.read(file);
    TrainingPlan plan = TrainingPlan.of(checkpoint);
    refuseContradictions(checkpoint, plan);
    EvaluationPlan evaluation = run.evaluation(plan);
    RunMixin.Ready ready = run.readyToGoOn(checkpoint, services, spec.commandLine().getErr());
    TrainingData images = TrainingPlan.data(checkpoint, ready.source(), ready.context());
    RunFolder folder = RunFolder.open(file.toAbsolutePath().getParent());
    training(plan, evaluation, ready, images, folder)
        .resume(ready.provider(), ready.options(), checkpoint);
  }

  private TrainingRun training(
      TrainingPlan plan,
      EvaluationPlan evaluation,
      RunMixin.Ready ready,
      TrainingData images,
      RunFolder folder) {
    return new TrainingRun(
        plan,
        evaluation,
        ready.details(),
        images,
        new RunOutput(
            folder, ready.tensorBoard(), spec.commandLine().getOut(), spec.commandLine().getErr()),
        services);
  }

  private void refuseContradictions(Checkpoint checkpoint, TrainingPlan plan) {
    Contradictions contradictions = new Contradictions(spec.commandLine().getParseResult());
    contradictions.refuse("--out", "results go into the folder of the checkpoint");
    run.compare(contradictions, checkpoint, plan);
    weights.compare(contradictions, plan.dropout(), plan.weights());
    contradictions.check();
  }
}
