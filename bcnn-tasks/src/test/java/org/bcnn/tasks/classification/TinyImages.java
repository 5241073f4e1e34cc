package org.bcnn.tasks.classification;

import java.util.List;
import java.util.stream.IntStream;
import org.bcnn.layer.Activation;
import org.bcnn.layer.ParameterFactory;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.Classifiers;
import org.bcnn.models.ImageClassifier;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.tasks.data.LabelledImages;

/** Small images that are easy to tell apart, and networks for them. */
public final class TinyImages {
  public static final int SIZE = 16;

  private TinyImages() {}

  /** Images of two classes: bright above or bright below, each image a little different. */
  public static LabelledImages halves(int count) {
    byte[] pixels = new byte[count * SIZE * SIZE];
    int[] labels = IntStream.range(0, count).map(i -> i % 2).toArray();
    for (int p = 0; p < pixels.length; p++) {
      int image = p / (SIZE * SIZE);
      int half = p / SIZE % SIZE / (SIZE / 2);
      pixels[p] = (byte) (half == labels[image] ? 150 + image * 7 % 100 : image % 40);
    }
    return LabelledImages.of(1, SIZE, SIZE, List.of("above", "below"), pixels, labels);
  }

  public static ImageClassifier bayesian() {
    return classifier(
        ParameterFactory.variational(MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 0.1)));
  }

  public static ImageClassifier deterministic() {
    return classifier(ParameterFactory.deterministic(Math.sqrt(2)));
  }

  private static ImageClassifier classifier(ParameterFactory weights) {
    return Classifiers.build(
        new ClassifierDescription("lenet5", 1, SIZE, SIZE, 2, Activation.RELU), weights);
  }
}
