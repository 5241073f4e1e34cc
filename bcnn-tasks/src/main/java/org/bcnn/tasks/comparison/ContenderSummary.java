package org.bcnn.tasks.comparison;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.uncertainty.ReliabilityDiagram;

/**
 * How a contender does over all seeds.
 *
 * @param contender the contender
 * @param runs its scores, a seed each, at least one
 */
public record ContenderSummary(Contender contender, List<ContenderScores> runs) {
  /** Copies the list and checks that it is not empty. */
  public ContenderSummary {
    runs = List.copyOf(runs);
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("there are no scores of " + contender);
    }
  }

  /**
   * Averages the scores on the test images, and the times.
   *
   * @return each by its name
   */
  public Map<String, MeanWithError> scores() {
    return MeanWithError.ofEach(runs.stream().map(ContenderScores::byName).toList());
  }

  /**
   * Averages how well images of other kinds are told from the test images.
   *
   * @return for each data set, by its name, the area under the ROC curve of each score, by the
   *     score's name
   */
  public Map<String, Map<String, MeanWithError>> auroc() {
    Map<String, Map<String, MeanWithError>> all = new LinkedHashMap<>();
    for (String other : runs.get(0).auroc().keySet()) {
      all.put(
          other, MeanWithError.ofEach(runs.stream().map(run -> run.auroc().get(other)).toList()));
    }
    return all;
  }

  /**
   * Names the score that tells images of another kind best, by the mean over the seeds.
   *
   * @param other the name of the data set
   * @return the name of the score; the first of those that are equally good
   */
  public String bestScore(String other) {
    Map.Entry<String, MeanWithError> best = null;
    for (Map.Entry<String, MeanWithError> score : auroc().get(other).entrySet()) {
      if (best == null || score.getValue().mean() > best.getValue().mean()) {
        best = score;
      }
    }
    return best.getKey();
  }

  /**
   * Takes the predictions of all seeds together.
   *
   * @return accuracy against confidence, each test image counting once for each seed
   */
  public ReliabilityDiagram reliability() {
    return ReliabilityDiagram.pooled(runs.stream().map(ContenderScores::reliability).toList());
  }

  /**
   * Returns how many draws a prediction takes.
   *
   * @return the number, those of all members
   */
  public int draws() {
    return runs.get(0).draws();
  }

  /**
   * Returns how many numbers are trained.
   *
   * @return the number, those of all members
   */
  public long parameters() {
    return runs.get(0).parameters();
  }
}
