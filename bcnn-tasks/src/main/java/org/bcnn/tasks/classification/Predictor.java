package org.bcnn.tasks.classification;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.graph.Function;
import org.bcnn.layer.Estimator;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tensor.HostTensor;
import org.bcnn.uncertainty.Logits;
import org.bcnn.uncertainty.Normalisation;
import org.bcnn.uncertainty.PredictiveDistribution;

/**
 * Predicts by averaging over posterior draws. Images go through in batches of {@value #BATCH},
 * whatever the training used, and batch b draws its noise at the step {@code start.step() + b}, so
 * that a prediction depends on the weights, the images, the draws and the seed alone. Not
 * thread-safe; several predictors of one session may run at once.
 */
public final class Predictor implements AutoCloseable {
  /** Images that go through the network together. */
  public static final int BATCH = 100;

  /** Draws that one function holds, so that the noise in memory does not grow with S. */
  private static final int DRAWS_A_RUN = 10;

  private final ClassifierSession owner;
  private final Estimator estimator;
  private final int draws;
  private final Map<Integer, List<Executable>> compiled = new LinkedHashMap<>();

  Predictor(ClassifierSession owner, Estimator estimator, int draws) {
    if (draws < 1) {
      throw new IllegalArgumentException("draws must be at least 1, got " + draws);
    }
    if (draws > 1 && estimator == Estimator.MEAN) {
      throw new IllegalArgumentException(
          "without sampling all draws are alike; ask for 1 draw instead of " + draws);
    }
    this.owner = owner;
    this.estimator = estimator;
    this.draws = draws;
  }

  /**
   * Predicts the classes of images.
   *
   * @param images the images, of the size that the classifier takes
   * @param start where in the addressed noise the first batch draws
   * @return the predictive distribution
   * @throws IllegalArgumentException if the images are of another size or have other classes
   */
  public PredictiveDistribution predict(LabelledImages images, NoiseSeed start) {
    return predict(images, start, done -> {});
  }

  /**
   * Predicts the classes of images and tells how it advances.
   *
   * @param images the images, of the size that the classifier takes
   * @param start where in the addressed noise the first batch draws
   * @param progress told after each batch how many images are done
   * @return the predictive distribution
   * @throws IllegalArgumentException if the images are of another size or have other classes
   */
  public PredictiveDistribution predict(
      LabelledImages images, NoiseSeed start, IntConsumer progress) {
    ImageSizes.require(owner.classifier(), images);
    return logits(images, start, progress).distribution(Normalisation.SOFTMAX);
  }

  /**
   * Computes what every normalisation starts from. The labels of the images are of no account, so
   * that they may be of classes that the classifier does not know.
   *
   * @param images the images, of the size that the classifier takes
   * @param start where in the addressed noise the first batch draws
   * @param progress told after each batch how many images are done
   * @return the logits of every draw
   * @throws IllegalArgumentException if the images are of another size
   */
  public Logits logits(LabelledImages images, NoiseSeed start, IntConsumer progress) {
    ImageSizes.requireSize(owner.classifier(), images);
    int classes = owner.classifier().description().classes();
    float[] all = new float[Math.multiplyExact(draws * images.count(), classes)];
    int[] order = IntStream.range(0, images.count()).toArray();
    NoiseSeed seed = start;
    for (int from = 0; from < images.count(); from += BATCH) {
      int to = Math.min(images.count(), from + BATCH);
      HostTensor batch = HostTensor.zeros(owner.classifier().imageShape(to - from));
      images.fillImages(order, from, to, batch.data());
      int draw = 0;
      for (Executable part : executables(to - from)) {
        float[] block =
            part.run(Map.of(ClassifierFunctions.IMAGES, batch), seed)
                .get(ClassifierFunctions.LOGITS)
                .data();
        int width = (to - from) * classes;
        for (int at = 0; at < block.length; at += width, draw++) {
          System.arraycopy(block, at, all, (draw * images.count() + from) * classes, width);
        }
      }
      seed = seed.next();
      progress.accept(to);
    }
    return Logits.owning(draws, images.count(), classes, all);
  }

  private List<Executable> executables(int batch) {
    return compiled.computeIfAbsent(
        batch,
        size -> {
          List<Executable> parts = new ArrayList<>();
          for (int first = 0; first < draws; first += DRAWS_A_RUN) {
            Function function =
                ClassifierFunctions.prediction(
                    owner.classifier(),
                    estimator,
                    first,
                    Math.min(DRAWS_A_RUN, draws - first),
                    size,
                    owner.noise());
            parts.add(owner.session().compile(function));
          }
          return parts;
        });
  }

  @Override
  public void close() {
    compiled.values().forEach(parts -> parts.forEach(Executable::close));
    compiled.clear();
  }
}
