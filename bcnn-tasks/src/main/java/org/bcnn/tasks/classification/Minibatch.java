package org.bcnn.tasks.classification;

import org.bcnn.tensor.HostTensor;

/**
 * Examples that one step is trained on.
 *
 * @param images [examples, channels, height, width], from 0 to 1, augmented
 * @param labels [examples, classes], one-hot
 * @param classes the label of each example
 */
record Minibatch(HostTensor images, HostTensor labels, int[] classes) {

  /** Returns how many examples there are. */
  int size() {
    return classes.length;
  }
}
