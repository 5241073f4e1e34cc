package org.bcnn.tasks.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendOptions;
import org.bcnn.backend.BackendProvider;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.gan.GanData;
import org.bcnn.tasks.gan.GanPlan;
import org.bcnn.tasks.gan.measure.FeatureNetwork;
import org.bcnn.tasks.gan.measure.GanEvaluator;

/**
 * A run of a game from the first round to the scores: the network that images are compared by, then
 * the game, then its evaluation.
 */
final class GanRun {
  private final GanPlan plan;
  private final Images images;
  private final GanEvaluationMixin evaluation;
  private final RunOutput output;
  private final Services services;

  GanRun(
      GanPlan plan,
      Images images,
      GanEvaluationMixin evaluation,
      RunOutput output,
      Services services) {
    this.plan = plan;
    this.images = images;
    this.evaluation = evaluation;
    this.output = output;
    this.services = services;
  }

  /**
   * The images of a run.
   *
   * @param data the real images
   * @param others the test images of other data sets by name, brought to the same size
   * @param features where the network is that images are compared by, or where it will be
   */
  record Images(GanData data, Map<String, LabelledImages> others, Path features) {}

  /** Trains from the start. */
  void execute(BackendProvider provider, BackendOptions options) {
    run(provider, options, GanTraining::start);
  }

  /** Goes on where a checkpoint was written. */
  void resume(BackendProvider provider, BackendOptions options, Checkpoint checkpoint) {
    run(provider, options, (training, judge) -> training.resume(checkpoint, judge));
  }

  private void run(
      BackendProvider provider,
      BackendOptions options,
      BiFunction<GanTraining, GanTraining.Judge, GanTraining.Trained> training) {
    output.folder().deleteStrayFiles();
    GanData data = images.data();
    try (Backend backend = provider.open(options);
        FeatureNetwork features =
            evaluation.open(backend, data, images.features(), output.err(), services)) {
      GanEvaluator evaluator =
          new GanEvaluator(
              backend,
              features,
              data,
              images.others(),
              evaluation.settings(plan.seed()),
              services.noise());
      GanTraining.Trained trained =
          training.apply(
              new GanTraining(backend, plan, data, output, services), evaluator::epochScores);
      new GanEvaluation(backend, data, features, evaluator, output, services)
          .report(trained.players(), Optional.of(trained), data.settings(plan), plan.seed());
    }
  }
}
