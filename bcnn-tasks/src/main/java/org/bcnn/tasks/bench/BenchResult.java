package org.bcnn.tasks.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bcnn.backend.BackendInfo;

/** What a benchmark measured on one backend. Immutable. */
public final class BenchResult {
  private static final List<String> CONTENDERS =
      List.of(
          LeNetBenchmark.DETERMINISTIC_STEP,
          LeNetBenchmark.BAYESIAN_STEP,
          LeNetBenchmark.MEAN_STEP,
          LeNetBenchmark.NATIVE_STEP,
          LeNetBenchmark.DETERMINISTIC_FORWARD,
          LeNetBenchmark.BAYESIAN_FORWARD,
          LeNetBenchmark.HOST_NOISE,
          LeNetBenchmark.BAYESIAN_PREDICTION);

  private final BackendInfo backend;
  private final BenchSettings settings;
  private final Rounds rounds;

  BenchResult(BackendInfo backend, BenchSettings settings, Rounds rounds) {
    this.backend = backend;
    this.settings = settings;
    this.rounds = rounds;
  }

  /**
   * Returns the result that matters most.
   *
   * @return the median of the time of a Bayesian training step over that of a deterministic one in
   *     the same round
   */
  public double stepRatio() {
    return rounds.ratio(LeNetBenchmark.BAYESIAN_STEP, LeNetBenchmark.DETERMINISTIC_STEP);
  }

  /**
   * Returns the cost of a Monte Carlo prediction.
   *
   * @return the median of the time of a Bayesian prediction with all its draws over that of one
   *     deterministic pass in the same round
   */
  public double predictionRatio() {
    return rounds.ratio(LeNetBenchmark.BAYESIAN_PREDICTION, LeNetBenchmark.DETERMINISTIC_FORWARD);
  }

  /**
   * Says what a Bayesian step spends its time on, as shares of it. What is left out of a variant
   * takes the difference between the two.
   *
   * @return share by part, in the order of a step
   */
  public Map<String, Double> shares() {
    double whole = rounds.median(LeNetBenchmark.BAYESIAN_STEP);
    double plain = rounds.median(LeNetBenchmark.DETERMINISTIC_STEP);
    double mean = rounds.median(LeNetBenchmark.MEAN_STEP);
    double plainForward = rounds.median(LeNetBenchmark.DETERMINISTIC_FORWARD);
    double forward = rounds.median(LeNetBenchmark.BAYESIAN_FORWARD);
    Map<String, Double> shares = new LinkedHashMap<>();
    shares.put("deterministic forward pass", plainForward / whole);
    shares.put("deterministic gradients and optimiser", (plain - plainForward) / whole);
    shares.put("KL and optimising the scales", (mean - plain) / whole);
    shares.put("variances and noise, forward", (forward - plainForward) / whole);
    shares.put("variances and noise, gradients", (whole - mean - forward + plainForward) / whole);
    return shares;
  }

  /**
   * Returns everything for a file.
   *
   * @return names and values, in a fixed order
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("backend", backend.name());
    map.put("backendVersion", backend.engine() + " (native " + backend.nativeVersion() + ")");
    map.put("device", backend.device());
    map.put("threads", backend.threads());
    map.put("batchSize", settings.batchSize());
    map.put("activation", settings.activation().name().toLowerCase(Locale.ROOT));
    map.put("draws", settings.draws());
    map.put("rounds", settings.rounds());
    map.put("roundsCounted", rounds.count());
    map.put("foreignLoad", rounds.foreignShare());
    map.put("trainingStepRatio", stepRatio());
    map.put("predictionRatio", predictionRatio());
    map.put("predictionRatioPerDraw", predictionRatio() / settings.draws());
    map.put("sharesOfBayesianStep", shares());
    Map<String, Object> medians = new LinkedHashMap<>();
    CONTENDERS.forEach(name -> medians.put(name, rounds.median(name)));
    map.put("medianMilliseconds", medians);
    return map;
  }

  /**
   * Describes the result to a reader.
   *
   * @return several lines
   */
  public String describe() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%s, LeNet-5 28x28, %s, batch %d, threads %s%n",
            backend.name(),
            settings.activation().name().toLowerCase(Locale.ROOT),
            settings.batchSize(),
            backend.threads() == 0 ? "as the engine chooses" : backend.threads()));
    text.append(
        String.format(
            "  training step, Bayesian (local reparameterisation) / deterministic   %.2f%n",
            stepRatio()));
    text.append(
        String.format(
            "  prediction, %d draws / one deterministic pass   %.1f  (%.2f a draw)%n",
            settings.draws(), predictionRatio(), predictionRatio() / settings.draws()));
    text.append(String.format("  a Bayesian step spends its time on%n"));
    shares()
        .forEach(
            (part, share) -> text.append(String.format("    %-38s %3.0f %%%n", part, 100 * share)));
    text.append(
        String.format(
            "  noise made on the host, beside the engine: %.0f %% of a step; with the engine's own noise a "
                + "step costs %.2f of this%n",
            100 * rounds.ratio(LeNetBenchmark.HOST_NOISE, LeNetBenchmark.BAYESIAN_STEP),
            rounds.ratio(LeNetBenchmark.NATIVE_STEP, LeNetBenchmark.BAYESIAN_STEP)));
    text.append(
        String.format(
            "  medians of %d rounds in turns; other processes used %.0f %% of the processors%n",
            rounds.count(), 100 * rounds.foreignShare()));
    return text.toString();
  }
}
