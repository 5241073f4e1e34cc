package org.bcnn.tasks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.classification.Evaluation;
import org.bcnn.tasks.gan.measure.DiscriminatorUncertainty;
import org.bcnn.tasks.gan.measure.GanScores;
import org.bcnn.tasks.gan.measure.SampleScores;
import org.bcnn.tasks.gan.measure.WeightDiversity;

/** The scores of a game as {@code metrics.json} and the console have them. Stateless. */
public final class GanValues {
  /** The name of the map of what the discriminator says of each set of images. */
  public static final String DISCRIMINATOR = "discriminator";

  private GanValues() {}

  /**
   * Puts the scores.
   *
   * @param metrics where they go
   * @param scores the scores
   * @param classNames the names of the classes
   */
  public static void put(Metrics metrics, GanScores scores, List<String> classNames) {
    SampleScores samples = scores.samples();
    metrics
        .put("frechet", samples.frechet())
        .put("precision", samples.precision())
        .put("recall", samples.recall())
        .put("density", samples.manifolds().density())
        .put("coverage", samples.manifolds().coverage())
        .put("modesCovered", samples.modesCovered())
        .put("classHistogram", histogram(samples, classNames))
        .put("frechetTrainTest", samples.frechetTrainTest())
        .put("frechetNoise", samples.frechetNoise())
        .put("frechetOfNoise", samples.frechet() / samples.frechetNoise())
        .put("samples", samples.images())
        .put("features", samples.network());
    scores.diversity().ifPresent(diversity -> metrics.put("diversity", diversity(diversity)));
    Map<String, Object> sets = new LinkedHashMap<>();
    scores.discriminator().forEach(set -> sets.put(set.name(), uncertainty(set)));
    metrics.put(DISCRIMINATOR, sets);
    scores.classification().ifPresent(found -> metrics.put("classification", classifier(found)));
    scores.supervisedTwin().ifPresent(found -> metrics.put("supervisedTwin", classifier(found)));
  }

  private static Map<String, Object> histogram(SampleScores samples, List<String> classNames) {
    Map<String, Object> histogram = new LinkedHashMap<>();
    for (int label = 0; label < classNames.size(); label++) {
      histogram.put(classNames.get(label), samples.classHistogram().share(label));
    }
    return histogram;
  }

  private static Map<String, Object> diversity(WeightDiversity diversity) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("draws", diversity.draws());
    values.put("latents", diversity.latents());
    values.put("pixelDeviation", diversity.pixelDeviation());
    values.put("latentPixelDeviation", diversity.latentPixelDeviation());
    values.put("classChangeShare", diversity.classChangeShare());
    values.put("featureDistance", diversity.featureDistance());
    values.put("latentFeatureDistance", diversity.latentFeatureDistance());
    return values;
  }

  private static Map<String, Object> uncertainty(DiscriminatorUncertainty set) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("images", set.images());
    values.put("draws", set.draws());
    values.put("realProbability", set.realProbability());
    values.put("predictiveEntropy", set.predictiveEntropy());
    values.put("expectedEntropy", set.expectedEntropy());
    values.put("mutualInformation", set.mutualInformation());
    values.put("probabilityAuroc", set.probabilityAuroc());
    values.put("mutualInformationAuroc", set.mutualInformationAuroc());
    return values;
  }

  private static Map<String, Object> classifier(Evaluation evaluation) {
    Metrics metrics = new Metrics().put(evaluation);
    return new LinkedHashMap<>(metrics.values());
  }

  /**
   * Writes the scores for the console.
   *
   * @param scores the scores
   * @return lines, each with its end
   */
  public static String text(GanScores scores) {
    SampleScores samples = scores.samples();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "Fréchet distance %.3f to the training images (test images %.3f, noise %.1f)",
            samples.frechet(), samples.frechetTrainTest(), samples.frechetNoise()));
    lines.add(String.format("precision %.4f  recall %.4f", samples.precision(), samples.recall()));
    List<String> shares = new ArrayList<>();
    samples
        .classHistogram()
        .shares()
        .forEach(share -> shares.add(String.format("%.1f", 100 * share)));
    lines.add(
        String.format(
            "%d of %d classes covered, shares in %%: %s",
            samples.modesCovered(), shares.size(), String.join(" ", shares)));
    scores
        .diversity()
        .ifPresent(
            diversity ->
                lines.add(
                    String.format(
                        "across draws of the weights: pixels %.4f (across latent vectors %.4f), "
                            + "another class %.1f %%",
                        diversity.pixelDeviation(),
                        diversity.latentPixelDeviation(),
                        100 * diversity.classChangeShare())));
    scores
        .classification()
        .ifPresent(found -> lines.add(String.format("test accuracy %.2f %%", accuracy(found))));
    scores
        .supervisedTwin()
        .ifPresent(
            found -> lines.add(String.format("of the supervised twin %.2f %%", accuracy(found))));
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append("  ").append(line).append(System.lineSeparator()));
    text.append(discriminator(scores.discriminator()));
    return text.toString();
  }

  private static double accuracy(Evaluation evaluation) {
    return 100 * evaluation.calibration().accuracy();
  }

  private static String discriminator(List<DiscriminatorUncertainty> sets) {
    TextTable table = new TextTable();
    table.row(
        List.of("discriminator on", "p(real)", "entropy", "mutual inf.", "AUROC p", "AUROC mi"));
    for (DiscriminatorUncertainty set : sets) {
      table.row(
          List.of(
              set.name(),
              String.format("%.4f", set.realProbability()),
              String.format("%.4f", set.predictiveEntropy()),
              String.format("%.4f", set.mutualInformation()),
              String.format("%.4f", set.probabilityAuroc()),
              String.format("%.4f", set.mutualInformationAuroc())));
    }
    return table.text();
  }
}
