package org.bcnn.tasks.gan.measure;

import java.util.List;
import java.util.stream.IntStream;
import org.bcnn.tasks.data.LabelledImages;

/**
 * What the uncertainty of a generator's weights does to its images: the same latent vectors under
 * several draws of the weights, against several latent vectors under one draw. All is 0 across the
 * draws of a deterministic generator.
 *
 * <p>A deviation of pixels is the root of the mean, over pixels and over what is held fast, of the
 * unbiased variance. A distance is Euclidean, in features, averaged over pairs and over what is
 * held fast.
 *
 * @param draws S, the number of draws of the weights
 * @param latents L, the number of latent vectors
 * @param pixelDeviation the deviation of a pixel across draws, for one latent vector, where black
 *     is 0 and white 1
 * @param latentPixelDeviation the same across latent vectors, under one draw
 * @param classChangeShare the share of latent vectors whose image is not put in the same class
 *     under all draws
 * @param featureDistance the mean distance between the images of two draws, for one latent vector
 * @param latentFeatureDistance the mean distance between the images of two latent vectors, under
 *     one draw
 */
public record WeightDiversity(
    int draws,
    int latents,
    double pixelDeviation,
    double latentPixelDeviation,
    double classChangeShare,
    double featureDistance,
    double latentFeatureDistance) {
  private static final double WHITE = 255;

  /**
   * Measures images.
   *
   * @param network makes the features
   * @param images the images of each draw, {@code [draws][latents]}: image i of every draw is of
   *     the same latent vector
   * @return what weights change
   * @throws IllegalArgumentException if there are fewer than 2 draws or latent vectors, or draws
   *     differ in the number or size of images
   */
  public static WeightDiversity of(FeatureNetwork network, List<LabelledImages> images) {
    require(images);
    return of(images, images.stream().map(network::features).toList());
  }

  /**
   * Measures images whose features are known.
   *
   * @param images the images of each draw, {@code [draws][latents]}
   * @param features their features, {@code [draws][latents]}
   * @return what weights change
   * @throws IllegalArgumentException if there are fewer than 2 draws or latent vectors, draws
   *     differ in the number or size of images, or the features are not of these images
   */
  public static WeightDiversity of(List<LabelledImages> images, List<Features> features) {
    require(images);
    int latents = images.get(0).count();
    if (features.size() != images.size()
        || features.stream().anyMatch(draw -> draw.images() != latents)) {
      throw new IllegalArgumentException(
          String.format(
              "%d draws of %d images need features of as many, got those of %s",
              images.size(), latents, features.stream().map(Features::images).toList()));
    }
    return new WeightDiversity(
        images.size(),
        latents,
        acrossDraws(images),
        acrossLatents(images),
        classChanges(features),
        distanceAcrossDraws(features),
        distanceAcrossLatents(features));
  }

  private static void require(List<LabelledImages> images) {
    if (images.size() < 2 || images.get(0).count() < 2) {
      throw new IllegalArgumentException(
          String.format(
              "how weights change images is seen from at least 2 draws of 2 images, got %d draws%s",
              images.size(), images.isEmpty() ? "" : " of " + images.get(0).count()));
    }
    LabelledImages first = images.get(0);
    for (LabelledImages draw : images) {
      if (draw.count() != first.count()
          || draw.channels() != first.channels()
          || draw.height() != first.height()
          || draw.width() != first.width()) {
        throw new IllegalArgumentException(
            "the draws must have images of the same latent vectors, got " + first + " and " + draw);
      }
    }
  }

  private static double acrossDraws(List<LabelledImages> images) {
    int latents = images.get(0).count();
    double sum = 0;
    for (int latent = 0; latent < latents; latent++) {
      PixelVariance variance = new PixelVariance();
      for (LabelledImages draw : images) {
        variance.add(draw, latent);
      }
      sum += variance.mean();
    }
    return Math.sqrt(sum / latents) / WHITE;
  }

  private static double acrossLatents(List<LabelledImages> images) {
    double sum = 0;
    for (LabelledImages draw : images) {
      PixelVariance variance = new PixelVariance();
      for (int latent = 0; latent < draw.count(); latent++) {
        variance.add(draw, latent);
      }
      sum += variance.mean();
    }
    return Math.sqrt(sum / images.size()) / WHITE;
  }

  private static double classChanges(List<Features> features) {
    Features first = features.get(0);
    long changed =
        IntStream.range(0, first.images())
            .filter(
                latent ->
                    features.stream()
                        .anyMatch(draw -> draw.predicted(latent) != first.predicted(latent)))
            .count();
    return (double) changed / first.images();
  }

  private static double distanceAcrossDraws(List<Features> features) {
    int latents = features.get(0).images();
    double sum = 0;
    long pairs = 0;
    for (int one = 0; one < features.size(); one++) {
      for (int other = 0; other < one; other++) {
        for (int latent = 0; latent < latents; latent++) {
          sum += distance(features.get(one), features.get(other), latent);
          pairs++;
        }
      }
    }
    return sum / pairs;
  }

  private static double distance(Features one, Features other, int latent) {
    Features.requireComparable(one, other);
    double squared = 0;
    for (int feature = 0; feature < one.size(); feature++) {
      double difference = (double) one.value(latent, feature) - other.value(latent, feature);
      squared += difference * difference;
    }
    return Math.sqrt(squared);
  }

  private static double distanceAcrossLatents(List<Features> features) {
    double[] sum = new double[1];
    for (Features draw : features) {
      SquaredDistances.between(
          draw,
          draw,
          (query, from, count, squared) -> {
            for (int i = 0; i < count; i++) {
              sum[0] += Math.sqrt(squared[i]);
            }
          });
    }
    // Each pair was met twice, and each image with itself, at no distance.
    double latents = features.get(0).images();
    return sum[0] / features.size() / (latents * (latents - 1));
  }
}
