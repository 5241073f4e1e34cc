package org.bcnn.tasks.classification;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.bcnn.tasks.data.ImageFit;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.uncertainty.Logits;
import org.bcnn.uncertainty.Normalisation;

/**
 * Classifiers whose predictions are mixed, each with the same weight: a single one; a deep ensemble
 * of deterministic ones (Lakshminarayanan et al. 2017); or several posteriors, each found from a
 * start of its own, whose mixture covers more than one mode of what the data leave possible (Wilson
 * and Izmailov 2020). The members' draws are those that each would have by itself.
 *
 * @param members at least one
 */
public record ClassifierMixture(List<Member> members) {
  /**
   * A classifier of a mixture.
   *
   * @param plan how its predictions are made
   * @param session the classifier
   */
  public record Member(EvaluationPlan plan, ClassifierSession session) {}

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is no member, or members differ in their classes or
   *     in the number of their draws, as then their weights would differ
   */
  public ClassifierMixture {
    members = List.copyOf(members);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a mixture needs at least one classifier");
    }
    Member first = members.get(0);
    for (Member member : members) {
      if (classes(member) != classes(first) || draws(member) != draws(first)) {
        throw new IllegalArgumentException(
            String.format(
                "classifiers of a mixture must have as many classes and draws as each other, but "
                    + "one has %d classes and %d draws and another %d and %d",
                classes(first), draws(first), classes(member), draws(member)));
      }
    }
  }

  /**
   * Makes the mixture of a single classifier.
   *
   * @param plan how its predictions are made
   * @param session the classifier
   * @return the mixture
   */
  public static ClassifierMixture of(EvaluationPlan plan, ClassifierSession session) {
    return new ClassifierMixture(List.of(new Member(plan, session)));
  }

  private static int classes(Member member) {
    return member.session().classifier().description().classes();
  }

  private static int draws(Member member) {
    return member.plan().on(member.session()).draws();
  }

  /**
   * Returns how many draws a prediction is made of.
   *
   * @return those of all members together
   */
  public int draws() {
    return members.size() * draws(members.get(0));
  }

  /**
   * Returns the seed that decides what is chosen among images.
   *
   * @return the seed of the first member's plan
   */
  public long seed() {
    return members.get(0).plan().seed();
  }

  /**
   * Predicts. The labels of the images are of no account.
   *
   * @param images the images
   * @param progress told after each batch how many images are done, as if all members predicted
   *     together
   * @return the logits of every draw
   * @throws IllegalArgumentException if the images are not of the size that a classifier takes
   */
  public Logits predict(LabelledImages images, IntConsumer progress) {
    List<Logits> predictions = new ArrayList<>();
    for (Member member : members) {
      int before = predictions.size() * images.count();
      predictions.add(
          member
              .plan()
              .predict(
                  member.session(),
                  images,
                  done -> progress.accept((before + done) / members.size())));
    }
    return predictions.size() == 1 ? predictions.get(0) : Logits.mixture(predictions);
  }

  /**
   * Evaluates on images.
   *
   * @param images the images
   * @param progress told after each batch how many images are done
   * @return the scores
   * @throws IllegalArgumentException if the images are not such as a classifier takes
   */
  public Evaluation evaluate(LabelledImages images, IntConsumer progress) {
    requireFitting(images);
    return Evaluation.of(predict(images, progress).distribution(Normalisation.SOFTMAX), images);
  }

  /**
   * Evaluates in detail.
   *
   * @param images the images
   * @param others images of other kinds, of any size, by the names of these
   * @param progress told after each batch how many images are done, those of other kinds included
   * @return the scores
   * @throws IllegalArgumentException if the images are not such as a classifier takes, or those of
   *     another kind cannot be brought to their size
   */
  public DetailedEvaluation evaluateInDetail(
      LabelledImages images, Map<String, LabelledImages> others, IntConsumer progress) {
    requireFitting(images);
    Logits logits = predict(images, progress);
    Map<String, Logits> outside = new LinkedHashMap<>();
    int done = images.count();
    for (Map.Entry<String, LabelledImages> other : others.entrySet()) {
      int before = done;
      LabelledImages fitted =
          ImageFit.fit(other.getValue(), images.channels(), images.height(), images.width());
      outside.put(other.getKey(), predict(fitted, batch -> progress.accept(before + batch)));
      done += fitted.count();
    }
    return DetailedEvaluation.of(logits, images, outside);
  }

  private void requireFitting(LabelledImages images) {
    members.forEach(member -> ImageSizes.require(member.session().classifier(), images));
  }
}
