package org.bcnn.models.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;

/** A safetensors file that is being read: the header at once, the tensors on demand. */
final class SafetensorsInput implements AutoCloseable {

  /** A longer header is taken for damage: one of a thousand tensors has a tenth of a megabyte. */
  static final int LONGEST_HEADER = 1 << 24;

  private static final int CHUNK = 1 << 16;

  private final FileChannel channel;
  private final String headerText;
  private final SafetensorsHeader header;

  private SafetensorsInput(FileChannel channel, String headerText, SafetensorsHeader header) {
    this.channel = channel;
    this.headerText = headerText;
    this.header = header;
  }

  /** Opens a file and reads its header. */
  static SafetensorsInput open(Path file) throws IOException, MalformedFileException {
    if (!Files.isRegularFile(file)) {
      if (Files.exists(file)) {
        throw new MalformedFileException("is not a file; name the checkpoint file itself");
      }
      throw new NoSuchFileException(file.toString());
    }
    FileChannel channel = FileChannel.open(file);
    try {
      String text = readHeader(channel);
      long dataBytes = channel.size() - channel.position();
      return new SafetensorsInput(channel, text, SafetensorsHeader.parse(text, dataBytes));
    } catch (IOException | MalformedFileException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Returns the header as it is written. */
  String headerText() {
    return headerText;
  }

  SafetensorsHeader header() {
    return header;
  }

  /**
   * Reads the tensors. To be called once.
   *
   * @param bytes given all bytes of the tensors in the order of the file, in pieces
   */
  Map<String, HostTensor> readTensors(Consumer<ByteBuffer> bytes)
      throws IOException, MalformedFileException {
    header.requireType(ElementType.F32);
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (Map.Entry<String, SafetensorsHeader.Stored> entry : header.tensors().entrySet()) {
      Shape shape = entry.getValue().shape();
      float[] data = new float[shape.size()];
      for (int from = 0; from < data.length; from += CHUNK / Float.BYTES) {
        int count = Math.min(data.length - from, CHUNK / Float.BYTES);
        readFully(channel, chunk.clear().limit(count * Float.BYTES));
        chunk.flip().asFloatBuffer().get(data, from, count);
        bytes.accept(chunk);
      }
      tensors.put(entry.getKey(), HostTensor.of(shape, data));
    }
    return tensors;
  }

  /**
   * Reads tensors that are bytes. To be called once.
   *
   * @param bytes given all bytes of the tensors in the order of the file, in pieces
   */
  Map<String, byte[]> readBytes(Consumer<ByteBuffer> bytes)
      throws IOException, MalformedFileException {
    header.requireType(ElementType.U8);
    Map<String, byte[]> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, SafetensorsHeader.Stored> entry : header.tensors().entrySet()) {
      byte[] data = new byte[entry.getValue().shape().size()];
      readFully(channel, ByteBuffer.wrap(data));
      bytes.accept(ByteBuffer.wrap(data));
      tensors.put(entry.getKey(), data);
    }
    return tensors;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static String readHeader(FileChannel channel) throws IOException, MalformedFileException {
    long size = channel.size();
    if (size < Long.BYTES) {
      throw new MalformedFileException(
          "is not a safetensors file, or cut short: it has only " + size + " bytes");
    }
    ByteBuffer lengthBytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    readFully(channel, lengthBytes);
    long length = lengthBytes.getLong(0);
    if (length < 0 || length > LONGEST_HEADER) {
      throw new MalformedFileException(
          String.format(
              "is not a safetensors file: its header would have %s bytes, more than the %d that"
                  + " are allowed",
              Long.toUnsignedString(length), LONGEST_HEADER));
    }
    if (length > size - Long.BYTES) {
      throw new MalformedFileException(
          String.format(
              "is not a safetensors file, or cut short: its header would have %d bytes, and only"
                  + " %d follow",
              length, size - Long.BYTES));
    }
    ByteBuffer header = ByteBuffer.allocate((int) length);
    readFully(channel, header);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(header.flip()).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedFileException(
          "is not a safetensors file, or damaged: its header is not text", e);
    }
  }

  private static void readFully(FileChannel channel, ByteBuffer buffer)
      throws IOException, MalformedFileException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new MalformedFileException("became shorter while it was read; read it again");
      }
    }
  }
}
