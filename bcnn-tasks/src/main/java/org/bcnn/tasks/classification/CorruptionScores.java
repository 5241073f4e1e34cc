package org.bcnn.tasks.classification;

/**
 * How a classifier does on test images of one corruption in one severity.
 *
 * @param corruption its name, {@code none} for the images as they are
 * @param severity from 1, the mildest, to 5; 0 for the images as they are
 * @param unit what the parameter is, such as {@code degrees}; empty for the images as they are
 * @param parameter how strong it is, in that unit; 0 for the images as they are
 * @param images how many images were predicted
 * @param evaluation the scores, by softmax
 */
public record CorruptionScores(
    String corruption,
    int severity,
    String unit,
    double parameter,
    int images,
    Evaluation evaluation) {
  /** The name of what is no corruption. */
  public static final String NONE = "none";
}
