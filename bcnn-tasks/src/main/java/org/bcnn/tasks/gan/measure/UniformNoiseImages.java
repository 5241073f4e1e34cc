package org.bcnn.tasks.gan.measure;

import java.util.List;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.bcnn.tasks.data.LabelledImages;

/** Images of noise, which are like nothing real: every level of every pixel is equally probable. */
final class UniformNoiseImages {
  private UniformNoiseImages() {}

  /** Makes images of the size of others. */
  static LabelledImages like(LabelledImages images, int count, long seed) {
    RandomStream random = RandomStream.at(new NoiseAddress(seed, 0, "measure/noise images", 0));
    int size = images.channels() * images.height() * images.width();
    byte[] pixels = new byte[Math.multiplyExact(count, size)];
    for (int at = 0; at < pixels.length; at += Long.BYTES) {
      long word = random.nextLong();
      for (int i = at; i < Math.min(pixels.length, at + Long.BYTES); i++) {
        pixels[i] = (byte) word;
        word >>>= Byte.SIZE;
      }
    }
    return LabelledImages.of(
        images.channels(), images.height(), images.width(), List.of("?"), pixels, new int[count]);
  }
}
