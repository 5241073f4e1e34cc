package org.bcnn.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the three fills have in common: addressing, ranges and destinations. */
class PortableNoiseTest {

  private static final NoiseKey KEY = new NoiseAddress(3, 1, "conv1/weight", 0).key();

  /** One of the kinds of noise, with its fills of arrays and of buffers. */
  record Kind(String name, ArrayFill array, BufferFill buffer) {

    float[] make(long firstIndex, int count) {
      float[] values = new float[count];
      array.fill(KEY, firstIndex, values, 0, count);
      return values;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final Kind UNIFORM =
      new Kind("uniform", PortableNoise::fillUniform, PortableNoise::fillUniform);
  private static final Kind SIGNS =
      new Kind("signs", PortableNoise::fillSigns, PortableNoise::fillSigns);

  static List<Kind> kinds() {
    return List.of(
        new Kind("normal", PortableNoise::fillNormal, PortableNoise::fillNormal), UNIFORM, SIGNS);
  }

  interface ArrayFill {
    void fill(NoiseKey key, long firstIndex, float[] dst, int from, int to);
  }

  interface BufferFill {
    void fill(NoiseKey key, long firstIndex, FloatBuffer dst, int from, int to);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void piecesEqualTheWhole(Kind kind) {
    int n = 20_000;
    long first = (1L << 33) + 17;
    float[] whole = kind.make(first, n);
    float[] pieces = new float[n];
    RandomStream cuts = RandomStream.at(new NoiseAddress(1, 0, "cuts", 0));
    for (int at = 0; at < n; ) {
      int to = Math.min(n, at + cuts.nextInt(1500));
      kind.array.fill(KEY, first + at, pieces, at, to);
      at = to;
    }
    assertArrayEquals(whole, pieces);
    for (int i = 0; i < n; i++) {
      assertEquals(whole[i], kind.make(first + i, 1)[0]);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void threadsGiveTheSameNumbers(Kind kind) {
    int n = 1 << 17;
    int pieces = 64;
    float[] parallel = new float[n];
    IntStream.range(0, pieces)
        .parallel()
        .forEach(
            p -> {
              int from = p * (n / pieces);
              kind.array.fill(KEY, from, parallel, from, from + n / pieces);
            });
    assertArrayEquals(kind.make(0, n), parallel);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void writesItsRangeOnly(Kind kind) {
    float[] expected = new float[2000];
    System.arraycopy(kind.make(5, 1300), 0, expected, 600, 1300);
    float[] actual = new float[2000];
    kind.array.fill(KEY, 5, actual, 600, 1900);
    assertArrayEquals(expected, actual);
    kind.array.fill(KEY, 5, actual, 2000, 2000);
    assertArrayEquals(expected, actual);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void buffersEqualArrays(Kind kind) {
    int n = 10_000;
    float[] expected = new float[n];
    kind.array.fill(KEY, 9, expected, 100, n - 1);
    ByteBuffer direct = ByteBuffer.allocateDirect(n * Float.BYTES);
    FloatBuffer[] buffers = {
      FloatBuffer.allocate(n),
      FloatBuffer.wrap(new float[n + 50], 50, n).slice(),
      direct.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer(),
      direct.duplicate().order(ByteOrder.BIG_ENDIAN).asFloatBuffer()
    };
    for (FloatBuffer buffer : buffers) {
      for (int i = 0; i < n; i++) {
        buffer.put(i, 0);
      }
      buffer.position(77);
      kind.buffer.fill(KEY, 9, buffer, 100, n - 1);
      assertEquals(77, buffer.position());
      assertEquals(n, buffer.limit());
      float[] actual = new float[n];
      buffer.get(0, actual);
      assertArrayEquals(expected, actual);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void refusesBadRanges(Kind kind) {
    float[] array = new float[10];
    FloatBuffer buffer = FloatBuffer.allocate(20).limit(10);
    int[][] ranges = {{-1, 5}, {6, 5}, {0, 11}, {Integer.MIN_VALUE, Integer.MAX_VALUE}};
    for (int[] range : ranges) {
      assertThrows(
          IndexOutOfBoundsException.class,
          () -> kind.array.fill(KEY, 0, array, range[0], range[1]));
      assertThrows(
          IndexOutOfBoundsException.class,
          () -> kind.buffer.fill(KEY, 0, buffer, range[0], range[1]));
    }
    assertThrows(IllegalArgumentException.class, () -> kind.array.fill(KEY, -1, array, 0, 10));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> kind.buffer.fill(KEY, Long.MAX_VALUE - 9, buffer, 0, 10));
    assertTrue(e.getMessage().contains("firstIndex is 9223372036854775798 for 10 elements"));
    kind.array.fill(KEY, Long.MAX_VALUE - 10, array, 0, 10);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void refusesReadOnlyBuffers(Kind kind) {
    FloatBuffer buffer = FloatBuffer.allocate(10).asReadOnlyBuffer();
    assertThrows(ReadOnlyBufferException.class, () -> kind.buffer.fill(KEY, 0, buffer, 0, 10));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void otherKeysGiveOtherNumbers(Kind kind) {
    float[] a = new float[64];
    float[] b = new float[64];
    kind.array.fill(KEY, 0, a, 0, 64);
    for (NoiseKey other :
        new NoiseKey[] {
          new NoiseKey(KEY.k0() ^ 1, KEY.k1()), new NoiseKey(KEY.k0(), KEY.k1() ^ 1)
        }) {
      kind.array.fill(other, 0, b, 0, 64);
      assertTrue(!Arrays.equals(a, b));
    }
  }

  @Test
  void uniformsAreMultiplesOfTheirUnitBelowOne() {
    for (float u : UNIFORM.make(0, 1 << 20)) {
      assertTrue(u >= 0 && u < 1);
      assertEquals((int) (u * 0x1p24f), u * 0x1p24f);
    }
  }

  @Test
  void signsAreMinusOneOrOne() {
    for (float s : SIGNS.make(3, 10_000)) {
      assertEquals(1, Math.abs(s));
    }
  }
}
