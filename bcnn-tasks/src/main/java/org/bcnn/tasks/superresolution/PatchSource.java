package org.bcnn.tasks.superresolution;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.bcnn.tasks.data.Sha256;
import org.bcnn.tasks.image.Picture;
import org.bcnn.tasks.image.Plane;
import org.bcnn.tasks.image.Symmetry;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * The training patches of a run, in two resolutions: each a function of the seed, the epoch and its
 * number in the epoch, so that it depends neither on minibatches nor on threads. A patch is at a
 * place in a picture, where every place of every picture is as probable, and laid onto itself in
 * one of eight ways. Its low resolution is cut out of the picture that was reduced as a whole.
 *
 * <p>Pictures are kept in single precision: 4 bytes a pixel of the high resolution, and {@code 4 /
 * factor²} for the low one, so 200 pictures of 481x321 take 140 MB for a factor of 3. Immutable and
 * safe for use by any number of threads.
 */
public final class PatchSource {
  private static final List<Symmetry> SYMMETRIES = List.of(Symmetry.values());

  private final PatchSettings settings;
  private final int factor;
  private final List<Pair> pairs;
  private final long seed;

  /** The number of places up to and including each picture. */
  private final int[] places;

  /** A picture in two resolutions, row by row, in single precision. */
  private record Pair(float[] low, float[] high, int height, int width) {
    static Pair of(ResolutionPair pair) {
      Plane low = pair.low();
      return new Pair(floats(low), floats(pair.high()), low.height(), low.width());
    }

    private static float[] floats(Plane plane) {
      double[] levels = plane.levels();
      float[] floats = new float[levels.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) levels[i];
      }
      return floats;
    }
  }

  /**
   * Loads pictures, on all processors that are free, and reduces each once.
   *
   * @param pictures what is trained on, and nothing else
   * @param degradation how low-resolution pictures are made
   * @param settings size and numbers of patches
   * @param seed decides places and symmetries
   * @throws org.bcnn.tasks.image.PictureException if a picture cannot be read; the message names it
   * @throws org.bcnn.tasks.data.DataException if a picture is too small for a patch; the message
   *     names it
   */
  public PatchSource(
      PictureSet pictures, Degradation degradation, PatchSettings settings, long seed) {
    this.settings = settings;
    this.seed = seed;
    factor = degradation.factor();
    pairs =
        pictures.pictures().parallelStream()
            .map(picture -> Pair.of(picture.pair(degradation, settings.size())))
            .toList();
    places = new int[pairs.size()];
    int sum = 0;
    for (int i = 0; i < places.length; i++) {
      sum = Math.addExact(sum, Math.multiplyExact(down(pairs.get(i)), across(pairs.get(i))));
      places[i] = sum;
    }
  }

  private int down(Pair pair) {
    return pair.height() - settings.size() + 1;
  }

  private int across(Pair pair) {
    return pair.width() - settings.size() + 1;
  }

  /**
   * Returns how many minibatches an epoch has.
   *
   * @return at least 1; the last may be smaller than the others
   */
  public int perEpoch() {
    return (settings.perEpoch() + settings.batch() - 1) / settings.batch();
  }

  /**
   * Returns how many patches, side by side, the pictures have room for, by their areas: what N of
   * the objective is, however many patches are drawn from them.
   *
   * @return the pixels of all pictures over those of a patch, to the nearest whole number, at least
   *     1
   */
  public long cover() {
    long pixels = pairs.stream().mapToLong(pair -> (long) pair.height() * pair.width()).sum();
    return Math.max(1, Math.round((double) pixels / ((long) settings.size() * settings.size())));
  }

  /**
   * Returns the SHA-256 digest of what is trained on, for provenance: sizes and levels of the luma
   * in high resolution, which is cut to a multiple of the factor.
   *
   * @return 64 hexadecimal digits in lower case
   */
  public String digest() {
    MessageDigest digest = Sha256.start();
    digest.update(ints(pairs.size(), factor));
    for (Pair pair : pairs) {
      digest.update(ints(pair.height(), pair.width()));
      byte[] levels = new byte[pair.high().length];
      for (int i = 0; i < levels.length; i++) {
        levels[i] = (byte) Math.round(pair.high()[i] * Picture.WHITE);
      }
      digest.update(levels);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] ints(int first, int second) {
    return ByteBuffer.allocate(2 * Integer.BYTES).putInt(first).putInt(second).array();
  }

  /**
   * Returns the settings.
   *
   * @return size and numbers of patches
   */
  public PatchSettings settings() {
    return settings;
  }

  /**
   * Cuts the patches of a minibatch, in new tensors.
   *
   * @param epoch the epoch
   * @param number the number of the minibatch in the epoch, from 0
   * @return the patches
   * @throws IndexOutOfBoundsException if an epoch has no such minibatch
   */
  public Patches at(int epoch, int number) {
    int from = Math.multiplyExact(Objects.checkIndex(number, perEpoch()), settings.batch());
    int count = Math.min(settings.batch(), settings.perEpoch() - from);
    int size = settings.size();
    int large = size * factor;
    HostTensor low = HostTensor.zeros(Shape.of(count, 1, size, size));
    HostTensor high = HostTensor.zeros(Shape.of(count, 1, large, large));
    IntStream.range(0, count)
        .forEach(
            i -> cut(epoch, from + i, low.data(), i * size * size, high.data(), i * large * large));
    return new Patches(low, high);
  }

  private void cut(int epoch, int patch, float[] low, int lowAt, float[] high, int highAt) {
    RandomStream random =
        RandomStream.at(new NoiseAddress(seed, epoch, "superresolution/patch", patch));
    int place = random.nextInt(places[places.length - 1]);
    Symmetry symmetry = SYMMETRIES.get(random.nextInt(SYMMETRIES.size()));
    int picture = 0;
    while (places[picture] <= place) {
      picture++;
    }
    Pair pair = pairs.get(picture);
    int within = place - (picture == 0 ? 0 : places[picture - 1]);
    int top = within / across(pair);
    int left = within % across(pair);
    int size = settings.size();
    symmetry.copy(pair.low(), pair.width(), top, left, size, low, lowAt);
    symmetry.copy(
        pair.high(),
        pair.width() * factor,
        top * factor,
        left * factor,
        size * factor,
        high,
        highAt);
  }
}
