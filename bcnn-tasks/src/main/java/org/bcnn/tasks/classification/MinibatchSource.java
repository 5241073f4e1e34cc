package org.bcnn.tasks.classification;

import java.util.Arrays;
import org.bcnn.tasks.data.Augmentation;
import org.bcnn.tasks.data.EpochShuffle;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * The minibatches of a run: each a function of the seed, the epoch and its place in the epoch. Safe
 * for use by any number of threads.
 */
final class MinibatchSource {
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
  MinibatchSource(LabelledImages images, Augmentation augmentation, int batch, long seed) {
    augmentation.require(images);
    this.images = images;
    this.augmentation = augmentation;
    this.batch = batch;
    this.seed = seed;
    shuffle = new EpochShuffle(images.count(), seed);
  }

  private record Order(int epoch, int[] examples) {}

  /** Where a minibatch is: its epoch, from 1, and its number in the epoch, from 0. */
  record Place(int epoch, int number) {}

  /** Returns how many minibatches an epoch has. */
  int perEpoch() {
    return (int) ((images.count() + batch - 1L) / batch);
  }

  /** Returns the place after another, in the next epoch after the last of one. */
  Place after(Place place) {
    return place.number() + 1 < perEpoch()
        ? new Place(place.epoch(), place.number() + 1)
        : new Place(place.epoch() + 1, 0);
  }

  private int[] order(int epoch) {
    Order order = recent;
    if (order.epoch() != epoch) {
      order = new Order(epoch, shuffle.order(epoch));
      recent = order;
    }
    return order.examples();
  }

  /** Makes a minibatch, in new tensors. */
  Minibatch at(Place place) {
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
    return new Minibatch(pictures, labels, Arrays.stream(examples).map(images::label).toArray());
  }
}
