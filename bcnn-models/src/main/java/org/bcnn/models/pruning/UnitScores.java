package org.bcnn.models.pruning;

import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.bcnn.tensor.HostTensor;

/** The scores of the units of a layer, from the weights to and from each. */
record UnitScores(double[] scores) {
  /**
   * Weights as those of a layer.
   *
   * @param layer the layer
   * @param weights its weights
   */
  record Side(UnitLayer layer, WeightTensor weights) {}

  double of(int unit) {
    return scores[unit];
  }

  /**
   * Scores units.
   *
   * @param in the layer that they are of
   * @param out the layer that follows
   */
  static UnitScores of(
      Side in, Side out, PruningCriterion criterion, Map<String, HostTensor> values) {
    int units = in.layer.units();
    double[] to = side(in.weights, in.layer::output, units, criterion, values);
    if (criterion == PruningCriterion.KL) {
      return new UnitScores(to);
    }
    double[] from = side(out.weights, out.layer::input, units, criterion, values);
    double[] scores = new double[units];
    for (int unit = 0; unit < units; unit++) {
      scores[unit] = to[unit] * from[unit];
    }
    return new UnitScores(scores);
  }

  private static double[] side(
      WeightTensor weights,
      IntUnaryOperator unit,
      int units,
      PruningCriterion criterion,
      Map<String, HostTensor> values) {
    if (criterion == PruningCriterion.SNR) {
      criterion.requireDistribution(weights);
      return ratios(weights, unit, units);
    }
    double[] each = criterion.scores(weights, values);
    double[] means = new double[units];
    for (int i = 0; i < each.length; i++) {
      // Removed weights tell nothing, and have no divergence.
      means[unit.applyAsInt(i)] += weights.isKept(i) ? each[i] * units / each.length : 0;
    }
    return means;
  }

  /** {@code ‖μ‖ / ‖σ‖} of the weights of each unit. */
  private static double[] ratios(WeightTensor weights, IntUnaryOperator unit, int units) {
    double[] signal = new double[units];
    double[] noise = new double[units];
    for (int i = 0; i < weights.size(); i++) {
      if (weights.isKept(i)) {
        int of = unit.applyAsInt(i);
        signal[of] += weights.mean(i) * weights.mean(i);
        noise[of] += weights.deviation(i) * weights.deviation(i);
      }
    }
    double[] ratios = new double[units];
    for (int i = 0; i < units; i++) {
      ratios[i] = Math.sqrt(signal[i] / Math.max(noise[i], Double.MIN_NORMAL));
    }
    return ratios;
  }
}
