package org.bcnn.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bcnn.layer.Activation;
import org.bcnn.models.ClassifierDescription;
import org.bcnn.models.WeightsDescription;
import org.bcnn.models.elsewhere.AnchoredPrior;
import org.bcnn.models.elsewhere.SharedScale;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CheckpointsTest {
  @TempDir Path folder;

  static Stream<Checkpoint> checkpoints() {
    return Stream.of(
        Examples.of(Examples.lenet(28, 10), Examples.BAYESIAN),
        Examples.of(Examples.lenet(28, 10), Examples.DETERMINISTIC),
        Examples.of(
            new ClassifierDescription("lenet5", 3, 32, 36, 7, Activation.TANH), Examples.BAYESIAN),
        Examples.of(
            new ClassifierDescription("lenet5", 1, 16, 16, 2, Activation.TANH, 1, 0.25),
            Examples.DETERMINISTIC),
        Examples.withAdam(Examples.small(Examples.BAYESIAN)));
  }

  @ParameterizedTest
  @MethodSource("checkpoints")
  void whatIsReadIsWhatWasWritten(Checkpoint written) throws IOException {
    Path file = folder.resolve("checkpoint.safetensors");
    Checkpoints.write(file, written);
    Checkpoint read = Checkpoints.read(file);
    assertEquals(written, read);
    assertEquals(inOrder(written.values()), inOrder(read.values()));
    assertEquals(inOrder(written.training()), inOrder(read.training()));
    assertEquals(inOrder(written.provenance()), inOrder(read.provenance()));
    assertEquals(written.weights().bayesian(), read.weights().bayesian());
    assertEquals(written.architecture(), read.classifier().description());

    Path again = folder.resolve("again.safetensors");
    Checkpoints.write(again, read);
    assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
  }

  private static <V> List<Map.Entry<String, V>> inOrder(Map<String, V> map) {
    return new ArrayList<>(map.entrySet());
  }

  @Test
  void everyBitOfAValueIsKept() {
    Checkpoint plain = Examples.small(Examples.DETERMINISTIC);
    Map<String, HostTensor> values = new LinkedHashMap<>(plain.values());
    float[] odd = {
      Float.NaN, Float.NEGATIVE_INFINITY, -0f, Float.MIN_VALUE, Float.MAX_VALUE, 0x1.000002p0f
    };
    values.put("conv1/bias", HostTensor.of(Shape.of(6), odd));
    values.put("counter", HostTensor.scalar(16_777_215));
    Path file = folder.resolve("odd.safetensors");
    Checkpoints.write(file, Examples.withValues(plain, values));
    float[] read = Checkpoints.read(file).values().get("conv1/bias").data();
    for (int i = 0; i < odd.length; i++) {
      assertEquals(Float.floatToRawIntBits(odd[i]), Float.floatToRawIntBits(read[i]));
    }
    assertEquals(HostTensor.scalar(16_777_215), Checkpoints.read(file).values().get("counter"));
  }

  /** The rule that docs/checkpoint-format.md gives to those who check files with other tools. */
  @Test
  void theDigestIsThatOfTheFileWithZerosInItsPlace() throws Exception {
    Path file = folder.resolve("checkpoint.safetensors");
    Checkpoints.write(file, Examples.small(Examples.BAYESIAN));
    String digest = Safetensors.read(file).metadata().get("bcnn.sha256");
    assertTrue(digest.matches("[0-9a-f]{64}"), digest);
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    byte[] masked = bytes.replace(digest, "0".repeat(64)).getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(
        digest, HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(masked)));
  }

  static Stream<Arguments> goldenFiles() {
    return Stream.of(
        Arguments.of(
            Examples.BAYESIAN, "4596afd7596cb23a22765eeda55760e4f2dbd452f118ad7a4a5827a738bad2b9"),
        Arguments.of(
            WeightsDescription.variationalLast(
                1, new SharedScale(-3.5), new AnchoredPrior(0.25), 1.1),
            "179528469444d186f4f93266770263e320a5988f4b7a5c3305bdafe220d3d8e5"),
        Arguments.of(
            Examples.DETERMINISTIC,
            "f67dda84bce81a50212ca3ef0272d75200dd7e711ea250d60b72a6387c337813"));
  }

  /**
   * A change of these bytes is a change of the format, which needs a new version. The files of
   * these digests were read by src/test/python/read_checkpoint.py, which agreed on their content.
   */
  @ParameterizedTest
  @MethodSource("goldenFiles")
  void theBytesOfTheFormatStay(WeightsDescription weights, String digest) throws Exception {
    Path file = folder.resolve("golden.safetensors");
    Map<String, HostTensor> values = new LinkedHashMap<>();
    Examples.small(weights)
        .values()
        .forEach((name, value) -> values.put(name, Examples.ramp(value.shape())));
    Checkpoints.write(file, Examples.withValues(Examples.small(weights), values));
    assertEquals(digest, Safetensors.read(file).metadata().get("bcnn.sha256"));
  }

  @Test
  void aNewCheckpointReplacesAnEarlierOne() {
    Path file = folder.resolve("checkpoint.safetensors");
    Checkpoints.write(file, Examples.small(Examples.BAYESIAN));
    Checkpoint second = Examples.small(Examples.DETERMINISTIC);
    Checkpoints.write(file, second);
    assertEquals(second, Checkpoints.read(file));
    assertEquals(List.of("checkpoint.safetensors"), List.of(folder.toFile().list()));
  }

  @Test
  void foldersAreMade() {
    Path file = folder.resolve("runs").resolve("1").resolve("checkpoint.safetensors");
    Checkpoints.write(file, Examples.small(Examples.DETERMINISTIC));
    assertTrue(Files.exists(file));
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = folder.resolve("absent.safetensors");
    CheckpointException refused =
        assertThrows(CheckpointException.class, () -> Checkpoints.read(file));
    assertEquals("there is no checkpoint " + file + "; is the path right?", refused.getMessage());
  }

  @Test
  void aFolderIsNoCheckpoint() {
    CheckpointException refused =
        assertThrows(CheckpointException.class, () -> Checkpoints.read(folder));
    assertEquals(folder + " is not a file; name the checkpoint file itself", refused.getMessage());
  }

  @Test
  void whatIsNoFolderCannotHoldACheckpoint() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("file"), "text");
    Path file = inTheWay.resolve("checkpoint.safetensors");
    Checkpoint checkpoint = Examples.small(Examples.DETERMINISTIC);
    CheckpointException refused =
        assertThrows(CheckpointException.class, () -> Checkpoints.write(file, checkpoint));
    assertTrue(refused.getMessage().startsWith("cannot write " + file), refused.getMessage());
    assertTrue(
        refused.getMessage().contains("may its folder be written to?"), refused.getMessage());
    assertEquals("text", Files.readString(inTheWay));
  }

  @Test
  void aFolderIsNotOverwritten() throws IOException {
    Path inTheWay = Files.createDirectory(folder.resolve("checkpoint.safetensors"));
    Files.writeString(inTheWay.resolve("kept"), "text");
    Checkpoint checkpoint = Examples.small(Examples.DETERMINISTIC);
    CheckpointException refused =
        assertThrows(CheckpointException.class, () -> Checkpoints.write(inTheWay, checkpoint));
    assertTrue(refused.getMessage().startsWith("cannot write "), refused.getMessage());
    assertTrue(Files.exists(inTheWay.resolve("kept")));
    assertEquals(List.of("checkpoint.safetensors"), List.of(folder.toFile().list()));
  }

  @Test
  void theNameTheFormatReservesIsRefusedBeforeAnythingIsWritten() {
    Checkpoint checkpoint = Examples.small(Examples.DETERMINISTIC);
    Map<String, HostTensor> values = new LinkedHashMap<>(checkpoint.values());
    values.put("__metadata__", HostTensor.scalar(1));
    Path file = folder.resolve("checkpoint.safetensors");
    Checkpoint reserved = Examples.withValues(checkpoint, values);
    assertThrows(IllegalArgumentException.class, () -> Checkpoints.write(file, reserved));
    assertFalse(Files.exists(file));
  }
}
