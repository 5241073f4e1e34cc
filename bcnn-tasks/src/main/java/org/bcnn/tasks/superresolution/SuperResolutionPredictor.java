package org.bcnn.tasks.superresolution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.models.SuperResolver;
import org.bcnn.tasks.image.Plane;
import org.bcnn.tasks.training.NetworkSession;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * Enlarges pictures by posterior draws and says how sure each pixel is: the epistemic variance is
 * that of the means over the draws, the aleatoric one the average of the noise's (Kendall and Gal
 * 2017). Each draw is a sample of the weights, one for all pixels: local reparameterisation would
 * draw noise for each pixel by itself, and a map of it would show none of what pixels share. A
 * function is compiled for each size of picture. Not thread-safe.
 */
public final class SuperResolutionPredictor implements AutoCloseable {
  private static final String MEAN = "mean";
  private static final String NOISE = "noise";

  private final NetworkSession owner;
  private final SuperResolver resolver;
  private final int draws;
  private final boolean sampled;
  private final Map<Shape, Executable> compiled = new LinkedHashMap<>();

  /**
   * Prepares predictions.
   *
   * @param owner the network with its values
   * @param resolver the network
   * @param draws S, the number of draws; a network without distributions takes one, whatever this
   *     is, as all would be alike
   * @throws IllegalArgumentException if there is to be no draw
   */
  public SuperResolutionPredictor(NetworkSession owner, SuperResolver resolver, int draws) {
    if (draws < 1) {
      throw new IllegalArgumentException("draws must be at least 1, got " + draws);
    }
    this.owner = owner;
    this.resolver = resolver;
    sampled = !resolver.variables().variational().isEmpty();
    this.draws = sampled ? draws : 1;
  }

  /**
   * Enlarges a picture.
   *
   * @param low {@code [height, width]}, the luma in low resolution, levels from 0 to 1
   * @param noise where in the addressed noise the weights are drawn
   * @return the prediction of each pixel, {@code [factor height, factor width]}
   */
  public PixelPrediction predict(Plane low, NoiseSeed noise) {
    Shape shape = resolver.inputShape(1, low.height(), low.width());
    Map<String, HostTensor> outputs =
        compiled
            .computeIfAbsent(shape, size -> owner.session().compile(function(size)))
            .run(Map.of(SuperResolutionTask.LOW, tensor(low, shape)), noise);
    int height = resolver.description().factor() * low.height();
    int width = resolver.description().factor() * low.width();
    float[] means = outputs.get(MEAN).data();
    float[] noises = outputs.get(NOISE).data();
    int pixels = height * width;
    double[] mean = new double[pixels];
    double[] epistemic = new double[pixels];
    double[] aleatoric = new double[pixels];
    for (int pixel = 0; pixel < pixels; pixel++) {
      for (int draw = 0; draw < draws; draw++) {
        mean[pixel] += means[draw * pixels + pixel];
        aleatoric[pixel] += noises[draw * pixels + pixel];
      }
      mean[pixel] /= draws;
      aleatoric[pixel] /= draws;
      for (int draw = 0; draw < draws; draw++) {
        double deviation = means[draw * pixels + pixel] - mean[pixel];
        epistemic[pixel] += deviation * deviation / draws;
      }
    }
    return new PixelPrediction(
        new Plane(height, width, mean),
        new Plane(height, width, epistemic),
        new Plane(height, width, aleatoric));
  }

  private Function function(Shape size) {
    GraphBuilder graph = new GraphBuilder();
    Tensor low = graph.input(SuperResolutionTask.LOW, size);
    List<Tensor> means = new ArrayList<>();
    List<Tensor> noises = new ArrayList<>();
    for (int draw = 0; draw < draws; draw++) {
      Estimator estimator = sampled ? Estimator.WEIGHT_SAMPLING : Estimator.MEAN;
      ForwardPass pass = ForwardPass.prediction(graph, estimator, draw, owner.noise());
      Tensor output = resolver.network().apply(low, pass);
      means.add(resolver.mean(output));
      noises.add(resolver.noiseVariance(output));
    }
    return graph
        .function("super-resolution")
        .output(MEAN, graph.concat(0, means))
        .output(NOISE, graph.concat(0, noises))
        .build();
  }

  private static HostTensor tensor(Plane plane, Shape shape) {
    double[] levels = plane.levels();
    float[] data = new float[levels.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) levels[i];
    }
    return HostTensor.of(shape, data);
  }

  @Override
  public void close() {
    compiled.values().forEach(Executable::close);
    compiled.clear();
  }
}
