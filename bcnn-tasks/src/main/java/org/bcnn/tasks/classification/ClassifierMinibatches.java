package org.bcnn.tasks.classification;

import java.util.Arrays;
import java.util.Map;
import org.bcnn.tasks.data.Augmentation;
import org.bcnn.tasks.data.EpochShuffle;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.training.Minibatch;
import org.bcnn.tasks.training.MinibatchSource;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * The minibatches of images with labels: each a function of the seed, the epoch and its place in
 * the epoch. Safe for use by any number of threads.
 */
public final class ClassifierMinibatches implements MinibatchSource {
  private final LabelledImages images;
  private final Augmentation augmentation;
  private final int batch;
  private final long seed;
  private final EpochShuffle shuffle;

  /** The order that was used last, as most minibatches follow one of the same epoch. */
  private volatile Order recent = new Order(0, new int[0]);

  /**
   * Describes the minibatches.
   *
   * @param images what is trained on, and nothing else: they are augmented
   * @param augmentation how images are changed
   * @param batch examples a minibatch, 1 to the number of images; an epoch's last one may be
   *     smaller
   * @param seed decides order and augmentation
   * @throws IllegalArgumentException if the images are too small for the augmentation
   */
  public ClassifierMinibatches(
      LabelledImages images, Augmentation augmentation, int batch, long seed) {
    augmentation.require(images);
    this.images = images;
    this.augmentation = augmentation;
    this.batch = batch;
    this.seed = seed;
    shuffle = new EpochShuffle(images.count(), seed);
  }

  private record Order(int epoch, int[] examples) {}

  @Override
  public int examples() {
    return images.count();
  }

  @Override
  public int perEpoch() {
    return (int) ((images.count() + batch - 1L) / batch);
  }

  private int[] order(int epoch) {
    Order order = recent;
    if (order.epoch() != epoch) {
      order = new Order(epoch, shuffle.order(epoch));
      recent = order;
    }
    return order.examples();
  }

  @Override
  public Minibatch at(Place place) {
    int[] order = order(place.epoch());
    int from = place.number() * batch;
    int[] examples = Arrays.copyOfRange(order, from, Math.min(from + batch, order.length));
    int count = examples.length;
    HostTensor pictures =
        HostTensor.zeros(Shape.of(count, images.channels(), images.height(), images.width()));
    HostTensor labels = HostTensor.zeros(Shape.of(count, images.classes()));
    images.fillImages(examples, 0, count, pictures.data());
    images.fillOneHot(examples, 0, count, labels.data());
    int imageSize = images.channels() * images.height() * images.width();
    for (int i = 0; i < count; i++) {
      augmentation.apply(pictures.data(), i * imageSize, images, seed, place.epoch(), examples[i]);
    }
    return new Minibatch(
        count, Map.of(ClassifierFunctions.IMAGES, pictures, ClassifierFunctions.LABELS, labels));
  }
}
