package org.bcnn.tasks.report;

import com.google.protobuf.CodedOutputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * An event file of scalars for TensorBoard: TFRecords, each an {@code Event} in protocol buffers as
 * TensorFlow's {@code event.proto} and {@code summary.proto} number its fields. Not thread-safe.
 */
final class ScalarEvents implements AutoCloseable {
  private static final String FILE_VERSION = "brain.Event:2";

  /** The fields of {@code Event}. */
  private static final int WALL_TIME = 1;

  private static final int STEP = 2;
  private static final int VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;

  /** The field of {@code Summary}. */
  private static final int VALUE = 1;

  /** The fields of {@code Summary.Value}. */
  private static final int TAG = 1;

  private static final int SIMPLE_VALUE = 2;

  /** The field of {@code SessionLog}, and its value. */
  private static final int STATUS = 1;

  private static final int START = 1;

  private final Path file;
  private final OutputStream out;
  private final TfRecordWriter records;

  /**
   * Starts a file.
   *
   * @param file what it is called in messages
   * @param out where its content goes
   * @param wallTime the time, seconds since 1970
   * @throws OutputException if it cannot be written
   */
  ScalarEvents(Path file, OutputStream out, double wallTime) {
    this.file = file;
    this.out = new BufferedOutputStream(out);
    this.records = new TfRecordWriter(this.out);
    write(
        event -> {
          event.writeDouble(WALL_TIME, wallTime);
          event.writeString(VERSION, FILE_VERSION);
        });
  }

  /**
   * Makes a file.
   *
   * @throws OutputException if it is there already, or cannot be written
   */
  static ScalarEvents create(Path file, double wallTime) {
    try {
      return new ScalarEvents(
          file,
          Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
          wallTime);
    } catch (IOException e) {
      throw OutputException.of(file, e);
    }
  }

  /**
   * Says that the run begins, or is taken up again, with a step: what earlier files of the folder
   * have from this step on no longer holds.
   */
  void start(double wallTime, long step) {
    write(
        event -> {
          event.writeDouble(WALL_TIME, wallTime);
          event.writeInt64(STEP, step);
          event.writeByteArray(SESSION_LOG, message(log -> log.writeEnum(STATUS, START)));
        });
  }

  /** Adds the values of a step by their tags. */
  void scalars(double wallTime, long step, Map<String, Float> values) {
    write(
        event -> {
          event.writeDouble(WALL_TIME, wallTime);
          event.writeInt64(STEP, step);
          event.writeByteArray(SUMMARY, message(summary -> writeValues(summary, values)));
        });
  }

  private static void writeValues(CodedOutputStream summary, Map<String, Float> values)
      throws IOException {
    for (Map.Entry<String, Float> scalar : values.entrySet()) {
      summary.writeByteArray(
          VALUE,
          message(
              value -> {
                value.writeString(TAG, scalar.getKey());
                value.writeFloat(SIMPLE_VALUE, scalar.getValue());
              }));
    }
  }

  void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw OutputException.of(file, e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw OutputException.of(file, e);
    }
  }

  private void write(Fields event) {
    try {
      records.write(message(event));
    } catch (IOException e) {
      throw OutputException.of(file, e);
    }
  }

  private static byte[] message(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream coded = CodedOutputStream.newInstance(bytes);
    fields.writeTo(coded);
    coded.flush();
    return bytes.toByteArray();
  }

  /** Writes the fields of a message. */
  @FunctionalInterface
  private interface Fields {
    void writeTo(CodedOutputStream out) throws IOException;
  }
}
