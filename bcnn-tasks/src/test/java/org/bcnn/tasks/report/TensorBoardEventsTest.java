package org.bcnn.tasks.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bcnn.tasks.training.EpochAverages;
import org.bcnn.tasks.training.EpochRecord;
import org.bcnn.tasks.training.StepRecord;
import org.bcnn.tasks.training.TrainingState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardEventsTest {
  private static final EpochRecord EPOCH =
      new EpochRecord(
          1, 0.5, 0.25, 12, Map.of("trainAccuracy", 0.75, "validationNll", Double.NaN), 1.5);

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000, 500_000_000));

  @TempDir private Path temporary;

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.sorted().toList();
    }
  }

  /**
   * The check value of CRC-32C is e3069283. Turned right by 15 bits it is 0001c60d | 25060000 =
   * 2507c60d, and with a282ead8 c78ab0e5. The other was computed bit by bit with the reflected
   * polynomial 82f63b78.
   */
  @Test
  void framesTheCheckValueOfTheCrc() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new TfRecordWriter(out).write("123456789".getBytes(StandardCharsets.US_ASCII));
    assertEquals(
        "0900000000000000" + "37f97139" + "313233343536373839" + "e5b08ac7",
        hex(out.toByteArray()));
  }

  /** Worked out by hand but for the CRCs of data, which were computed bit by bit. */
  @Test
  void writesEventsAsTheirFieldsAreNumbered() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ScalarEvents events = new ScalarEvents(Path.of("x"), out, 1.5)) {
      events.scalars(1.5, 3, Map.of("a", 2f));
    }
    String version =
        "1800000000000000a37f4b22" // as every event file of TensorFlow begins
            + "09000000000000f83f" // 1: double 1.5
            + "1a0d627261696e2e4576656e743a32" // 3: 13 bytes, brain.Event:2
            + "2a28646c";
    String scalar =
        "1700000000000000e7cef81e"
            + "09000000000000f83f"
            + "1003" // 2: varint 3
            + "2a0a" // 5: a message of 10 bytes
            + "0a08" // 1: a message of 8 bytes
            + "0a0161" // 1: 1 byte, a
            + "1500000040" // 2: float 2
            + "e81c3a9d";
    assertEquals(version + scalar, hex(out.toByteArray()));
  }

  @Test
  void isOnDiskAfterEachEpoch() throws IOException {
    RunFolder folder = RunFolder.open(temporary);
    byte[] early;
    try (TensorBoardEvents events = new TensorBoardEvents(folder, TrainingState.START, CLOCK)) {
      events.onStep(new StepRecord(1, 1, 8, 1, 1, 1, 1e-3));
      events.onEpoch(EPOCH);
      early = Files.readAllBytes(files().get(0));
    }
    assertArrayEquals(early, Files.readAllBytes(files().get(0)));
    String text = new String(early, StandardCharsets.ISO_8859_1);
    assertTrue(text.contains("step/learningRate") && text.contains("epoch/trainAccuracy"), text);
    assertTrue(!text.contains("validation"), "there is no validation part");
  }

  @Test
  void goesOnInAFileOfItsOwnAndStartsAnewWithoutTheEarlierOnes() throws IOException {
    RunFolder folder = RunFolder.open(temporary);
    TrainingState one = new TrainingState(1, List.of(EPOCH), EpochAverages.Sums.NONE);
    new TensorBoardEvents(folder, TrainingState.START, CLOCK).close();
    byte[] first = Files.readAllBytes(files().get(0));
    new TensorBoardEvents(folder, one, CLOCK).close();
    assertEquals(2, files().size());
    String name = files().get(0).getFileName().toString();
    assertTrue(name.startsWith("events.out.tfevents.1700000000."), name);
    assertEquals(name + ".1", files().get(1).getFileName().toString());
    byte[] second = Files.readAllBytes(files().get(1));
    assertEquals(first.length, second.length);
    assertTrue(!Arrays.equals(first, second), "it starts with step 2");
    Files.writeString(temporary.resolve("steps.csv"), "");
    new TensorBoardEvents(folder, TrainingState.START, CLOCK).close();
    assertEquals(List.of(temporary.resolve(name), temporary.resolve("steps.csv")), files());
    assertArrayEquals(first, Files.readAllBytes(files().get(0)));
  }

  /** Linux has a file that is on a full disk. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsNamed() throws IOException {
    ScalarEvents events =
        new ScalarEvents(
            Path.of("events"), Files.newOutputStream(Path.of("/dev/full")), 1_700_000_000);
    String message = assertThrows(OutputException.class, events::flush).getMessage();
    assertEquals(
        "cannot write events: No space left on device; free some space, or name another folder",
        message);
  }

  @Test
  void aFolderThatIsGoneIsNamed() throws IOException {
    RunFolder folder = RunFolder.open(temporary.resolve("out"));
    Files.delete(temporary.resolve("out"));
    assertThrows(
        OutputException.class, () -> new TensorBoardEvents(folder, TrainingState.START, CLOCK));
  }
}
