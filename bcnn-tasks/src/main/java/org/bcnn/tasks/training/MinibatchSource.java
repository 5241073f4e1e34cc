package org.bcnn.tasks.training;

/**
 * The minibatches of a run: each a function of its place alone, so that it can be made ahead of
 * time, and again. Safe for use by any number of threads.
 */
public interface MinibatchSource {
  /**
   * Where a minibatch is.
   *
   * @param epoch the epoch, from 1
   * @param number the number in the epoch, from 0
   */
  record Place(int epoch, int number) {}

  /**
   * Returns how many examples an epoch has.
   *
   * @return the sum over its minibatches
   */
  int examples();

  /**
   * Returns how many minibatches an epoch has.
   *
   * @return the number, at least 1
   */
  int perEpoch();

  /**
   * Makes a minibatch.
   *
   * @param place where it is
   * @return the minibatch, in new tensors
   */
  Minibatch at(Place place);

  /**
   * Returns the place after another.
   *
   * @param place a place
   * @return the next in the epoch, or the first of the next epoch
   */
  default Place after(Place place) {
    return place.number() + 1 < perEpoch()
        ? new Place(place.epoch(), place.number() + 1)
        : new Place(place.epoch() + 1, 0);
  }
}
