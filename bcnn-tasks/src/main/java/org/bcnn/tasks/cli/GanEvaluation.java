package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bcnn.backend.Backend;
import org.bcnn.models.Player;
import org.bcnn.tasks.gan.GanData;
import org.bcnn.tasks.gan.GanPlan;
import org.bcnn.tasks.gan.ImageSampler;
import org.bcnn.tasks.gan.TrainedGan;
import org.bcnn.tasks.gan.measure.FeatureNetwork;
import org.bcnn.tasks.gan.measure.GanEvaluator;
import org.bcnn.tasks.gan.measure.GanScores;
import org.bcnn.tasks.report.GanValues;
import org.bcnn.tasks.report.Metrics;
import org.bcnn.tasks.report.Provenance;
import org.bcnn.tasks.report.page.GanPage;
import org.bcnn.tasks.report.page.ImageSheet;

/** Measures a game and writes down what was found. */
final class GanEvaluation {
  private static final int SHOWN = 100;

  private final Backend backend;
  private final GanData data;
  private final FeatureNetwork features;
  private final GanEvaluator evaluator;
  private final RunOutput output;
  private final Services services;

  GanEvaluation(
      Backend backend,
      GanData data,
      FeatureNetwork features,
      GanEvaluator evaluator,
      RunOutput output,
      Services services) {
    this.backend = backend;
    this.data = data;
    this.features = features;
    this.evaluator = evaluator;
    this.output = output;
    this.services = services;
  }

  /**
   * Measures, and writes pictures, metrics.json, the page and the console's lines.
   *
   * @param players the players
   * @param trained how they were trained; empty if that was not now
   * @param settings what the checkpoint says of training
   * @param seed decides what is shown
   */
  void report(
      TrainedGan players,
      Optional<GanTraining.Trained> trained,
      Map<String, String> settings,
      long seed) {
    output.err().println("scoring generated images");
    output.err().flush();
    GanScores scores = evaluator.evaluate(players, services.interruption()::requested);
    GanSheets sheets;
    try (ImageSampler sampler =
        ImageSampler.open(
            backend, players.generator(), players.generatorValues(), services.noise())) {
      sheets = GanSheets.of(sampler, players, SHOWN, seed);
    }
    sheets.write(output.folder());
    Metrics metrics = metrics(players, scores, trained, settings, seed);
    metrics.write(output.folder());
    page(players, scores, metrics, sheets, seed).write(output.folder(), trained.isPresent());
    PrintWriter out = output.out();
    out.print(GanValues.text(scores));
    out.printf("results in %s%n", output.folder());
    out.flush();
  }

  private Metrics metrics(
      TrainedGan players,
      GanScores scores,
      Optional<GanTraining.Trained> trained,
      Map<String, String> settings,
      long seed) {
    Metrics metrics = new Metrics();
    GanValues.put(metrics, scores, data.train().classNames());
    return metrics
        .put("featuresAccuracy", features.accuracy(data.test()))
        .put("generatorParameters", players.generator().trainableValues())
        .put("discriminatorParameters", players.discriminator().trainableValues())
        .put("epochs", trained.map(GanTraining.Trained::epochs).orElse(null))
        .put("trainSeconds", trained.map(GanTraining.Trained::seconds).orElse(null))
        .put("bayesian", players.plan().weights().players().toString())
        .put("data", data.name())
        .put("testExamples", data.test().count())
        .put("backend", backend.info().name())
        .put("backendVersion", Provenance.version(backend.info()))
        .put("seed", seed)
        .put("training", new LinkedHashMap<>(settings))
        .put("provenance", Provenance.of(backend.info()));
  }

  private GanPage page(
      TrainedGan players, GanScores scores, Metrics metrics, GanSheets sheets, long seed) {
    GanPlan plan = players.plan();
    List<ImageSheet> shown = new ArrayList<>();
    shown.add(
        new ImageSheet(
            "Generated", "Of random latent vectors.", sheets.samples(), GanGrids.COLUMNS));
    shown.add(
        new ImageSheet(
            "Real",
            "Test images, to compare with.",
            data.test().sample(SHOWN, seed),
            GanGrids.COLUMNS));
    shown.add(
        new ImageSheet(
            "Interpolation",
            "Each row goes from one latent vector to another, along a great circle.",
            sheets.paths(),
            GanGrids.COLUMNS));
    sheets
        .draws()
        .ifPresent(
            draws ->
                shown.add(
                    new ImageSheet(
                        "Draws of the weights",
                        "Each row is one latent vector, under a draw of the generator's weights a "
                            + "column.",
                        draws,
                        GanGrids.COLUMNS)));
    return new GanPage(
        String.format("%s on %s", DataMixin.plain(plan.generator().model()), data.name()),
        String.format(
            "Bayesian players: %s; %s on %s; %,d images were scored",
            plan.weights().players(),
            metrics.values().get("trainSeconds") == null ? "evaluated" : "trained and evaluated",
            metrics.values().get("backend"),
            scores.samples().images()),
        network(players),
        metrics,
        shown);
  }

  private static Map<String, String> network(TrainedGan players) {
    Map<String, String> network = new LinkedHashMap<>();
    network.put("model", players.generator().description().model());
    network.put("latent", Integer.toString(players.generator().description().latent()));
    network.put("size", Integer.toString(players.generator().description().size()));
    network.put("channels", Integer.toString(players.generator().description().channels()));
    for (Player player : List.of(players.generator(), players.discriminator())) {
      boolean bayesian = !player.variables().variational().isEmpty();
      network.put(
          player == players.generator() ? "generator" : "discriminator",
          String.format("%,d weights, %s", player.weights(), bayesian ? "Bayesian" : "plain"));
    }
    network.put("generatorWidth", widthOf(players.generator().description().widthMultiplier()));
    network.put(
        "discriminatorWidth", widthOf(players.discriminator().description().widthMultiplier()));
    return network;
  }

  private static String widthOf(double multiplier) {
    return Double.toString(multiplier);
  }
}
