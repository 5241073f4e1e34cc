package org.bcnn.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever happens to a checkpoint file, it is refused with a message, never misread. */
class CheckpointDamageTest {
  @TempDir Path folder;

  private Path file;
  private byte[] bytes;
  private int headerEnd;

  @BeforeEach
  void writeCheckpoint() throws IOException {
    file = folder.resolve("checkpoint.safetensors");
    Checkpoints.write(file, Examples.small(Examples.BAYESIAN));
    bytes = Files.readAllBytes(file);
    headerEnd = 8 + (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  private String refusal() {
    return assertThrows(CheckpointException.class, () -> Checkpoints.read(file)).getMessage();
  }

  @Test
  void aFlippedBitAnywhereIsNoticed() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int at = 0; at < bytes.length; at += stride(at)) {
        int bit = at < 8 ? 0 : at % 8;
        do {
          write(channel, at, (byte) (bytes[at] ^ 1 << bit));
          requireRefusal("bit " + bit + " of byte " + at);
        } while (at < 8 && ++bit < 8);
        write(channel, at, bytes[at]);
      }
    }
    assertEquals(Examples.small(Examples.BAYESIAN), Checkpoints.read(file));
  }

  @Test
  void everyBitOfTheDigestIsNoticed() throws IOException {
    // The format and the digest come first in the header.
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int at = 8; at < 130; at++) {
        for (int bit = 0; bit < 8; bit++) {
          write(channel, at, (byte) (bytes[at] ^ 1 << bit));
          requireRefusal("bit " + bit + " of byte " + at);
        }
        write(channel, at, bytes[at]);
      }
    }
  }

  @Test
  void aFileCutShortAnywhereIsNoticed() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int size = bytes.length - 1; size >= 0; size -= stride(size)) {
        channel.truncate(size);
        requireRefusal("the first " + size + " bytes");
      }
    }
  }

  @Test
  void exchangedBytesAreNoticed() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int at = headerEnd; at + 4 < bytes.length; at += 997) {
        ByteBuffer exchanged = ByteBuffer.wrap(bytes.clone(), at, 8);
        boolean same = exchanged.getInt(at) == exchanged.getInt(at + 4);
        exchanged.putInt(at, ByteBuffer.wrap(bytes).getInt(at + 4));
        exchanged.putInt(at + 4, ByteBuffer.wrap(bytes).getInt(at));
        channel.write(exchanged, at);
        if (!same) {
          requireRefusal("exchange at " + at);
        }
        channel.write(ByteBuffer.wrap(bytes, at, 8), at);
      }
    }
  }

  /** Every byte of the beginning, where most of the structure is, and ever fewer thereafter. */
  private int stride(int at) {
    if (at < 200) {
      return 1;
    }
    return at < headerEnd + 64 ? 3 : 997;
  }

  private void requireRefusal(String what) {
    try {
      Checkpoints.read(file);
    } catch (CheckpointException e) {
      assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
      return;
    } catch (RuntimeException e) {
      throw new AssertionError(what + " leads to another exception", e);
    }
    fail(what + " was not noticed");
  }

  private static void write(FileChannel channel, int at, byte value) throws IOException {
    channel.write(ByteBuffer.wrap(new byte[] {value}), at);
  }

  @Test
  void damagedValuesAreSaidToBe() throws IOException {
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    assertEquals(
        file
            + " is damaged: its SHA-256 digest is not the one it was written with; copy it again"
            + " from where it came from, or use another checkpoint",
        refusal());
  }

  @Test
  void whatOtherProgramsWroteIsSaidToBe() {
    new Safetensors(Map.of("format", "pt"), Map.of("w", HostTensor.scalar(1))).write(file);
    String message = refusal();
    assertTrue(message.contains("not a checkpoint of bcnn"), message);
    assertTrue(message.contains("\"bcnn.format\""), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bcnn.format | 4 | version 4 and this version of bcnn reads versions 2 and 3; read it with the"
            + " version of bcnn that wrote it or a newer one",
        "bcnn.format | 1 | version 1 and this version of bcnn reads versions 2 and 3; read it with the"
            + " version of bcnn that wrote it, or train again",
        "bcnn.format | one | \"bcnn.format\": \"one\", which is not a number",
        "bcnn.model | lenet7 | its model \"lenet7\" is not on the class path, which has 3conv3fc,",
        "bcnn.model | lenet7 | add the jar with the org.bcnn.models.ClassifierProvider of that name",
        "bcnn.model | lenet5:depth=3 | the model lenet5 has no setting depth; it has widths",
        "bcnn.model | mlp:units=0 | cannot be built: mlp needs at least 1 hidden layer",
        "bcnn.widthMultiplier | 0 | the width multiplier must be positive and finite, got 0.0",
        "bcnn.height | 28.5 | \"bcnn.height\": \"28.5\", which is not a number",
        "bcnn.height | 15 | cannot be built: lenet5 takes images of at least 16x16, got 15x16",
        "bcnn.classes | 1 | at least 2 classes, got 1",
        "bcnn.activation | relu6 | \"bcnn.activation\": \"relu6\", which this version of bcnn does",
        "bcnn.weights | flows | \"bcnn.weights\": \"flows\", which this version of bcnn does not",
        "bcnn.posterior | full | its posterior \"full\" is not on the class path, which has",
        "bcnn.posterior | full | add the jar with the org.bcnn.posterior.PosteriorProvider of that",
        "bcnn.prior | flat:height=2 | its prior \"flat\" is not on the class path, which has",
        "bcnn.prior | flat | add the jar with the org.bcnn.prior.PriorProvider of that name to the",
        "bcnn.prior | gaussian:skew=1 | make no sense: the prior gaussian has no setting skew",
        "bcnn.prior | gaussian:mean=0.5,scale=-1 | a positive scale, got mean 0.5, scale -1.0",
        "bcnn.posterior | mean-field:rho=NaN | make no sense: posterior needs a finite gain",
        "bcnn.seed | 9223372036854775808 | \"bcnn.seed\": \"9223372036854775808\", which is not a",
      })
  void metadataThatMakeNoSenseAreRefused(String name, String text, String message) {
    rewrite(texts -> texts.put(name, text));
    String refusal = refusal();
    assertTrue(refusal.contains(message), refusal);
    assertTrue(refusal.contains(file.toString()), refusal);
  }

  @ParameterizedTest
  @CsvSource({
    "bcnn.model",
    "bcnn.channels",
    "bcnn.height",
    "bcnn.width",
    "bcnn.classes",
    "bcnn.activation",
    "bcnn.widthMultiplier",
    "bcnn.weights",
    "bcnn.posterior",
    "bcnn.prior",
    "bcnn.seed"
  })
  void metadataThatAreMissingAreNamed(String name) {
    rewrite(texts -> texts.remove(name));
    assertEquals(file + " has no \"" + name + "\" in its metadata", refusal());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bcnn.weights.layers | 0 | at least 1 layer must be Bayesian, got 0",
        "bcnn.weights.layers | 6 | the last 6 layers are to be Bayesian, but the network has 5 layers",
        "bcnn.weights.layers | 1 | lacks values of lenet5: dense2/weight, dense2/bias;",
        "bcnn.weights.gain | -1 | the gain must be finite and >= 0, got -1.0",
      })
  void lastLayersThatMakeNoSenseAreRefused(String name, String text, String message) {
    Checkpoints.write(file, Examples.small(Examples.LAST_LAYERS));
    rewrite(texts -> texts.put(name, text));
    assertTrue(refusal().contains(message), refusal());
    rewrite(texts -> texts.remove(name));
    assertTrue(refusal().contains("has no \"" + name + "\" in its metadata"), refusal());
  }

  @Test
  void aMissingDigestIsNoticed() {
    Safetensors whole = Safetensors.read(file);
    Map<String, String> texts = new LinkedHashMap<>(whole.metadata());
    texts.remove("bcnn.sha256");
    new Safetensors(texts, whole.tensors()).write(file);
    assertTrue(refusal().contains("was changed after bcnn wrote it"), refusal());
  }

  @Test
  void valuesMustBeThoseOfTheNetwork() {
    Checkpoint whole = Checkpoints.read(file);
    Map<String, HostTensor> values = new LinkedHashMap<>(whole.values());
    values.remove("dense2/bias/rho");
    Checkpoints.write(file, Examples.withValues(whole, values));
    String message = refusal();
    assertTrue(message.contains("lacks values of lenet5: dense2/bias/rho;"), message);

    values.put("dense2/bias/rho", HostTensor.zeros(Shape.of(1, 84)));
    Checkpoints.write(file, Examples.withValues(whole, values));
    message = refusal();
    assertTrue(
        message.contains("dense2/bias/rho has the shape [1, 84] but lenet5 needs [84]"), message);
    assertFalse(message.contains("null"), message);
  }

  /** Changes metadata as a program would that knows the format: with the right digest. */
  private void rewrite(Consumer<Map<String, String>> change) {
    Safetensors whole = Safetensors.read(file);
    Map<String, String> texts = new LinkedHashMap<>(whole.metadata());
    change.accept(texts);
    Checkpoints.seal(texts, whole.tensors()).write(file);
  }
}
