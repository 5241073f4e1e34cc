package org.bcnn.models.checkpoint;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Bytes in the zlib format (RFC 1950). Stateless. */
final class Deflated {
  private static final int CHUNK = 1 << 14;

  private Deflated() {}

  /** Deflates bytes, with whichever strategy leaves fewest. */
  static byte[] of(byte[] bytes) {
    byte[] matched = deflate(bytes, Deflater.DEFAULT_STRATEGY);
    byte[] coded = deflate(bytes, Deflater.HUFFMAN_ONLY);
    return coded.length < matched.length ? coded : matched;
  }

  private static byte[] deflate(byte[] bytes, int strategy) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setStrategy(strategy);
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] chunk = new byte[CHUNK];
      while (!deflater.finished()) {
        out.write(chunk, 0, deflater.deflate(chunk));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  /**
   * Inflates bytes.
   *
   * @param count how many there must be
   */
  static byte[] inflate(String tensor, byte[] deflated, int count) throws MalformedFileException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(deflated);
      byte[] bytes = new byte[count];
      int done = 0;
      while (done < count) {
        int more = inflater.inflate(bytes, done, count - done);
        if (more == 0) {
          throw damaged(tensor, null);
        }
        done += more;
      }
      if (inflater.inflate(new byte[1]) != 0 || !inflater.finished()) {
        throw damaged(tensor, null);
      }
      return bytes;
    } catch (DataFormatException e) {
      throw damaged(tensor, e);
    } finally {
      inflater.end();
    }
  }

  private static MalformedFileException damaged(String tensor, Throwable cause) {
    return new MalformedFileException(
        "is damaged: its tensor \"" + tensor + "\" cannot be decompressed", cause);
  }
}
