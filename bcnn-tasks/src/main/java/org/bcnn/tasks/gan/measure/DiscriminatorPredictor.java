package org.bcnn.tasks.gan.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.bcnn.backend.Executable;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.backend.Session;
import org.bcnn.graph.Function;
import org.bcnn.graph.GraphBuilder;
import org.bcnn.graph.NoiseSource;
import org.bcnn.graph.Tensor;
import org.bcnn.layer.Estimator;
import org.bcnn.layer.ForwardPass;
import org.bcnn.models.Discriminator;
import org.bcnn.models.DiscriminatorDescription;
import org.bcnn.objective.DiscriminatorLogits;
import org.bcnn.tasks.classification.Evaluation;
import org.bcnn.tasks.data.ImageFit;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.gan.PixelRange;
import org.bcnn.tensor.HostTensor;
import org.bcnn.uncertainty.Logits;
import org.bcnn.uncertainty.Normalisation;

/**
 * Asks a discriminator by several draws of its weights. A draw is of whole weights, and the same
 * for all images of all sets that are asked about at the same place in the noise. A deterministic
 * discriminator is asked once. Batches are normalised by what was recorded. Closing it leaves the
 * session open. Not thread-safe.
 */
public final class DiscriminatorPredictor implements AutoCloseable {
  /** Images that go through the network together. */
  private static final int BATCH = 100;

  /** Draws that one function holds, so that the noise in memory does not grow with S. */
  private static final int DRAWS_A_RUN = 10;

  private static final String IMAGES = "images";
  private static final String SCORES = "scores";
  private static final String CLASSES = "classes";

  private final Session session;
  private final Discriminator discriminator;
  private final NoiseSource noise;
  private final Estimator estimator;
  private final int draws;
  private final Map<Integer, List<Executable>> compiled = new LinkedHashMap<>();

  /**
   * Makes a predictor.
   *
   * @param session has values of the discriminator's variables
   * @param discriminator the discriminator
   * @param noise who makes the noise of its weights
   * @param draws S, the number of draws, at least 1; without effect on a deterministic one
   * @throws IllegalArgumentException if there are to be no draws
   */
  public DiscriminatorPredictor(
      Session session, Discriminator discriminator, NoiseSource noise, int draws) {
    if (draws < 1) {
      throw new IllegalArgumentException("draws must be at least 1, got " + draws);
    }
    this.session = session;
    this.discriminator = discriminator;
    this.noise = noise;
    boolean samples = !discriminator.variables().variational().isEmpty();
    this.estimator = samples ? Estimator.WEIGHT_SAMPLING : Estimator.MEAN;
    this.draws = samples ? draws : 1;
  }

  /**
   * Returns how many draws there are.
   *
   * @return S, 1 for a deterministic discriminator
   */
  public int draws() {
    return draws;
  }

  /**
   * Asks about images.
   *
   * @param images the images, which are brought to the channels and size of the discriminator;
   *     their labels are of no account
   * @param at where in the addressed noise the draws are, such as {@link Evaluation#noise}
   * @return what it says of each
   * @throws IllegalArgumentException if their channels cannot be brought to those of the
   *     discriminator, or a logit is not finite
   */
  public DiscriminatorPrediction predict(LabelledImages images, NoiseSeed at) {
    return predict(images, at, done -> {});
  }

  /**
   * Asks about images and tells how it advances.
   *
   * @param images the images, which are brought to the channels and size of the discriminator;
   *     their labels are of no account
   * @param at where in the addressed noise the draws are
   * @param progress told after each batch how many images are done
   * @return what it says of each
   * @throws IllegalArgumentException if their channels cannot be brought to those of the
   *     discriminator, or a logit is not finite
   */
  public DiscriminatorPrediction predict(
      LabelledImages images, NoiseSeed at, IntConsumer progress) {
    int outputs = discriminator.description().outputs();
    int classes = outputs - 1;
    int count = images.count();
    // Under softmax, a score beside 0 has the probability that the logistic function gives it.
    float[] real = new float[Math.multiplyExact(draws * 2, count)];
    float[] known = new float[Math.multiplyExact(draws * classes, count)];
    for (int from = 0; from < count; from += BATCH) {
      int to = Math.min(count, from + BATCH);
      HostTensor batch = batch(images, from, to);
      int draw = 0;
      for (Executable part : executables(to - from)) {
        Map<String, HostTensor> answers = part.run(Map.of(IMAGES, batch), at);
        float[] scores = answers.get(SCORES).data();
        for (int i = 0; i < scores.length; i++) {
          int place = (draw + i / (to - from)) * count + from + i % (to - from);
          real[2 * place + DiscriminatorPrediction.REAL] = scores[i];
          if (classes > 0) {
            System.arraycopy(
                answers.get(CLASSES).data(), i * classes, known, place * classes, classes);
          }
        }
        draw += scores.length / (to - from);
      }
      progress.accept(to);
    }
    return new DiscriminatorPrediction(
        Logits.owning(draws, count, 2, real).distribution(Normalisation.SOFTMAX),
        classes == 0
            ? Optional.empty()
            : Optional.of(
                Logits.owning(draws, count, classes, known).distribution(Normalisation.SOFTMAX)));
  }

  /**
   * Asks a discriminator that classifies for the classes of images, and scores its answers as those
   * of a classifier.
   *
   * @param images images with their labels
   * @param at where in the addressed noise the draws are
   * @return accuracy, negative log-likelihood in nats an image, and the like
   * @throws IllegalArgumentException if the discriminator does not classify, its classes are not
   *     those of the images, or there are no images
   */
  public Evaluation classification(LabelledImages images, NoiseSeed at) {
    DiscriminatorDescription description = discriminator.description();
    if (!description.classifies()) {
      throw new IllegalArgumentException(
          "this discriminator tells real from generated images alone; one that classifies as well "
              + "has an output for each class and 1 more");
    }
    if (images.classes() != description.outputs() - 1) {
      throw new IllegalArgumentException(
          String.format(
              "this discriminator knows %d classes, but there are %s",
              description.outputs() - 1, images));
    }
    return Evaluation.of(predict(images, at).classes().orElseThrow(), images);
  }

  /** Pixels from −1 to 1, as a discriminator takes them. */
  private HostTensor batch(LabelledImages images, int from, int to) {
    DiscriminatorDescription wanted = discriminator.description();
    LabelledImages fitted =
        ImageFit.fit(
            images.subset(IntStream.range(from, to).toArray()),
            wanted.channels(),
            wanted.size(),
            wanted.size());
    return PixelRange.toTensor(fitted, IntStream.range(0, to - from).toArray());
  }

  private List<Executable> executables(int batch) {
    return compiled.computeIfAbsent(
        batch,
        size -> {
          List<Executable> parts = new ArrayList<>();
          for (int first = 0; first < draws; first += DRAWS_A_RUN) {
            int last = Math.min(draws, first + DRAWS_A_RUN);
            parts.add(session.compile(function(first, last, size)));
          }
          return parts;
        });
  }

  private Function function(int firstDraw, int lastDraw, int batch) {
    GraphBuilder graph = new GraphBuilder();
    Tensor images = graph.input(IMAGES, discriminator.imageShape(batch));
    List<Tensor> logits = new ArrayList<>();
    for (int draw = firstDraw; draw < lastDraw; draw++) {
      ForwardPass pass = ForwardPass.prediction(graph, estimator, draw, noise);
      logits.add(discriminator.network().apply(images, pass));
    }
    Tensor all = graph.concat(0, logits);
    Function.Builder function =
        graph.function("discrimination").output(SCORES, DiscriminatorLogits.score(all));
    if (discriminator.description().classifies()) {
      function.output(CLASSES, DiscriminatorLogits.classes(all));
    }
    return function.build();
  }

  @Override
  public void close() {
    compiled.values().forEach(parts -> parts.forEach(Executable::close));
    compiled.clear();
  }
}
