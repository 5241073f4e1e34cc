package org.bcnn.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The exact bits, which no release may change. The expected values are printed by an independent
 * implementation, {@code python3 bcnn-api/src/test/python/reference_noise.py} (Python 3.11.2, glibc
 * 2.36). Only the gaussians, of which it knows 13 decimals, have their last digits from
 * RandomStream itself.
 */
class PortableNoiseGoldenTest {

  /** What the reference prints for an address. */
  record Golden(
      NoiseAddress address,
      NoiseKey key,
      int[] normals,
      int[] uniforms,
      long minusSigns,
      long[] words,
      double[] gaussians) {}

  static List<Golden> golden() {
    return List.of(
        new Golden(
            new NoiseAddress(0, 0, "", 0),
            new NoiseKey(0xE183CD2CEAE02EBDL, 0x861F0ECA51903050L),
            new int[] {0x3F7F0CEC, 0x3DF0083E, 0x3E14E38E, 0x3E556A3F, 0x4026FE19, 0x3D631C76},
            new int[] {0x3E3797B8, 0x3E803CB8, 0x3E00A964, 0x3F790B53},
            0x8BD6B7D62A062D6DL,
            new long[] {0xA213848A29B717CBL, 0xBAB05978A668559AL, 0x0B5FC1D2B5DB554FL},
            new double[] {-0.5648078021847032, -0.5402568152346712, 0.11298977102913026}),
        new Golden(
            new NoiseAddress(1, 2, "conv1/weight", 3),
            new NoiseKey(0x58346981DC9D21E6L, 0x368DAD45AC4B1506L),
            new int[] {0xBF26C06C, 0xBF719DEE, 0xBE220C4E, 0xBF9530B7, 0x3F92A3A4, 0x40176228},
            new int[] {0x3F699333, 0x3E9E75E8, 0x3F76320A, 0x3D251A70},
            0x02FABABAE8661FACL,
            new long[] {0x3AB7BE1B3DC8DE13L, 0x0313E3C60D1FB587L, 0x62654081142F2E15L},
            new double[] {1.336343485618497, 0.02577728032497365, 2.209770169597846}),
        new Golden(
            new NoiseAddress(-1, Long.MAX_VALUE, "fc3/bias/\u03c3\ud835\udefd", Integer.MAX_VALUE),
            new NoiseKey(0x75247207501B1326L, 0x47EB5E46B99921B0L),
            new int[] {0x3F01EEDA, 0xBF725426, 0xBE8A502A, 0xBFD560B7, 0x3FA175DA, 0xBF08B1B0},
            new int[] {0x3D9E99F0, 0x3DC33B38, 0x3EB3506A, 0x3E959A60},
            0x9CD8CDB802D0F87FL,
            new long[] {0xC14DC1DEB8416BA5L, 0x28EB3CFED3D7BDBAL, 0x461A4EC1E9F5B151L},
            new double[] {-0.466339627968868, 0.27407383038021665, 0.6926661829499531}),
        new Golden(
            new NoiseAddress(42, -7, "a", 0),
            new NoiseKey(0x621647495B5F820EL, 0x812BE8A8872132F4L),
            new int[] {0xBDCDA02F, 0xBFDF6A4D, 0xBFA1C4A6, 0xBF82CD38, 0xBEC60FBE, 0x3F14BB43},
            new int[] {0x3F71AB69, 0x3F285A03, 0x3F34E85F, 0x3E980F8E},
            0xAA2CBB24C318A162L,
            new long[] {0x1D7860AA5B2C1BCEL, 0xBB6CDBC13977BE57L, 0xA3AA7FFDDC192CEAL},
            new double[] {0.1733204262109335, -1.2009050215225674, -1.1627259547838737}));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void numbersOfAnAddressNeverChange(Golden golden) {
    NoiseKey key = golden.address().key();
    assertEquals(golden.key(), key);

    float[] normals = new float[golden.normals().length];
    PortableNoise.fillNormal(key, 0, normals, 0, normals.length);
    assertArrayEquals(golden.normals(), bits(normals));

    float[] uniforms = new float[golden.uniforms().length];
    PortableNoise.fillUniform(key, 0, uniforms, 0, uniforms.length);
    assertArrayEquals(golden.uniforms(), bits(uniforms));

    float[] signs = new float[Long.SIZE];
    PortableNoise.fillSigns(key, 32, signs, 0, signs.length);
    long minusSigns = 0;
    for (int i = 0; i < signs.length; i++) {
      minusSigns |= (signs[i] < 0 ? 1L : 0L) << i;
    }
    assertEquals(golden.minusSigns(), minusSigns);

    RandomStream stream = RandomStream.at(golden.address());
    for (long word : golden.words()) {
      assertEquals(word, stream.nextLong());
    }
    stream = RandomStream.at(golden.address());
    for (double gaussian : golden.gaussians()) {
      assertEquals(gaussian, stream.nextGaussian());
    }
  }

  /** Two elements of the tail, two whose first position is rejected, and two far away. */
  @Test
  void normalsThatNeedMoreWordsNeverChange() {
    NoiseKey key = new NoiseAddress(1, 2, "conv1/weight", 3).key();
    long[] indices = {1105, 7605, 19, 524, 1L << 40, (1L << 62) + 5};
    int[] expected = {0x4082C818, 0xC07FBCA5, 0xBEE61599, 0xBFAD1145, 0xBF869536, 0x401271B3};
    float[] normals = new float[indices.length];
    for (int i = 0; i < indices.length; i++) {
      PortableNoise.fillNormal(key, indices[i], normals, i, i + 1);
    }
    assertArrayEquals(expected, bits(normals));
  }

  @Test
  void millionNormalsNeverChange() {
    int n = 1 << 20;
    ByteBuffer bytes = ByteBuffer.allocate(n * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    PortableNoise.fillNormal(
        new NoiseAddress(1, 2, "conv1/weight", 3).key(), 0, bytes.asFloatBuffer(), 0, n);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    assertEquals(0x5509AB1CL, crc.getValue());
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
