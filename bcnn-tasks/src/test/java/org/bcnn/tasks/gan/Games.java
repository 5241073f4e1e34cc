package org.bcnn.tasks.gan;

import org.bcnn.graph.NoiseSource;
import org.bcnn.layer.Activation;
import org.bcnn.layer.Estimator;
import org.bcnn.models.Discriminator;
import org.bcnn.models.DiscriminatorDescription;
import org.bcnn.models.GanModels;
import org.bcnn.models.Generator;
import org.bcnn.models.GeneratorDescription;
import org.bcnn.models.WeightsDescription;
import org.bcnn.objective.AdversarialLoss;
import org.bcnn.posterior.MeanFieldGaussian;
import org.bcnn.prior.GaussianPrior;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.bcnn.tasks.training.ObjectiveSettings;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/** Small games of images of 8×8 pixels. */
final class Games {
  static final int SIZE = 8;
  static final int EXAMPLES = 500;
  static final WeightsDescription BAYESIAN =
      WeightsDescription.variational(MeanFieldGaussian.DEFAULT, new GaussianPrior(0, 0.3));
  static final WeightsDescription PLAIN = WeightsDescription.deterministic(Math.sqrt(2));

  private static final String MODEL = "dcgan";

  private Games() {}

  static Contestant<Generator> generator(String model, WeightsDescription weights) {
    return new Contestant<>(
        GanModels.generator(
            new GeneratorDescription(model, 2, 1, SIZE, Activation.RELU, 1), weights),
        new ObjectiveSettings(Estimator.WEIGHT_SAMPLING, 1, 1),
        Contestant.adam("adam-generator"));
  }

  static Contestant<Discriminator> discriminator(
      String model, int outputs, WeightsDescription weights) {
    return new Contestant<>(
        GanModels.discriminator(
            new DiscriminatorDescription(model, 1, SIZE, outputs, Activation.LEAKY_RELU, 0.5),
            weights),
        new ObjectiveSettings(Estimator.LOCAL_REPARAMETERISATION, 1, 1),
        Contestant.adam("adam-discriminator"));
  }

  static Game of(
      AdversarialLoss loss, WeightsDescription generator, WeightsDescription discriminator) {
    return of(loss, generator(MODEL, generator), discriminator(MODEL, 1, discriminator));
  }

  static Game of(
      AdversarialLoss loss,
      Contestant<Generator> generator,
      Contestant<Discriminator> discriminator) {
    return new Game(generator, discriminator, loss, EXAMPLES, NoiseSource.PORTABLE);
  }

  /**
   * Images of two kinds, each with probability one half: white on the left, or white on the right,
   * and dark on the other side, pixels at ±0.8 with a deviation of 0.1.
   */
  static HostTensor halves(int count, long step) {
    RandomStream random = RandomStream.at(new NoiseAddress(7, step, "halves", 0));
    HostTensor images = HostTensor.zeros(Shape.of(count, 1, SIZE, SIZE));
    for (int i = 0; i < count; i++) {
      double left = random.nextInt(2) == 0 ? 0.8 : -0.8;
      for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
        double mean = pixel % SIZE < SIZE / 2 ? left : -left;
        images.data()[i * SIZE * SIZE + pixel] = (float) (mean + 0.1 * random.nextGaussian());
      }
    }
    return images;
  }
}
