package org.bcnn.tasks.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bcnn.tasks.classification.Evaluation;

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
   * @param value a number, a string, a map of such, or null where there is no such value; a number
   *     that is not finite becomes null, for which JSON has no other word
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
