package org.bcnn.tasks.superresolution;

import java.util.List;
import java.util.Map;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.models.SuperResolver;
import org.bcnn.objective.ObjectiveTerms;
import org.bcnn.tasks.training.Minibatch;
import org.bcnn.tasks.training.TrainingGraph;
import org.bcnn.tasks.training.TrainingTask;
import org.bcnn.tensor.HostTensor;

/**
 * Learning to enlarge patches, by the Gaussian likelihood of their pixels. An example is a patch:
 * its negative log-likelihood is the sum over its pixels, in nats, of densities of levels from 0 to
 * 1, so that it may be negative.
 *
 * @param resolver the network with its likelihood
 * @param patchSize the side of a patch in pixels of the low resolution
 */
public record SuperResolutionTask(SuperResolver resolver, int patchSize) implements TrainingTask {
  /** The input {@code [batch, 1, p, p]} of patches in low resolution, levels from 0 to 1. */
  public static final String LOW = "low";

  /** The input {@code [batch, 1, factor p, factor p]} of what they are in truth. */
  public static final String HIGH = "high";

  /**
   * The scalar output of the squared error of the means, averaged over pixels, draws and patches:
   * of what a step is trained on, noise of the weights included.
   */
  public static final String SQUARED_ERROR = "squaredError";

  /** The score that is {@link #SQUARED_ERROR}, averaged over the patches of an epoch. */
  public static final String TRAIN_SQUARED_ERROR = "trainSquaredError";

  /** The score that is the PSNR of the mean prediction of the validation part, dB. */
  public static final String VALIDATION_PSNR = "validationPsnr";

  /** The names of the scores, as {@link TrainingTask#scoreNames} wants them. */
  public static final List<String> SCORES =
      List.of(TRAIN_SQUARED_ERROR, VALIDATION_PSNR, VALIDATION_NLL);

  @Override
  public NetworkVariables variables() {
    return resolver.variables();
  }

  /** Builds the objective of {@link #LOW}, {@link #HIGH} and κ, with {@link #SQUARED_ERROR}. */
  @Override
  public TrainingGraph graph(TrainingGraph.Settings settings, int batch) {
    GraphBuilder graph = new GraphBuilder();
    Tensor low = graph.input(LOW, resolver.inputShape(batch, patchSize, patchSize));
    Tensor high = graph.input(HIGH, resolver.targetShape(batch, patchSize, patchSize));
    ObjectiveTerms<Tensor> terms =
        settings
            .variational()
            .build(
                resolver.network(), low, resolver.likelihood(high), TrainingGraph.klWeight(graph));
    return new TrainingGraph(
        graph,
        settings.penalised(terms, variables()),
        Map.of(SQUARED_ERROR, error(terms.outputs(), high)));
  }

  private Tensor error(List<Tensor> outputs, Tensor high) {
    return outputs.stream()
        .map(output -> resolver.mean(output).subtract(high).square().mean())
        .reduce(Tensor::add)
        .orElseThrow()
        .multiply(1.0 / outputs.size());
  }

  @Override
  public double score(Minibatch minibatch, Map<String, HostTensor> outputs) {
    return (double) outputs.get(SQUARED_ERROR).item() * minibatch.size();
  }

  @Override
  public List<String> scoreNames() {
    return SCORES;
  }
}
