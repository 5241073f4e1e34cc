package org.bcnn.tasks.superresolution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.backend.Executable;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.models.SuperResolver;
import org.bcnn.tasks.training.NetworkSession;
import org.bcnn.tensor.Shape;

/**
 * The functions that enlarge tiles, compiled for the sizes that were used last. Not thread-safe.
 */
final class CompiledTiles implements AutoCloseable {
  /** The output {@code [draws, 1, r height, r width]} of the means of pixels. */
  static final String MEAN = "mean";

  /** The output of the same shape of the variances of their noise. */
  static final String NOISE = "noise";

  /**
   * Sets of pictures have each their size, and functions of all of them would fill the memory; but
   * pictures that each epoch is judged by should not be compiled anew for each.
   */
  static final int SIZES = 16;

  /**
   * Draws that one function holds at most, so that neither it nor its outputs grow with S. Engines
   * may compute draws of one function at the same time.
   */
  static final int DRAWS_A_RUN = 4;

  private final NetworkSession owner;
  private final SuperResolver resolver;
  private final Estimator estimator;
  private final int draws;
  private final Map<Shape, List<Executable>> bySize = new LinkedHashMap<>(16, 0.75f, true);

  CompiledTiles(NetworkSession owner, SuperResolver resolver, Estimator estimator, int draws) {
    this.owner = owner;
    this.resolver = resolver;
    this.estimator = estimator;
    this.draws = draws;
  }

  /** Returns the functions that together make all draws of a tile, in the order of the draws. */
  List<Executable> of(Shape size) {
    List<Executable> parts = bySize.get(size);
    if (parts == null) {
      if (bySize.size() == SIZES) {
        // In the order of access: the first has not been used for longest.
        bySize.remove(bySize.keySet().iterator().next()).forEach(Executable::close);
      }
      parts = new ArrayList<>();
      bySize.put(size, parts);
      for (int first = 0; first < draws; first += DRAWS_A_RUN) {
        int last = Math.min(draws, first + DRAWS_A_RUN);
        parts.add(owner.session().compile(function(size, first, last)));
      }
    }
    return parts;
  }

  /** Returns how many sizes there are functions of. */
  int sizes() {
    return bySize.size();
  }

  private Function function(Shape size, int first, int last) {
    GraphBuilder graph = new GraphBuilder();
    Tensor low = graph.input(SuperResolutionTask.LOW, size);
    List<Tensor> means = new ArrayList<>();
    List<Tensor> noises = new ArrayList<>();
    for (int draw = first; draw < last; draw++) {
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

  @Override
  public void close() {
    bySize.values().forEach(parts -> parts.forEach(Executable::close));
    bySize.clear();
  }
}
