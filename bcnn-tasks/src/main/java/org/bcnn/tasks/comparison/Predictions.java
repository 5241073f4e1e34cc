package org.bcnn.tasks.comparison;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.tasks.classification.ClassifierSession;
import org.bcnn.tasks.classification.Evaluation;
import org.bcnn.tasks.classification.EvaluationPlan;
import org.bcnn.tasks.classification.Predictor;
import org.bcnn.tasks.data.ImageFit;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.training.Stopwatch;
import org.bcnn.uncertainty.Logits;

/**
 * What a classifier, or an ensemble of them, predicts.
 *
 * @param test for the test images, z of axes {@code [draws, images, classes]}
 * @param others for images of other kinds, by the names of these
 * @param seconds how long the predictions for the test images took
 */
public record Predictions(Logits test, Map<String, Logits> others, double seconds) {
  /** Copies the map, whose order is kept. */
  public Predictions {
    others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
  }

  /**
   * Predicts. Compiling and the first run of each batch are done before the time is taken.
   *
   * @param plan how predictions are made
   * @param session the classifier
   * @param images the test images
   * @param others images of other kinds, of any size, by the names of these
   * @param progress told after each batch how many images are done, those of other kinds included
   * @return the predictions, the same as an evaluation by that plan makes
   * @throws IllegalArgumentException if images cannot be brought to the size of the classifier
   */
  public static Predictions of(
      EvaluationPlan plan,
      ClassifierSession session,
      LabelledImages images,
      Map<String, LabelledImages> others,
      IntConsumer progress) {
    EvaluationPlan carriedOut = plan.on(session);
    NoiseSeed noise = Evaluation.noise(plan.seed());
    Map<String, Logits> outside = new LinkedHashMap<>();
    try (Predictor predictor = session.predictor(carriedOut.estimator(), carriedOut.draws())) {
      warmUp(predictor, images, noise);
      Stopwatch stopwatch = new Stopwatch();
      stopwatch.start();
      Logits test = predictor.logits(images, noise, progress);
      double seconds = stopwatch.stop();
      int done = images.count();
      for (Map.Entry<String, LabelledImages> other : others.entrySet()) {
        int before = done;
        LabelledImages fitted =
            ImageFit.fit(other.getValue(), images.channels(), images.height(), images.width());
        outside.put(
            other.getKey(),
            predictor.logits(fitted, noise, batch -> progress.accept(before + batch)));
        done += fitted.count();
      }
      return new Predictions(test, outside, seconds);
    }
  }

  /** The last batch may be of another size, for which there is another function. */
  private static void warmUp(Predictor predictor, LabelledImages images, NoiseSeed noise) {
    int batch = Math.min(Predictor.BATCH, images.count());
    for (int size : new int[] {batch, images.count() % batch}) {
      if (size > 0) {
        predictor.logits(images.subset(IntStream.range(0, size).toArray()), noise, done -> {});
      }
    }
  }

  /**
   * Mixes the predictions of the members of an ensemble, each of the same weight.
   *
   * @param members the predictions of each, for the same images
   * @return all their draws, and the time of all
   * @throws IllegalArgumentException if there are none, or they are not for the same images
   */
  public static Predictions mixture(List<Predictions> members) {
    if (members.size() == 1) {
      return members.get(0);
    }
    Logits test = Logits.mixture(members.stream().map(Predictions::test).toList());
    Map<String, Logits> outside = new LinkedHashMap<>();
    for (String name : members.get(0).others.keySet()) {
      outside.put(
          name, Logits.mixture(members.stream().map(member -> member.others.get(name)).toList()));
    }
    return new Predictions(test, outside, members.stream().mapToDouble(Predictions::seconds).sum());
  }
}
