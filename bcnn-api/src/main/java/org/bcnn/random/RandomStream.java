package org.bcnn.random;

/**
 * A sequential reader of the random numbers of one {@link NoiseAddress}, for work on the host:
 * initialisation, shuffling, augmentation and splits.
 *
 * <p>Two streams at equal addresses give the same sequence, on every Java virtual machine and
 * computer; the numbers are independent of those that {@link PortableNoise} makes at the same
 * address. Not thread-safe: give each thread an address of its own.
 */
public final class RandomStream {

  private static final long STREAM = 4;

  private final NoiseKey key;
  private long index;

  /** Creates a stream that reads the words of {@code key} from word 0. */
  RandomStream(NoiseKey key) {
    this.key = key;
  }

  /**
   * Opens the stream of an address at its beginning.
   *
   * @param address the address
   * @return a new stream
   */
  public static RandomStream at(NoiseAddress address) {
    return new RandomStream(address.key().derive(STREAM));
  }

  /**
   * Returns 64 random bits.
   *
   * @return a uniform deviate among all values of a long
   */
  public long nextLong() {
    return CounterHash.word(key.k0(), key.k1(), index++);
  }

  /**
   * Returns an integer below a bound, without bias (D. Lemire, "Fast Random Integer Generation in
   * an Interval", 2019).
   *
   * @param bound the exclusive upper bound, at least 1
   * @return a uniform deviate among 0, &hellip;, {@code bound - 1}
   * @throws IllegalArgumentException if {@code bound} is less than 1
   */
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound must be at least 1 but is " + bound);
    }
    long unfair = (1L << Integer.SIZE) % bound;
    while (true) {
      long product = (nextLong() >>> Integer.SIZE) * bound;
      if ((product & 0xFFFF_FFFFL) >= unfair) {
        return (int) (product >>> Integer.SIZE);
      }
    }
  }

  /**
   * Returns a uniform deviate in [0, 1).
   *
   * @return a multiple of 2<sup>-53</sup>, never 1
   */
  public double nextDouble() {
    return (nextLong() >>> (Long.SIZE - 53)) * 0x1p-53;
  }

  /**
   * Returns a standard normal deviate.
   *
   * @return a finite number
   */
  public double nextGaussian() {
    return Ziggurat.sample(nextLong(), this);
  }

  /**
   * Shuffles an array in place; every order is equally probable (R. Durstenfeld, 1964).
   *
   * @param values the array
   */
  public void shuffle(int[] values) {
    for (int last = values.length - 1; last > 0; last--) {
      int other = nextInt(last + 1);
      int value = values[last];
      values[last] = values[other];
      values[other] = value;
    }
  }

  /**
   * Returns a random permutation.
   *
   * @param n how many numbers, at least 0
   * @return the numbers 0, &hellip;, {@code n - 1} in an order of which all are equally probable
   * @throws IllegalArgumentException if {@code n} is negative
   */
  public int[] permutation(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("n must be at least 0 but is " + n);
    }
    int[] values = new int[n];
    for (int i = 0; i < n; i++) {
      values[i] = i;
    }
    shuffle(values);
    return values;
  }
}
