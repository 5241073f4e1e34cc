package org.bcnn.tasks.image;

/** What lies beyond the edges of a picture when its size is changed. */
public enum Edge {
  /** Nothing: the weights of what is inside are made to add to 1. */
  CUT,

  /** The picture's mirror image, which begins with the last pixel again. */
  MIRROR
}
