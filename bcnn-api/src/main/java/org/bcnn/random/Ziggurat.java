package org.bcnn.random;

/**
 * The standard normal distribution by the ziggurat method with 512 layers. Stateless.
 *
 * <p>G. Marsaglia, W. W. Tsang, "The Ziggurat Method for Generating Random Variables", Journal of
 * Statistical Software 5(8), 2000. As J. A. Doornik advises in "An Improved Ziggurat Method to
 * Generate Normal Random Samples" (2005), the layer and the position in it come from different bits
 * of the random word: the layer from bits 0 to 8, the signed position from bits 9 to 63. Twice the
 * 256 layers of the paper halve the words that need a second look.
 *
 * <p>Layer 0 is the base strip with the tail; layer <i>n</i> &ge; 1 is the rectangle of width
 * x<sub>n</sub> between the heights f(x<sub>n</sub>) and f(x<sub>n+1</sub>), where f(x) =
 * exp(-x&sup2;/2), x<sub>1</sub> is the start of the tail and x<sub>512</sub> = 0. All have the
 * same area.
 */
final class Ziggurat {

  private static final int LAYERS = 512;

  /** How far a word is shifted to the right for its signed position in the layer. */
  private static final int POSITION_SHIFT = 9;

  /**
   * Where the tail starts: the R at which 512 layers of the same area end at the height f(0) = 1.
   * Solved to 20 digits by bisection.
   */
  static final double TAIL_START = 3.8520461503683912481;

  /** The area of a layer: R f(R) and the area of the tail beyond R. */
  static final double LAYER_AREA = 0.0024567663515413557337;

  /** Positions are odd integers between plus and minus this. */
  private static final double POSITION_RANGE = 0x1p54;

  /** Width of a layer divided by the range of the position. */
  private static final double[] SCALE = new double[LAYERS];

  /** Positions of a smaller magnitude lie wholly below the density; even integers. */
  private static final long[] INSIDE = new long[LAYERS];

  /** f at the bottom right corner of a layer, and 1 at the end. */
  private static final double[] HEIGHT = new double[LAYERS + 1];

  static {
    double[] x = new double[LAYERS + 1];
    x[0] = LAYER_AREA / density(TAIL_START);
    x[1] = TAIL_START;
    for (int n = 1; n < LAYERS - 1; n++) {
      x[n + 1] = StrictMath.sqrt(-2 * StrictMath.log(LAYER_AREA / x[n] + density(x[n])));
    }
    x[LAYERS] = 0;
    for (int n = 0; n < LAYERS; n++) {
      SCALE[n] = x[n] / POSITION_RANGE;
      INSIDE[n] = (long) (x[n + 1] / x[n] * POSITION_RANGE) & ~1L;
      HEIGHT[n] = density(x[n]);
    }
    HEIGHT[LAYERS] = 1;
  }

  private Ziggurat() {}

  /**
   * Writes the deviates of those words that need no further ones, and finds the other words.
   *
   * @param words the words, at least {@code count}
   * @param count how many
   * @param dst the destination
   * @param at where the deviate of the first word goes
   * @param unfinished receives the positions in {@code words} of the words for which {@link
   *     #sample} must be called; what is in the destination for them is meaningless
   * @return how many words are unfinished, 0.8 % on average
   */
  static int fill(long[] words, int count, float[] dst, int at, int[] unfinished) {
    int found = 0;
    for (int i = 0; i < count; i++) {
      int layer = layer(words[i]);
      long position = position(words[i]);
      dst[at + i] = (float) (position * SCALE[layer]);
      if (!isInside(position, layer)) {
        unfinished[found++] = i;
      }
    }
    return found;
  }

  /**
   * Returns the normal deviate that {@code word} begins; further words, where it needs any, come
   * from {@code more}.
   */
  static double sample(long word, RandomStream more) {
    long w = word;
    while (true) {
      int layer = layer(w);
      long position = position(w);
      double x = position * SCALE[layer];
      if (isInside(position, layer)) {
        return x;
      }
      if (layer == 0) {
        return position < 0 ? -tail(more) : tail(more);
      }
      double height = HEIGHT[layer] + more.nextDouble() * (HEIGHT[layer + 1] - HEIGHT[layer]);
      if (height < density(x)) {
        return x;
      }
      w = more.nextLong();
    }
  }

  private static int layer(long word) {
    return (int) word & (LAYERS - 1);
  }

  /** The odd integer in bits 9 to 63: symmetric about zero, so that the deviates are too. */
  private static long position(long word) {
    return (word >> POSITION_SHIFT) | 1;
  }

  /**
   * Whether the magnitude of a position is less than the bound of its layer. As positions are odd
   * and bounds even, the complement of a negative position serves as its magnitude, and is cheaper.
   */
  private static boolean isInside(long position, int layer) {
    return (position ^ (position >> (Long.SIZE - 1))) < INSIDE[layer];
  }

  /** The tail beyond {@link #TAIL_START} by the method of G. Marsaglia (1964). */
  private static double tail(RandomStream more) {
    while (true) {
      // 1 - nextDouble() is in (0, 1], so the logarithm is finite.
      double x = -StrictMath.log(1 - more.nextDouble()) / TAIL_START;
      double y = -StrictMath.log(1 - more.nextDouble());
      if (y + y >= x * x) {
        return TAIL_START + x;
      }
    }
  }

  private static double density(double x) {
    return StrictMath.exp(-0.5 * x * x);
  }
}
