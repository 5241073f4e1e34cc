package org.bcnn.it.tck;

import org.bcnn.it.tck.reference.DoubleTensor;
import org.bcnn.tensor.HostTensor;

/**
 * How far a backend's float32 result may be from the reference's. An element agrees when it differs
 * by at most {@code relative} times its own magnitude plus {@code ofLargest} times the largest
 * finite magnitude of the tensor, or when both are below the smallest normal number, since engines
 * may flush what is smaller to zero. NaN agrees with NaN, an infinity with the same infinity, and
 * zeros of either sign with each other.
 *
 * @param relative the part relative to the element
 * @param ofLargest the part relative to the largest element
 */
record Tolerance(double relative, double ofLargest) {
  /**
   * Compares a result.
   *
   * @throws AssertionError if shape or an element is wrong; the message says which
   */
  void check(String what, DoubleTensor expected, HostTensor actual) {
    if (actual == null) {
      throw new AssertionError(what + " is missing");
    }
    if (!expected.shape().equals(actual.shape())) {
      throw new AssertionError(
          what + " has shape " + actual.shape() + " instead of " + expected.shape());
    }
    double largest = largest(expected);
    for (int i = 0; i < actual.data().length; i++) {
      float wanted = (float) expected.data()[i];
      if (!agrees(expected.data()[i], actual.data()[i], largest)) {
        throw new AssertionError(
            what
                + " of shape "
                + actual.shape()
                + " has "
                + actual.data()[i]
                + " at element "
                + i
                + " instead of "
                + wanted);
      }
    }
  }

  private boolean agrees(double expected, float actual, double largest) {
    float rounded = (float) expected;
    if (Float.compare(rounded, actual) == 0 || rounded == actual) {
      return true;
    }
    if (!Float.isFinite(rounded) || !Float.isFinite(actual)) {
      return false;
    }
    if (Math.abs(rounded) < Float.MIN_NORMAL && Math.abs(actual) < Float.MIN_NORMAL) {
      return true;
    }
    return Math.abs(actual - expected) <= relative * Math.abs(expected) + ofLargest * largest;
  }

  private static double largest(DoubleTensor tensor) {
    double largest = 0;
    for (double value : tensor.data()) {
      if (Float.isFinite((float) value)) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }
}
