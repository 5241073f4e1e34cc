package org.bcnn.tasks.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Writes TFRecords, the framing of TensorFlow's files: of each record its length (unsigned, 8
 * bytes), the masked CRC-32C of these 8 bytes, the data, and the masked CRC-32C of the data, all
 * little-endian. Whoever reads a file that was cut off notices, and has what is before. Not
 * thread-safe.
 */
final class TfRecordWriter {
  /** A CRC of data that hold CRCs says little, so they are stored rotated and moved. */
  private static final int MASK_DELTA = 0xa282ead8;

  private static final int MASK_ROTATION = 15;

  private final OutputStream out;

  /**
   * Starts at the beginning of a file or after another record.
   *
   * @param out where the records go; closing it is left to the caller
   */
  TfRecordWriter(OutputStream out) {
    this.out = out;
  }

  void write(byte[] data) throws IOException {
    ByteBuffer record =
        ByteBuffer.allocate(Long.BYTES + Integer.BYTES + data.length + Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(data.length);
    record.putInt(maskedCrc(record.array(), Long.BYTES));
    record.put(data);
    record.putInt(maskedCrc(data, data.length));
    out.write(record.array());
  }

  private static int maskedCrc(byte[] bytes, int count) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, count);
    return Integer.rotateRight((int) crc.getValue(), MASK_ROTATION) + MASK_DELTA;
  }
}
