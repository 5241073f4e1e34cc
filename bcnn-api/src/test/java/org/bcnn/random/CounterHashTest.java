package org.bcnn.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CounterHashTest {

  /** SplittableRandom is an independent implementation of SplitMix64; it steps, then mixes. */
  @Test
  void isSplitMix64WhenTheSecondKeyWordIsZero() {
    long seed = 0x0123456789ABCDEFL;
    SplittableRandom oracle = new SplittableRandom(seed);
    for (int i = 1; i <= 1000; i++) {
      assertEquals(oracle.nextLong(), CounterHash.word(seed, 0, i));
    }
  }

  @Test
  void blockEqualsSingleWords() {
    NoiseKey key = new NoiseKey(-5, 7);
    for (long first : new long[] {0, 1, 1L << 40, Long.MAX_VALUE - CounterHash.BLOCK}) {
      long[] words = new long[CounterHash.BLOCK];
      CounterHash.fill(key, first, words, words.length);
      for (int i = 0; i < words.length; i++) {
        assertEquals(CounterHash.word(key.k0(), key.k1(), first + i), words[i]);
      }
    }
  }

  /**
   * A word that occurs in two of the streams would show that they overlap; by chance that happens
   * with probability 1e-10.
   */
  @Test
  void keysThatDifferInOneWordOnlyAreNotShiftsOfEachOther() {
    int n = 10_000;
    long[] words = new long[4 * n];
    for (int i = 0; i < n; i++) {
      words[i] = CounterHash.word(1, 2, i);
      words[n + i] = CounterHash.word(1, 3, i);
      words[2 * n + i] = CounterHash.word(1, 2 + CounterHash.GAMMA, i);
      words[3 * n + i] = CounterHash.word(2, 2, i);
    }
    assertEquals(words.length, java.util.Arrays.stream(words).distinct().count());
  }

  /**
   * Every low bit of the index flips every bit of the word with probability one half. The largest
   * of 32 x 64 scores exceeds 5.5 with probability 8e-5.
   */
  @Test
  void everyBitOfTheIndexReachesEveryBitOfTheWord() {
    NoiseKey key = new NoiseAddress(1, 2, "avalanche", 3).key();
    int samples = 4000;
    for (int bit = 0; bit < 32; bit++) {
      int[] flips = new int[Long.SIZE];
      for (long i = 0; i < samples; i++) {
        long change =
            CounterHash.word(key.k0(), key.k1(), i)
                ^ CounterHash.word(key.k0(), key.k1(), i ^ (1L << bit));
        for (int out = 0; out < Long.SIZE; out++) {
          flips[out] += (int) (change >>> out & 1);
        }
      }
      // Pairs are counted twice where i runs over both members, so the variance is up to double.
      double deviation = Math.sqrt(0.25 * samples * ((1L << bit) < samples ? 2 : 1));
      for (int out = 0; out < Long.SIZE; out++) {
        double score = (flips[out] - 0.5 * samples) / deviation;
        assertTrue(Math.abs(score) < 5.5, "bits " + bit + " and " + out + ": score " + score);
      }
    }
  }
}
