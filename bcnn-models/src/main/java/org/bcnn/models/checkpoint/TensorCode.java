package org.bcnn.models.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.bcnn.spec.Spec;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/**
 * How the values of a tensor are numbers of few bits: {@code docs/checkpoint-format.md} has the
 * formulas. What is deflated afterwards is told apart from it. Stateless.
 */
enum TensorCode {
  /** Float32, little-endian. */
  EXACT {
    @Override
    Spec choose(Spec spec, float[] values, int bits) {
      return spec;
    }

    @Override
    byte[] encode(Spec spec, float[] values) {
      ByteBuffer bytes =
          ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(values);
      return bytes.array();
    }

    @Override
    float[] decode(Spec spec, byte[] bytes, int count) {
      float[] values = new float[count];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      return values;
    }

    @Override
    int bytes(Spec spec, int count) {
      return count * Float.BYTES;
    }
  },

  /** A bit for each, the first one the lowest of its byte. */
  MASK {
    @Override
    Spec choose(Spec spec, float[] values, int bits) {
      return spec;
    }

    @Override
    byte[] encode(Spec spec, float[] values) {
      byte[] bytes = new byte[bytes(spec, values.length)];
      for (int i = 0; i < values.length; i++) {
        bytes[i / 8] |= (byte) (values[i] == 0 ? 0 : 1 << (i % 8));
      }
      return bytes;
    }

    @Override
    float[] decode(Spec spec, byte[] bytes, int count) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = (bytes[i / 8] >> (i % 8)) & 1;
      }
      return values;
    }

    @Override
    int bytes(Spec spec, int count) {
      return (count + 7) / 8;
    }
  },

  /** Whole multiples of a step, 0 among them. */
  LINEAR {
    @Override
    Spec choose(Spec spec, float[] values, int bits) {
      double largest = 0;
      for (float value : values) {
        largest = Math.max(largest, Math.abs(value));
      }
      double step = largest == 0 ? 1 : largest / ((1 << (bits - 1)) - 1);
      return spec.with(BITS, bits).with(STEP, step);
    }

    @Override
    byte[] encode(Spec spec, float[] values) {
      double step = spec.number(STEP);
      return planes(spec, values.length, i -> (int) Math.rint(values[i] / step));
    }

    @Override
    float[] decode(Spec spec, byte[] bytes, int count) {
      double step = spec.number(STEP);
      int shift = Integer.SIZE - spec.integer(BITS);
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        // The highest bit is the sign.
        values[i] = (float) (step * ((code(spec, bytes, count, i) << shift) >> shift));
      }
      return values;
    }
  },

  /** ρ by the logarithm of σ = log(1 + exp ρ), in equal steps from the least to the greatest. */
  LOG_SCALE {
    @Override
    Spec choose(Spec spec, float[] values, int bits) {
      double least = Double.POSITIVE_INFINITY;
      double greatest = Double.NEGATIVE_INFINITY;
      for (float value : values) {
        double logScale = logScale(value);
        least = Math.min(least, logScale);
        greatest = Math.max(greatest, logScale);
      }
      if (values.length == 0) {
        least = 0;
        greatest = 0;
      }
      double step = greatest == least ? 1 : (greatest - least) / ((1 << bits) - 1);
      return spec.with(BITS, bits).with(LEAST, least).with(STEP, step);
    }

    @Override
    byte[] encode(Spec spec, float[] values) {
      double least = spec.number(LEAST);
      double step = spec.number(STEP);
      return planes(
          spec, values.length, i -> (int) Math.rint((logScale(values[i]) - least) / step));
    }

    @Override
    float[] decode(Spec spec, byte[] bytes, int count) {
      double least = spec.number(LEAST);
      double step = spec.number(STEP);
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = (float) rho(least + step * code(spec, bytes, count, i));
      }
      return values;
    }
  };

  static final String SHAPE = "shape";
  static final String BITS = "bits";
  static final String STEP = "step";
  static final String LEAST = "least";

  /** The name of the mask of the weights, and the value of those that it removes. */
  static final String MASKED_BY = "mask";

  static final String REMOVED = "removed";

  private static final String SCALAR = "scalar";
  private static final String BY = "x";

  /** Below this ρ, σ is exp ρ to 14 digits; above its negative, ρ itself. */
  private static final double FAR = -30;

  /** The number of the value at an index. */
  private interface Coded {
    int at(int index);
  }

  /** Adds the settings that fit the values. */
  abstract Spec choose(Spec spec, float[] values, int bits);

  abstract byte[] encode(Spec spec, float[] values);

  abstract float[] decode(Spec spec, byte[] bytes, int count);

  /** Returns how many bytes so many values have. */
  int bytes(Spec spec, int count) {
    return count * (spec.integer(BITS) / Byte.SIZE);
  }

  /** Returns the specification of a tensor, without what depends on its values. */
  Spec spec(Shape shape) {
    String text =
        shape.rank() == 0
            ? SCALAR
            : Arrays.stream(shape.toArray())
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(BY));
    return Spec.of(name().toLowerCase(Locale.ROOT).replace('_', '-')).with(SHAPE, text);
  }

  /**
   * Finds the code of a specification.
   *
   * @throws MalformedFileException if it is not known
   */
  static TensorCode of(String tensor, Spec spec) throws MalformedFileException {
    for (TensorCode code : values()) {
      if (code.spec(Shape.scalar()).name().equals(spec.name())) {
        Set<String> numbers = spec.settings().keySet();
        if (numbers.contains(BITS) && spec.integer(BITS) != 8 && spec.integer(BITS) != 16) {
          break;
        }
        return code;
      }
    }
    throw new MalformedFileException(
        String.format(
            "has the tensor \"%s\" as \"%s\", which this version of bcnn does not know; read it"
                + " with the version that wrote it, or a newer one",
            tensor, spec));
  }

  /** Reads the shape of a specification. */
  static Shape shape(Spec spec) {
    String text = spec.text(SHAPE);
    return text.equals(SCALAR)
        ? Shape.scalar()
        : Shape.of(Arrays.stream(text.split(BY, -1)).mapToInt(Integer::parseInt).toArray());
  }

  /** Writes numbers, all low bytes before all high ones, since bytes of a kind deflate better. */
  private static byte[] planes(Spec spec, int count, Coded coded) {
    int size = spec.integer(BITS) / Byte.SIZE;
    byte[] bytes = new byte[count * size];
    for (int i = 0; i < count; i++) {
      int code = coded.at(i);
      for (int plane = 0; plane < size; plane++) {
        bytes[plane * count + i] = (byte) (code >> (Byte.SIZE * plane));
      }
    }
    return bytes;
  }

  private static int code(Spec spec, byte[] bytes, int count, int index) {
    int size = spec.integer(BITS) / Byte.SIZE;
    int code = 0;
    for (int plane = 0; plane < size; plane++) {
      code |= (bytes[plane * count + index] & 0xff) << (Byte.SIZE * plane);
    }
    return code;
  }

  static double logScale(double rho) {
    if (rho < FAR) {
      return rho;
    }
    return rho > -FAR ? Math.log(rho) : Math.log(Math.log1p(Math.exp(rho)));
  }

  static double rho(double logScale) {
    if (logScale < FAR) {
      return logScale;
    }
    double scale = Math.exp(logScale);
    return scale > -FAR ? scale : Math.log(Math.expm1(scale));
  }

  /** Returns those values whose mask is not 0. */
  static float[] kept(HostTensor tensor, HostTensor mask) {
    float[] kept = new float[tensor.data().length];
    int count = 0;
    for (int i = 0; i < kept.length; i++) {
      if (mask.data()[i] != 0) {
        kept[count++] = tensor.data()[i];
      }
    }
    return Arrays.copyOf(kept, count);
  }

  /** Puts values to the places whose mask is not 0. */
  static float[] spread(float[] kept, HostTensor mask, float removed) {
    float[] values = new float[mask.data().length];
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = mask.data()[i] != 0 ? kept[count++] : removed;
    }
    return values;
  }
}
