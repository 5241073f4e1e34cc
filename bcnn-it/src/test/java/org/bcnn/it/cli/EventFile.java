package org.bcnn.it.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.proto.Event;

/** Reads event files by TensorFlow's own classes, with a CRC of its own. */
final class EventFile {
  private static final int POLYNOMIAL = 0x82f63b78;
  private static final int FRAME = Long.BYTES + 2 * Integer.BYTES;

  private EventFile() {}

  /** Reads all records that are there whole; their checksums have to be right. */
  static List<Event> read(byte[] file) throws InvalidProtocolBufferException {
    List<Event> events = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.remaining() >= FRAME) {
      int at = buffer.position();
      long length = buffer.getLong();
      assertEquals(masked(Arrays.copyOfRange(file, at, at + Long.BYTES)), buffer.getInt());
      if (buffer.remaining() < length + Integer.BYTES) {
        break;
      }
      byte[] data = new byte[(int) length];
      buffer.get(data);
      assertEquals(masked(data), buffer.getInt());
      events.add(Event.parseFrom(data));
    }
    return events;
  }

  /** Bit by bit, as CRC-32C is defined. */
  private static int masked(byte[] bytes) {
    int crc = -1;
    for (byte octet : bytes) {
      crc ^= octet & 0xff;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = (crc >>> 1) ^ (crc & 1) * POLYNOMIAL;
      }
    }
    crc = ~crc;
    return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
  }
}
