package org.bcnn.tasks.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bcnn.tasks.classification.DetailedEvaluation;
import org.bcnn.tasks.classification.Evaluation;
import org.bcnn.tasks.classification.OutOfDistribution;
import org.bcnn.uncertainty.RejectionCurve;
import org.bcnn.uncertainty.ReliabilityDiagram;

/**
 * The scores of a run by name, in the order they were put, as {@code metrics.json} holds them. Not
 * thread-safe.
 */
public final class Metrics {
  /** The file's name. */
  public static final String FILE = "metrics.json";

  private final Map<String, Object> values = new LinkedHashMap<>();

  /** Starts without scores. */
  public Metrics() {}

  /**
   * Adds a value.
   *
   * @param name its name
   * @param value a number, a string, a list or map of such, or null where there is no such value; a
   *     number that is not finite becomes null, for which JSON has no other word
   * @return this
   */
  public Metrics put(String name, Object value) {
    boolean finite = !(value instanceof Double number) || Double.isFinite(number);
    values.put(name, finite ? value : null);
    return this;
  }

  /**
   * Adds the scores of an evaluation.
   *
   * @param evaluation the scores
   * @return this
   */
  public Metrics put(Evaluation evaluation) {
    return put("accuracy", evaluation.calibration().accuracy())
        .put("nll", evaluation.calibration().negativeLogLikelihood())
        .put("ece", evaluation.calibration().expectedCalibrationError())
        .put("brier", evaluation.calibration().brier())
        .put("epistemic", evaluation.epistemic())
        .put("aleatoric", evaluation.aleatoric())
        .put("predictiveEntropy", evaluation.predictiveEntropy())
        .put("mutualInformation", evaluation.mutualInformation());
  }

  /**
   * Adds what a detailed evaluation has beyond the scores.
   *
   * @param detailed the evaluation
   * @param targetAccuracy the share of the answers that must be right, for which a threshold on the
   *     predictive entropy is looked for
   * @return this
   */
  public Metrics putDetails(DetailedEvaluation detailed, double targetAccuracy) {
    Map<String, Object> softplus = new LinkedHashMap<>();
    softplus.put("epistemic", detailed.softplus().epistemic());
    softplus.put("aleatoric", detailed.softplus().aleatoric());
    put("softplus", softplus);
    Map<String, Object> threshold = new LinkedHashMap<>();
    threshold.put("targetAccuracy", targetAccuracy);
    Optional<RejectionCurve.Point> point = detailed.rejection().forAccuracy(targetAccuracy);
    threshold.put("predictiveEntropy", point.map(RejectionCurve.Point::threshold).orElse(null));
    threshold.put("coverage", point.map(RejectionCurve.Point::coverage).orElse(0.0));
    threshold.put("accuracy", point.map(RejectionCurve.Point::accuracy).orElse(null));
    put("refusal", threshold);
    put("rejectionCurve", rejectionCurve(detailed.rejection()));
    put("reliability", reliability(detailed.reliability()));
    put("confusion", detailed.confusion().counts());
    Map<String, Object> ood = new LinkedHashMap<>();
    detailed.outOfDistribution().forEach((name, scores) -> ood.put(name, detection(scores)));
    put("ood", ood);
    return put("corruptions", CorruptionTable.rows(detailed.corruptions()));
  }

  private static List<Map<String, Object>> rejectionCurve(RejectionCurve curve) {
    List<Map<String, Object>> points = new ArrayList<>();
    for (int tenths = 10; tenths > 0; tenths--) {
      RejectionCurve.Point point = curve.forCoverage(tenths / 10.0);
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("predictiveEntropy", point.threshold());
      values.put("coverage", point.coverage());
      values.put("accuracy", point.accuracy());
      points.add(values);
    }
    return points;
  }

  private static List<Map<String, Object>> reliability(ReliabilityDiagram diagram) {
    List<Map<String, Object>> bins = new ArrayList<>();
    for (ReliabilityDiagram.Bin bin : diagram.bins()) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("from", bin.lower());
      values.put("to", bin.upper());
      values.put("examples", bin.examples());
      values.put("confidence", bin.examples() == 0 ? null : bin.confidence());
      values.put("accuracy", bin.examples() == 0 ? null : bin.accuracy());
      bins.add(values);
    }
    return bins;
  }

  private static Map<String, Object> detection(OutOfDistribution scores) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("images", scores.images());
    scores
        .byName()
        .forEach(
            (name, detection) -> {
              Map<String, Object> pair = new LinkedHashMap<>();
              pair.put("auroc", detection.auroc());
              pair.put("fpr95", detection.falsePositiveRate95());
              values.put(name, pair);
            });
    return values;
  }

  /**
   * Returns the values.
   *
   * @return name and value of each, unmodifiable
   */
  public Map<String, Object> values() {
    return Collections.unmodifiableMap(values);
  }

  /**
   * Writes {@code metrics.json}.
   *
   * @param folder where it goes
   * @throws OutputException if it cannot be written
   */
  public void write(RunFolder folder) {
    folder.write(FILE, Json.text(values));
  }
}
