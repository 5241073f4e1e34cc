package org.bcnn.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class NoiseAddressTest {

  @Test
  void refusesNegativeDraw() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new NoiseAddress(1, 2, "a", -1));
    assertEquals("draw must be at least 0 but is -1", e.getMessage());
  }

  @Test
  void refusesNullPath() {
    assertThrows(NullPointerException.class, () -> new NoiseAddress(1, 2, null, 0));
  }

  @Test
  void equalAddressesHaveEqualKeys() {
    assertEquals(
        new NoiseAddress(1, 2, "conv1", 3).key(),
        new NoiseAddress(1, 2, new String("conv1".toCharArray()), 3).key());
  }

  /** A collision by chance has probability 1e-34. */
  @Test
  void addressesDoNotShareKeys() {
    List<String> paths =
        List.of(
            "",
            "\0",
            "\0\0",
            "a",
            "b",
            "a\0",
            "\0a",
            "ab",
            "ba",
            "abcd",
            "abcda",
            "abcdabcd",
            "dcba",
            "abcde",
            "bcdea",
            "abcd\0",
            "Aa",
            "BB",
            "AaAa",
            "AaBB",
            "BBAa",
            "conv1",
            "conv2",
            "conv10",
            "conv1/0",
            "\u00e9",
            "e\u0301",
            "\ud835\udefd",
            "\udefd\ud835");
    Set<NoiseKey> keys = new HashSet<>();
    int count = 0;
    for (long seed = -2; seed <= 2; seed++) {
      for (long step = -2; step <= 2; step++) {
        for (int draw = 0; draw <= 2; draw++) {
          for (String path : paths) {
            keys.add(new NoiseAddress(seed, step, path, draw).key());
            count++;
          }
        }
      }
    }
    assertEquals(count, keys.size());
    long distinctWords =
        keys.stream().flatMap(k -> java.util.stream.Stream.of(k.k0(), k.k1())).distinct().count();
    assertEquals(2L * count, distinctWords);
  }

  @Test
  void derivedKeysDiffer() {
    NoiseKey key = new NoiseAddress(1, 2, "a", 0).key();
    Set<NoiseKey> keys = new HashSet<>(List.of(key));
    for (long tag = -1000; tag < 1000; tag++) {
      keys.add(key.derive(tag));
    }
    assertEquals(2001, keys.size());
  }

  /**
   * Every bit of every component flips every bit of the key with probability one half. The largest
   * of 128 x 28 scores exceeds 5.5 with probability 1.4e-4, for each of the components.
   */
  @Test
  void everyBitOfEveryComponentReachesEveryBitOfTheKey() {
    for (int bit : new int[] {0, 1, 7, 31, 32, 62, 63}) {
      assertAvalanche(a -> new NoiseAddress(a.seed() ^ (1L << bit), a.step(), a.path(), a.draw()));
      assertAvalanche(a -> new NoiseAddress(a.seed(), a.step() ^ (1L << bit), a.path(), a.draw()));
    }
    for (int bit : new int[] {0, 1, 7, 15, 16, 29, 30}) {
      assertAvalanche(a -> new NoiseAddress(a.seed(), a.step(), a.path(), a.draw() ^ (1 << bit)));
    }
    for (int bit : new int[] {0, 1, 7, 15}) {
      for (int unit = 0; unit < 5; unit++) {
        int at = unit;
        assertAvalanche(
            a -> {
              char[] path = a.path().toCharArray();
              path[at] ^= (char) (1 << bit);
              return new NoiseAddress(a.seed(), a.step(), new String(path), a.draw());
            });
      }
    }
  }

  private static void assertAvalanche(UnaryOperator<NoiseAddress> change) {
    int samples = 2000;
    int[] flips = new int[2 * Long.SIZE];
    for (int i = 0; i < samples; i++) {
      NoiseAddress address = new NoiseAddress(i & 15, i >> 4, "conv" + i % 7, i % 3);
      NoiseKey a = address.key();
      NoiseKey b = change.apply(address).key();
      for (int bit = 0; bit < Long.SIZE; bit++) {
        flips[bit] += (int) ((a.k0() ^ b.k0()) >>> bit & 1);
        flips[Long.SIZE + bit] += (int) ((a.k1() ^ b.k1()) >>> bit & 1);
      }
    }
    for (int bit = 0; bit < flips.length; bit++) {
      double score = (flips[bit] - 0.5 * samples) / Math.sqrt(0.25 * samples);
      assertTrue(Math.abs(score) < 5.5, "key bit " + bit + " has score " + score);
    }
  }
}
