package org.bcnn.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  @TempDir Path folder;

  /** Writes a file by hand: the length of a header, the header, some zeros. */
  private Path file(String header, int dataBytes) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return file(text.length, text, dataBytes);
  }

  private Path file(long length, byte[] header, int dataBytes) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + header.length + dataBytes)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(length)
            .put(header);
    return Files.write(folder.resolve("x.safetensors"), bytes.array());
  }

  private static String refusal(Path file) {
    String message =
        assertThrows(CheckpointException.class, () -> Safetensors.read(file)).getMessage();
    assertTrue(message.startsWith(file + " "), message);
    return message;
  }

  /** The bytes are written out from the format's description. */
  @Test
  void writesTheBytesOfTheFormat() throws IOException {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    tensors.put("b", HostTensor.of(Shape.of(1, 2), 1, -2));
    tensors.put("a", HostTensor.scalar(0.5f));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Safetensors(Map.of("k", "v"), tensors).writeTo(out);
    String header =
        "{\"__metadata__\":{\"k\":\"v\"},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[8,12]}}";
    String spaces = " ".repeat(7 - (header.length() + 7) % 8);
    String expected =
        HexFormat.of().toHexDigits((byte) (header.length() + spaces.length()))
            + "00000000000000"
            + HexFormat.of().formatHex((header + spaces).getBytes(StandardCharsets.UTF_8))
            + "0000803f000000c00000003f";
    assertEquals(expected, HexFormat.of().formatHex(out.toByteArray()));
    assertEquals(0, (header.length() + spaces.length()) % 8, "tensors begin at a multiple of 8");
  }

  @Test
  void readsWhatOtherToolsWrite() throws IOException {
    // Tensors in any order, white space, no metadata, characters as escapes.
    Path file =
        file(
            " {\"\\u00e4\": {\"data_offsets\":[4, 12], \"shape\":[2], \"dtype\":\"F32\"},\n"
                + "\"z\":{\"shape\":[1,1],\"dtype\":\"F32\",\"data_offsets\":[0,4]}} ",
            12);
    Safetensors read = Safetensors.read(file);
    assertEquals(Map.of(), read.metadata());
    assertEquals(List.of("z", "ä"), new ArrayList<>(read.tensors().keySet()), "as they lie");
    assertEquals(HostTensor.zeros(Shape.of(2)), read.tensors().get("ä"));
    assertEquals(HostTensor.zeros(Shape.of(1, 1)), read.tensors().get("z"));
  }

  @Test
  void nothingAtAllIsAFileToo() {
    Path file = folder.resolve("empty.safetensors");
    Safetensors nothing = new Safetensors(Map.of(), Map.of());
    nothing.write(file);
    assertEquals(nothing, Safetensors.read(file));
  }

  /** A tensor of more bytes than are converted at once. */
  @Test
  void largeTensorsComeBack() {
    float[] data = new float[40_001];
    for (int i = 0; i < data.length; i++) {
      data[i] = i;
    }
    HostTensor large = HostTensor.of(Shape.of(data.length), data);
    Path file = folder.resolve("large.safetensors");
    new Safetensors(Map.of(), Map.of("large", large)).write(file);
    assertArrayEquals(data, Safetensors.read(file).tensors().get("large").data());
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 100, 1 << 24})
  void aHeaderLongerThanTheFileIsRefused(long length) throws IOException {
    String message = refusal(file(length, "{}".getBytes(StandardCharsets.UTF_8), 0));
    assertTrue(message.contains("cut short: its header would have " + length + " b"), message);
  }

  @ParameterizedTest
  @CsvSource({
    "16777217, 16777217",
    "9223372036854775807, 9223372036854775807",
    "-1, 18446744073709551615"
  })
  void anAbsurdHeaderIsRefusedBeforeMemoryIsTaken(long length, String shown) throws IOException {
    String message = refusal(file(length, "{}".getBytes(StandardCharsets.UTF_8), 0));
    assertTrue(message.contains("its header would have " + shown + " bytes, more than"), message);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7})
  void aFileOfFewBytesIsRefused(int size) throws IOException {
    Path file = Files.write(folder.resolve("x.safetensors"), new byte[size]);
    assertTrue(refusal(file).contains("it has only " + size + " bytes"), refusal(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "3",
        "{",
        "{}{}",
        "{\"a\":}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}} x",
        "{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}",
        "{\"__metadata__\":{},\"__metadata__\":{}}",
        "\uFEFF{}"
      })
  void whatIsNoJsonObjectIsRefused(String header) throws IOException {
    String message = refusal(file(header, 4));
    assertTrue(message.contains("is not a safetensors file"), message);
  }

  @Test
  void deepJsonIsRefused() throws IOException {
    refusal(file("{\"a\":" + "[".repeat(100_000), 0));
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    String message = refusal(file(2, new byte[] {(byte) 0xc3, 0x28}, 0));
    assertTrue(message.contains("its header is not text"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5                                                         | has no type",
        "{'shape':[1],'data_offsets':[0,4]}                        | has no type",
        "{'dtype':'F16','shape':[2],'data_offsets':[0,4]}          | is of type F16, and only F32",
        "{'dtype':'f32','shape':[1],'data_offsets':[0,4]}          | is of type f32, and only F32",
        "{'dtype':'F32','data_offsets':[0,4]}                      | has no shape",
        "{'dtype':'F32','shape':1,'data_offsets':[0,4]}            | has no shape",
        "{'dtype':'F32','shape':[1.0],'data_offsets':[0,4]}        | has the shape [1.0]",
        "{'dtype':'F32','shape':['1'],'data_offsets':[0,4]}        | has the shape [\"1\"]",
        "{'dtype':'F32','shape':[4294967297],'data_offsets':[0,4]} | has the shape [4294967297]",
        "{'dtype':'F32','shape':[0],'data_offsets':[0,0]}          | must be positive",
        "{'dtype':'F32','shape':[-1,-1],'data_offsets':[0,4]}      | must be positive",
        "{'dtype':'F32','shape':[65536,65536],'data_offsets':[0,0]}| more than 2^31-1 elements",
        "{'dtype':'F32','shape':[1]}                               | are not two positions",
        "{'dtype':'F32','shape':[1],'data_offsets':[0]}            | are not two positions",
        "{'dtype':'F32','shape':[1],'data_offsets':[0,4,8]}        | are not two positions",
        "{'dtype':'F32','shape':[1],'data_offsets':[0.0,4]}        | are not two positions",
        "{'dtype':'F32','shape':[1],'data_offsets':[-4,0]}         | are not two positions",
        "{'dtype':'F32','shape':[1],'data_offsets':[0,1e30]}       | are not two positions",
        "{'dtype':'F32','shape':[1],'data_offsets':[4,0]}          | has -4 bytes instead of 4",
        "{'dtype':'F32','shape':[2],'data_offsets':[0,4]}          | has 4 bytes instead of 8",
        "{'dtype':'F32','shape':[1],'data_offsets':[4,8]}          | begins at 4, where",
        "{'dtype':'F32','shape':[2],'data_offsets':[0,8]}          | needs 8 bytes and it has o",
      })
  void aTensorThatMakesNoSenseIsRefused(String tensor, String message) throws IOException {
    String refusal = refusal(file("{\"t%s\":" + tensor.replace('\'', '"') + "}", 4));
    assertTrue(refusal.contains(message.replace("needs 8 bytes", "need 8 bytes")), refusal);
    assertTrue(refusal.contains("\"t%s\"") || refusal.contains("cut short"), refusal);
  }

  private static String tensor(String name, int begin, int end) {
    return String.format(
        "\"%s\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[%d,%d]}",
        name, (end - begin) / 4, begin, end);
  }

  @Test
  void tensorsMustNotOverlap() throws IOException {
    Path file = file("{" + tensor("a", 0, 8) + "," + tensor("b", 4, 12) + "}", 12);
    assertTrue(refusal(file).contains("\"b\" begins at 4, where the one before"), refusal(file));
    Path twice = file("{" + tensor("a", 0, 8) + "," + tensor("b", 0, 8) + "}", 8);
    assertTrue(refusal(twice).contains("\"b\" begins at 0, where the one before"), refusal(twice));
  }

  @Test
  void tensorsMustNotLeaveAGap() throws IOException {
    Path file = file("{" + tensor("b", 8, 12) + "," + tensor("a", 0, 4) + "}", 12);
    assertTrue(refusal(file).contains("\"b\" begins at 8, where the one before"), refusal(file));
  }

  @Test
  void bytesAfterTheLastTensorAreRefused() throws IOException {
    Path file = file("{" + tensor("a", 0, 4) + "}", 5);
    assertTrue(refusal(file).contains("1 bytes follow its last tensor"), refusal(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "{\"k\":1}", "{\"k\":null}", "{\"k\":{}}", "[]"})
  void metadataMustBeTexts(String metadata) throws IOException {
    String message = refusal(file("{\"__metadata__\":" + metadata + "}", 0));
    assertTrue(message.contains("is damaged: its metadata"), message);
  }

  @Test
  void halfASurrogatePairIsNoText() {
    String half = "x\uD83D";
    Map<String, HostTensor> tensors = Map.of(half, HostTensor.scalar(1));
    for (Map<String, String> metadata : List.of(Map.of("k", half), Map.of(half, "v"))) {
      assertThrows(IllegalArgumentException.class, () -> new Safetensors(metadata, Map.of()));
    }
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new Safetensors(Map.of(), tensors));
    assertTrue(refused.getMessage().contains("half of a surrogate pair"), refused.getMessage());
  }
}
