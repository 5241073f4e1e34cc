package org.bcnn.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.DeterministicParameter;
import org.bcnn.layer.Layer;
import org.bcnn.layer.NetworkVariables;
import org.bcnn.layer.Parameter;
import org.bcnn.objective.HeteroscedasticLikelihood;
import org.bcnn.objective.LearnedGaussianLikelihood;
import org.bcnn.objective.Likelihood;
import org.bcnn.objective.MeanAndLogVariance;
import org.bcnn.tensor.Shape;

/**
 * A network that maps images {@code [batch, channels, height, width]} of any size to distributions
 * of the pixels of images that are r times as high and wide, with the likelihood that it is trained
 * by. Immutable and thread-safe.
 *
 * <p>Given the weights, a pixel is Gaussian. Its mean is the network's output; the standard
 * deviation of its noise is one number for all pixels, learned as {@code exp} of the variable
 * {@value #LOG_DEVIATION}, or it is predicted for each pixel, as {@link NoiseModel} says.
 *
 * @param description what it was built from
 * @param network the network, whose output is {@code [batch, outputChannels, r · height, r ·
 *     width]}
 * @param receptiveRadius how far an output sees, in pixels of the small image ({@link
 *     SuperResolutionModel#receptiveRadius})
 */
public record SuperResolver(
    SuperResolutionDescription description, Layer network, int receptiveRadius)
    implements DescribedNetwork {
  /** The variable of the logarithm of a standard deviation that is learned, a scalar. */
  public static final String LOG_DEVIATION = "likelihood/log-deviation";

  /** What a learned standard deviation starts from, for pixels from 0 to 1. */
  public static final double INITIAL_DEVIATION = 0.1;

  /** Checks that the radius is not negative. */
  public SuperResolver {
    if (receptiveRadius < 0) {
      throw new IllegalArgumentException(
          "a receptive radius is a distance in pixels and not negative, got " + receptiveRadius);
    }
  }

  /**
   * Returns the shape of a batch of small images.
   *
   * @param batch the number of images
   * @param height their height in pixels
   * @param width their width in pixels
   * @return {@code [batch, channels, height, width]}
   */
  public Shape inputShape(int batch, int height, int width) {
    return Shape.of(batch, description.channels(), height, width);
  }

  /**
   * Returns the shape of a batch of large images.
   *
   * @param batch the number of images
   * @param height the height of the small images in pixels
   * @param width the width of the small images in pixels
   * @return {@code [batch, channels, r · height, r · width]}
   */
  public Shape targetShape(int batch, int height, int width) {
    int factor = description.factor();
    return Shape.of(
        batch,
        description.channels(),
        Math.multiplyExact(factor, height),
        Math.multiplyExact(factor, width));
  }

  /**
   * Returns what is learned of the noise.
   *
   * @return the logarithm of the standard deviation, a scalar; empty if the noise is predicted
   */
  public Optional<DeterministicParameter> logDeviation() {
    return switch (description.noise()) {
      case LEARNED ->
          Optional.of(LearnedGaussianLikelihood.logDeviation(LOG_DEVIATION, INITIAL_DEVIATION));
      case PREDICTED -> Optional.empty();
    };
  }

  /**
   * Returns the variables of the network, followed by that of the likelihood if it has one.
   *
   * @return the variables that together are what is trained
   * @throws IllegalArgumentException if a layer has a variable of the likelihood's name
   */
  @Override
  public NetworkVariables variables() {
    List<Parameter> parameters = new ArrayList<>(network.parameters());
    logDeviation().ifPresent(parameters::add);
    return NetworkVariables.of(parameters, network.buffers());
  }

  /**
   * Makes the likelihood of a batch of large images.
   *
   * @param targets the images, {@code [batch, channels, r · height, r · width]}
   * @return the likelihood, for outputs of the network; nats are summed over an image's pixels
   */
  public Likelihood<Tensor> likelihood(Tensor targets) {
    Optional<DeterministicParameter> logDeviation = logDeviation();
    if (logDeviation.isPresent()) {
      return new LearnedGaussianLikelihood(targets, logDeviation.get());
    }
    HeteroscedasticLikelihood predicted = new HeteroscedasticLikelihood(targets);
    return output -> predicted.negativeLogLikelihood(MeanAndLogVariance.split(output));
  }

  /**
   * Takes the means from an output.
   *
   * @param output the network's output, {@code [batch, outputChannels, r · height, r · width]}
   * @return the means of the pixels, {@code [batch, channels, r · height, r · width]}
   */
  public Tensor mean(Tensor output) {
    return switch (description.noise()) {
      case LEARNED -> output;
      case PREDICTED -> MeanAndLogVariance.split(output).mean();
    };
  }

  /**
   * Returns the variance of the noise of each pixel, the aleatoric part of a prediction's variance.
   *
   * @param output the network's output, {@code [batch, outputChannels, r · height, r · width]}
   * @return the variances (not the deviations), {@code [batch, channels, r · height, r · width]}
   */
  public Tensor noiseVariance(Tensor output) {
    Optional<DeterministicParameter> logDeviation = logDeviation();
    if (logDeviation.isPresent()) {
      Tensor logarithm = logDeviation.get().mean(output.graph());
      return logarithm.multiply(2).exp().broadcastTo(output.shape());
    }
    double bound = HeteroscedasticLikelihood.DEFAULT_BOUND;
    return HeteroscedasticLikelihood.variance(MeanAndLogVariance.split(output), -bound, bound);
  }
}
