package org.bcnn.tasks.pruning;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.models.pruning.Pruning;
import org.bcnn.models.pruning.WeightTensor;

/**
 * The weights of a network that are left, for histograms.
 *
 * @param magnitudes |μ| of each
 * @param decibels the signal-to-noise ratio of each, {@code 20 log10(|μ| / σ)}; empty for plain
 *     weights
 */
public record WeightDistributions(double[] magnitudes, double[] decibels) {
  /**
   * Looks at a network.
   *
   * @param checkpoint the network
   * @return its weights, biases left out
   */
  public static WeightDistributions of(Checkpoint checkpoint) {
    Checkpoint prunable = Pruning.prunable(checkpoint);
    List<WeightTensor> weights = Pruning.weights(prunable.network().variables(), prunable.values());
    DoubleStream magnitudes = DoubleStream.empty();
    DoubleStream decibels = DoubleStream.empty();
    for (WeightTensor tensor : weights) {
      int[] left = left(tensor);
      magnitudes =
          DoubleStream.concat(
              magnitudes, Arrays.stream(left).mapToDouble(i -> Math.abs(tensor.mean(i))));
      if (tensor.isDistribution()) {
        decibels =
            DoubleStream.concat(
                decibels,
                Arrays.stream(left)
                    .mapToDouble(
                        i -> 20 * Math.log10(Math.abs(tensor.mean(i)) / tensor.deviation(i))));
      }
    }
    return new WeightDistributions(magnitudes.toArray(), decibels.toArray());
  }

  private static int[] left(WeightTensor tensor) {
    return IntStream.range(0, tensor.size()).filter(tensor::isKept).toArray();
  }
}
