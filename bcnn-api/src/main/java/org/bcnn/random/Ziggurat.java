package org.bcnn.random;

/**
 * The standard normal distribution by the ziggurat method with 256 layers. Stateless.
 *
 * <p>G. Marsaglia, W. W. Tsang, "The Ziggurat Method for Generating Random Variables", Journal of
 * Statistical Software 5(8), 2000. As J. A. Doornik advises in "An Improved Ziggurat Method to
 * Generate Normal Random Samples" (2005), the layer and the position in it come from different bits
 * of the random word: the layer from bits 0 to 7, the signed position from bits 8 to 63.
 *
 * <p>Layer 0 is the base strip with the tail; layer <i>n</i> &ge; 1 is the rectangle of width
 * x<sub>n</sub> between the heights f(x<sub>n</sub>) and f(x<sub>n+1</sub>), where f(x) =
 * exp(-x&sup2;/2), x<sub>1</sub> is the start of the tail and x<sub>256</sub> = 0. All have the same
 * area.
 */
final class Ziggurat {

  private static final int LAYERS = 256;

  /** Selects the layer from a word. */
  static final int LAYER_MASK = LAYERS - 1;

  /** How far a word is shifted to the right for its signed position in the layer. */
  static final int POSITION_SHIFT = 8;

  /** Where the tail starts: R of Marsaglia and Tsang for 256 layers. */
  private static final double TAIL_START = 3.6541528853610088;

  /** The area of a layer. */
  private static final double LAYER_AREA = 0.004928673233974655;

  /** Positions are odd integers between plus and minus this. */
  private static final double POSITION_RANGE = 0x1p55;

  /** Width of a layer divided by the range of the position; read only. */
  static final double[] SCALE = new double[LAYERS];

  /** Positions of a smaller magnitude lie wholly below the density; read only. */
  static final long[] INSIDE = new long[LAYERS];

  /** f at the bottom right corner of a layer, and 1 at the end; read only. */
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
      INSIDE[n] = (long) (x[n + 1] / x[n] * POSITION_RANGE);
      HEIGHT[n] = density(x[n]);
    }
    HEIGHT[LAYERS] = 1;
  }

  private Ziggurat() {}

  /**
   * Returns the normal deviate that {@code word} begins; further words, where it needs any, come
   * from {@code more}.
   */
  static double sample(long word, RandomStream more) {
    long w = word;
    while (true) {
      int layer = (int) w & LAYER_MASK;
      long position = position(w);
      double x = position * SCALE[layer];
      if (Math.abs(position) < INSIDE[layer]) {
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

  /** The odd integer in bits 8 to 63: symmetric about zero, so that the deviates are too. */
  static long position(long word) {
    return (word >> POSITION_SHIFT) | 1;
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
