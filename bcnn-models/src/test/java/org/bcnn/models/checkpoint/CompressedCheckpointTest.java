package org.bcnn.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bcnn.models.WeightsDescription;
import org.bcnn.models.pruning.Pruning;
import org.bcnn.models.pruning.PruningCriterion;
import org.bcnn.models.pruning.PruningTarget;
import org.bcnn.spec.Spec;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checkpoints that are smaller, and what is lost. */
class CompressedCheckpointTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("small.safetensors");
  }

  private static Checkpoint pruned(double share) {
    return Pruning.prune(
        Examples.of(Examples.lenet(28, 10), Examples.BAYESIAN),
        PruningCriterion.L1,
        PruningTarget.fraction(share, PruningTarget.Scope.GLOBAL));
  }

  private Checkpoint through(Checkpoint checkpoint, Compression compression) {
    Checkpoints.writeCompressed(file(), checkpoint, compression);
    return Checkpoints.read(file());
  }

  @Test
  void nothingIsLostIn32Bits() {
    for (Checkpoint checkpoint :
        new Checkpoint[] {
          pruned(0.9),
          Examples.small(Examples.BAYESIAN),
          Examples.small(Examples.LAST_LAYERS),
          Examples.small(Examples.DETERMINISTIC)
        }) {
      assertEquals(checkpoint, through(checkpoint, Compression.BITS_32));
    }
  }

  /** A number is off by half a step at most: of the greatest mean, or of the range of ln σ. */
  @ParameterizedTest
  @EnumSource(
      value = Compression.class,
      names = {"BITS_16", "BITS_8"})
  void whatIsLostIsHalfAStep(Compression compression) {
    Checkpoint before = pruned(0.5);
    Checkpoint after = through(before, compression);
    int steps = (1 << compression.bits()) - 1;
    for (String layer : new String[] {"conv1", "conv2", "dense1", "dense2", "dense3"}) {
      float[] mask = before.values().get(layer + "/weight/mask").data();
      assertArrayEquals(mask, after.values().get(layer + "/weight/mask").data());
      float[] mu = before.values().get(layer + "/weight/mu").data();
      float[] muAfter = after.values().get(layer + "/weight/mu").data();
      float[] rho = before.values().get(layer + "/weight/rho").data();
      float[] rhoAfter = after.values().get(layer + "/weight/rho").data();
      double largest = 0;
      double least = Double.POSITIVE_INFINITY;
      double greatest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < mu.length; i++) {
        if (mask[i] != 0) {
          largest = Math.max(largest, Math.abs(mu[i]));
          least = Math.min(least, logScale(rho[i]));
          greatest = Math.max(greatest, logScale(rho[i]));
        }
      }
      for (int i = 0; i < mu.length; i++) {
        if (mask[i] == 0) {
          assertEquals(0, muAfter[i]);
          assertEquals(Pruning.REMOVED_RHO, rhoAfter[i]);
        } else {
          assertEquals(mu[i], muAfter[i], 1.001 * largest / (steps - 1));
          assertEquals(
              logScale(rho[i]), logScale(rhoAfter[i]), 0.501 * (greatest - least) / steps + 1e-6);
        }
      }
      assertEquals(before.values().get(layer + "/bias/mu"), after.values().get(layer + "/bias/mu"));
    }
    assertEquals(before.weights(), after.weights());
    assertEquals(before.training(), after.training());
    assertEquals(before.provenance(), after.provenance());
  }

  private static double logScale(double rho) {
    return Math.log(Math.log1p(Math.exp(rho)));
  }

  /** With nine tenths removed: 0.1 of two bytes and less than a bit for the mask, not 8 bytes. */
  @Test
  void ofRemovedWeightsLittleIsLeftOnTheDisk() throws IOException {
    Path whole = folder.resolve("whole.safetensors");
    Checkpoints.write(whole, Examples.of(Examples.lenet(28, 10), Examples.BAYESIAN));
    long before = Files.size(whole);
    assertEquals(before, Checkpoints.size(Examples.of(Examples.lenet(28, 10), Examples.BAYESIAN)));
    Map<Compression, Long> after = new EnumMap<>(Compression.class);
    for (Compression compression : Compression.values()) {
      through(pruned(0.9), compression);
      after.put(compression, Files.size(file()));
    }
    long exact = after.get(Compression.BITS_32);
    long half = after.get(Compression.BITS_16);
    long quarter = after.get(Compression.BITS_8);
    assertTrue(before > 7 * quarter, before + " and " + quarter);
    assertTrue(exact > half && half > quarter, after.toString());
  }

  @Test
  void equalCheckpointsMakeEqualFiles() throws IOException {
    through(pruned(0.9), Compression.BITS_8);
    byte[] first = Files.readAllBytes(file());
    through(pruned(0.9), Compression.BITS_8);
    assertArrayEquals(first, Files.readAllBytes(file()));
  }

  /** What was compressed once is the same when it is compressed again. */
  @Test
  void compressingTwiceLosesNothingMore() {
    Checkpoint once = through(pruned(0.9), Compression.BITS_8);
    Checkpoint twice = through(once, Compression.BITS_8);
    for (Map.Entry<String, HostTensor> value : once.values().entrySet()) {
      float[] expected = value.getValue().data();
      float[] found = twice.values().get(value.getKey()).data();
      assertArrayEquals(expected, found, 1e-4f, value.getKey());
    }
  }

  @Test
  void aWholeTensorMayBeRemoved() {
    Checkpoint checkpoint = pruned(0.5);
    Map<String, HostTensor> values = new LinkedHashMap<>(checkpoint.values());
    Shape shape = values.get("conv1/weight/mu").shape();
    values.put("conv1/weight/mu", HostTensor.zeros(shape));
    values.put("conv1/weight/rho", HostTensor.full(shape, Pruning.REMOVED_RHO));
    values.put("conv1/weight/mask", HostTensor.zeros(shape));
    Checkpoint gone = Examples.withValues(checkpoint, values);
    assertEquals(
        gone.values().get("conv1/weight/rho"),
        through(gone, Compression.BITS_8).values().get("conv1/weight/rho"));
  }

  @Test
  void theStateOfAnOptimiserAndTheProgressAreLeftOut() {
    Checkpoint checkpoint = Examples.withAdam(Examples.small(Examples.BAYESIAN));
    Checkpoint read = through(checkpoint, Compression.BITS_32);
    assertEquals(checkpoint.network().variables().all().size(), read.values().size());
    assertTrue(read.progress().isEmpty());
  }

  @Test
  void everyFlippedBitAndEveryMissingByteIsNoticed() throws IOException {
    through(
        Pruning.prune(
            Examples.small(Examples.BAYESIAN),
            PruningCriterion.SNR,
            PruningTarget.fraction(0.9, PruningTarget.Scope.PER_LAYER)),
        Compression.BITS_8);
    byte[] bytes = Files.readAllBytes(file());
    for (int at = 0; at < bytes.length; at += at < 300 ? 1 : 13) {
      byte[] changed = bytes.clone();
      changed[at] ^= (byte) (1 << at % 8);
      Files.write(file(), changed);
      String message = refusal();
      assertTrue(message.contains(file().toString()), message);
    }
    byte[] damaged = bytes.clone();
    damaged[bytes.length - 5] ^= 4;
    Files.write(file(), damaged);
    assertTrue(refusal().contains("is damaged: its SHA-256 digest"), refusal());
    for (int size = bytes.length - 1; size > 0; size -= 101) {
      Files.write(file(), Arrays.copyOf(bytes, size));
      refusal();
    }
    Files.write(file(), Arrays.copyOf(bytes, bytes.length - 1));
    assertTrue(refusal().contains("is cut short"), refusal());
  }

  private String refusal() {
    return assertThrows(CheckpointException.class, () -> Checkpoints.read(file())).getMessage();
  }

  @Test
  void otherReadersSayWhatItIs() {
    through(pruned(0.9), Compression.BITS_8);
    String message =
        assertThrows(CheckpointException.class, () -> Safetensors.read(file())).getMessage();
    assertTrue(message.contains("of type U8, and only F32 can be read"), message);
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> Compression.ofBits(4))
            .getMessage()
            .contains("32, 16, 8 bits, got 4"));
  }

  @Test
  void codesAreThoseOfTheDocument() {
    Spec linear = TensorCode.LINEAR.choose(TensorCode.LINEAR.spec(Shape.of(2, 2)), FOUR, 16);
    assertEquals("linear:shape=2x2,bits=16,step=0.5", linear.toString());
    // −32767, 0, 1 and 258: the low bytes and then the high ones.
    assertArrayEquals(
        new byte[] {1, 0, 1, 2, (byte) 0x80, 0, 0, 1}, TensorCode.LINEAR.encode(linear, FOUR));
    assertArrayEquals(
        FOUR, TensorCode.LINEAR.decode(linear, TensorCode.LINEAR.encode(linear, FOUR), 4));

    float[] rho = {(float) Math.log(Math.expm1(1)), (float) Math.log(Math.expm1(Math.E))};
    Spec log = TensorCode.LOG_SCALE.choose(TensorCode.LOG_SCALE.spec(Shape.of(2)), rho, 8);
    assertEquals(0, log.number(TensorCode.LEAST), 1e-6);
    assertEquals(1.0 / 255, log.number(TensorCode.STEP), 1e-6);
    assertArrayEquals(new byte[] {0, (byte) 255}, TensorCode.LOG_SCALE.encode(log, rho));
    assertArrayEquals(rho, TensorCode.LOG_SCALE.decode(log, new byte[] {0, (byte) 255}, 2), 1e-6f);

    float[] mask = {1, 0, 0, 1, 0, 0, 0, 0, 0, 1};
    Spec bits = TensorCode.MASK.spec(Shape.of(10));
    assertArrayEquals(new byte[] {9, 2}, TensorCode.MASK.encode(bits, mask));
    assertArrayEquals(mask, TensorCode.MASK.decode(bits, new byte[] {9, 2}, 10));
  }

  private static final float[] FOUR = {-16383.5f, 0, 0.5f, 129};

  /** ρ and ln σ are each other's functions, however far from 0. */
  @Test
  void scalesAreFoundAgain() {
    for (double rho : new double[] {-110, -31, -29, -5, 0, 3, 29, 31, 80}) {
      assertEquals(rho, TensorCode.rho(TensorCode.logScale(rho)), 1e-9 * Math.abs(rho) + 1e-12);
    }
  }

  @Test
  void plainWeightsAreCompressedToo() {
    WeightsDescription plain = Examples.DETERMINISTIC;
    Checkpoint before = Examples.small(plain);
    Checkpoint after = through(before, Compression.BITS_8);
    float[] expected = before.values().get("dense1/weight").data();
    float largest = 0;
    for (float weight : expected) {
      largest = Math.max(largest, Math.abs(weight));
    }
    assertArrayEquals(expected, after.values().get("dense1/weight").data(), 0.501f * largest / 127);
  }
}
