package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bcnn.backend.Backend;
import org.bcnn.models.SuperResolutionDescription;
import org.bcnn.models.SuperResolver;
import org.bcnn.models.WeightsDescription;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.tasks.report.Metrics;
import org.bcnn.tasks.report.Provenance;
import org.bcnn.tasks.report.SuperResolutionTable;
import org.bcnn.tasks.report.page.SuperResolutionPage;
import org.bcnn.tasks.superresolution.PictureExample;
import org.bcnn.tasks.superresolution.PictureSet;
import org.bcnn.tasks.superresolution.SetScores;
import org.bcnn.tasks.superresolution.SuperResolutionEvaluator;
import org.bcnn.tasks.superresolution.SuperResolutionTask;
import org.bcnn.tasks.training.BestEpoch;
import org.bcnn.tasks.training.NetworkSession;
import org.bcnn.tasks.training.Stopwatch;
import org.bcnn.tasks.training.TrainingInterruptedException;
import org.bcnn.tasks.training.TrainingState;
import org.bcnn.tensor.HostTensor;

/** Scores a network on sets of pictures and writes down what was found. */
final class SuperresEvaluation {
  private final Backend backend;
  private final Services services;
  private final int draws;
  private final long seed;
  private final RunOutput output;

  SuperresEvaluation(Backend backend, Services services, int draws, long seed, RunOutput output) {
    this.backend = backend;
    this.services = services;
    this.draws = draws;
    this.seed = seed;
    this.output = output;
  }

  /**
   * A network with its values.
   *
   * @param resolver the network
   * @param weights what its weights are
   * @param values the values of its variables by name
   * @param epoch the last epoch that they have seen the end of, null if that is not known
   */
  record Network(
      SuperResolver resolver,
      WeightsDescription weights,
      Map<String, HostTensor> values,
      Integer epoch) {
    /** Takes the network of a checkpoint. */
    static Network of(Checkpoint checkpoint) {
      return new Network(
          checkpoint.superResolver(),
          checkpoint.weights(),
          checkpoint.values(),
          checkpoint.progress().isEmpty()
              ? null
              : TrainingState.of(checkpoint.progress(), SuperResolutionTask.SCORES)
                  .history()
                  .size());
    }

    NetworkSession open(Backend backend, Services services) {
      return NetworkSession.restore(backend, resolver.variables(), services.noise(), values);
    }
  }

  /**
   * How a network was trained.
   *
   * @param outcome what training came to; empty if it was not trained now
   * @param twin the same of the deterministic twin
   * @param settings the settings
   */
  record Training(
      Optional<RecordedTraining.Outcome> outcome,
      Optional<RecordedTraining.Outcome> twin,
      Map<String, String> settings) {}

  /**
   * Scores a network and its twin, if it has one, and writes files and the console's table.
   *
   * @param sets the pictures, the first of them the test part of what was trained on
   */
  void report(
      Network network, Optional<Network> twin, Map<String, PictureSet> sets, Training training) {
    try (NetworkSession session = network.open(backend, services);
        NetworkSession twinSession = twin.map(other -> other.open(backend, services)).orElse(null);
        SuperResolutionEvaluator evaluator =
            new SuperResolutionEvaluator(
                new SuperResolutionEvaluator.Resolver(session, network.resolver()),
                twin.map(
                    other -> new SuperResolutionEvaluator.Resolver(twinSession, other.resolver())),
                draws,
                seed)) {
      Stopwatch stopwatch = new Stopwatch();
      stopwatch.start();
      List<SetScores> scores = scores(evaluator, sets);
      double seconds = stopwatch.stop();
      Metrics metrics = new Metrics();
      SuperResolutionTable.values(scores.get(0).mean()).forEach(metrics::put);
      metrics
          .put("klNats", session.klNats())
          .put("parameters", network.resolver().trainableValues())
          .put("factor", network.resolver().description().factor())
          .put("evalDraws", network.weights().bayesian() ? draws : 1)
          .put("evaluatedEpoch", network.epoch());
      put(metrics, training, twin, seconds);
      metrics
          .put("data", scores.get(0).set())
          .put("testPictures", scores.get(0).pictures().size())
          .put("backend", backend.info().name())
          .put("backendVersion", Provenance.version(backend.info()))
          .put("seed", seed)
          .put("units", SuperResolutionTable.units())
          .put("sets", SuperResolutionTable.json(scores))
          .put("training", new LinkedHashMap<>(training.settings()))
          .put("provenance", Provenance.of(backend.info()))
          .write(output.folder());
      SuperResolutionTable.write(output.folder(), scores);
      page(network, metrics, scores, examples(evaluator, sets, scores))
          .write(output.folder(), training.outcome().isPresent());
      print(scores, network, metrics);
    }
  }

  private List<SetScores> scores(SuperResolutionEvaluator evaluator, Map<String, PictureSet> sets) {
    int total = sets.values().stream().mapToInt(set -> set.pictures().size()).sum();
    List<SetScores> scores = new ArrayList<>();
    int before = 0;
    try (CountProgress progress =
        new CountProgress(output.err(), "evaluating", total, " pictures")) {
      for (PictureSet set : sets.values()) {
        int done = before;
        scores.add(
            evaluator.evaluate(
                set,
                picture -> {
                  stopIfAsked();
                  progress.update(done + picture);
                }));
        before += set.pictures().size();
      }
    }
    return scores;
  }

  /** The extremes of the first set, and an example of every other. */
  private static List<PictureExample> examples(
      SuperResolutionEvaluator evaluator, Map<String, PictureSet> sets, List<SetScores> scores) {
    List<PictureExample> examples = new ArrayList<>();
    int number = 0;
    for (PictureSet set : sets.values()) {
      SetScores scored = scores.get(number);
      if (number == 0) {
        examples.addAll(PictureExample.extremes(evaluator, set, scored));
      } else {
        examples.add(PictureExample.median(evaluator, set, scored));
      }
      number++;
    }
    return examples;
  }

  private SuperResolutionPage page(
      Network network, Metrics metrics, List<SetScores> scores, List<PictureExample> examples) {
    SuperResolutionDescription architecture = network.resolver().description();
    Map<String, Object> values = metrics.values();
    boolean bayesian = network.weights().bayesian();
    return new SuperResolutionPage(
        String.format(
            "%s by %d on %s", architecture.model(), architecture.factor(), values.get("data")),
        String.format(
            "%s weights, %s on %s; %,d test pictures, %s",
            bayesian ? "Bayesian" : "Deterministic",
            values.get("trainSeconds") == null ? "evaluated" : "trained and evaluated",
            values.get("backend"),
            scores.get(0).pictures().size(),
            bayesian
                ? values.get("evalDraws") + " posterior draws a prediction"
                : "a prediction each"),
        facts(architecture, network.weights()),
        metrics,
        scores,
        examples);
  }

  private static Map<String, String> facts(
      SuperResolutionDescription architecture, WeightsDescription weights) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("model", architecture.model());
    facts.put("factor", Integer.toString(architecture.factor()));
    facts.put("noise", architecture.noise().name().toLowerCase(Locale.ROOT));
    facts.put("activation", architecture.activation().name().toLowerCase(Locale.ROOT));
    facts.put("width", Double.toString(architecture.widthMultiplier()));
    facts.putAll(RunPage.facts(weights));
    return facts;
  }

  private void stopIfAsked() {
    if (services.interruption().requested()) {
      throw new TrainingInterruptedException("stopped while pictures were evaluated");
    }
  }

  private static void put(
      Metrics metrics, Training training, Optional<Network> twin, double evaluationSeconds) {
    Optional<RecordedTraining.Outcome> outcome = training.outcome();
    metrics
        .put(
            "bestEpoch",
            outcome
                .map(RecordedTraining.Outcome::best)
                .filter(BestEpoch::exists)
                .map(BestEpoch::epoch)
                .orElse(null))
        .put("trainSeconds", outcome.map(RecordedTraining.Outcome::seconds).orElse(null))
        .put(
            "examplesPerSecond",
            outcome.map(RecordedTraining.Outcome::examplesPerSecond).orElse(null))
        .put("evaluationSeconds", evaluationSeconds);
    if (twin.isPresent()) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("parameters", twin.get().resolver().trainableValues());
      facts.put("evaluatedEpoch", twin.get().epoch());
      double seconds = training.twin().map(RecordedTraining.Outcome::seconds).orElse(Double.NaN);
      facts.put("trainSeconds", Double.isFinite(seconds) ? seconds : null);
      metrics.put("deterministic", facts);
    }
  }

  private void print(List<SetScores> scores, Network network, Metrics metrics) {
    PrintWriter out = output.out();
    out.printf(
        "factor %d, %s draws; PSNR in dB, NLL in nats a pixel, deviations in levels from 0 to 1:%n",
        network.resolver().description().factor(), metrics.values().get("evalDraws"));
    out.print(SuperResolutionTable.text(scores));
    if (metrics.values().get("klNats") instanceof Double kl) {
      out.printf("  KL %.1f nats%n", kl);
    }
    out.printf("results in %s%n", output.folder());
    out.flush();
  }

  /** The name of a set, or the last one of a folder's, for names of files. */
  static String plain(String set) {
    Path name = Path.of(set).toAbsolutePath().normalize().getFileName();
    return (name == null ? "pictures" : name.toString()).replaceAll("[^A-Za-z0-9._-]", "_");
  }
}
