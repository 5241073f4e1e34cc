package org.bcnn.it.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bcnn.tasks.cli.Bcnn;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.report.TensorBoardEvents;
import org.bcnn.tasks.training.EpochAverages;
import org.bcnn.tasks.training.StepRecord;
import org.bcnn.tasks.training.TrainingState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.proto.Summary;

/** What training writes for TensorBoard, read back by TensorFlow. */
final class TensorBoardTest {
  /** 180 images in batches of 50. */
  private static final int STEPS_AN_EPOCH = 4;

  @TempDir private Path temporary;

  private static Path only(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().contains("tfevents")).toList();
      assertEquals(1, found.size(), found.toString());
      return found.get(0);
    }
  }

  /** By tag and step. */
  private static Map<String, Float> scalars(List<Event> events) {
    Map<String, Float> scalars = new LinkedHashMap<>();
    for (Event event : events) {
      for (Summary.Value value : event.getSummary().getValueList()) {
        String key = value.getTag() + "@" + event.getStep();
        assertEquals(null, scalars.put(key, value.getSimpleValue()), key + " is there once");
      }
    }
    return scalars;
  }

  private static List<String[]> rows(Path table) throws IOException {
    return Files.readAllLines(table).stream().map(row -> row.split(",", -1)).toList();
  }

  /** What the tables have, by the tags and steps it should have in the event file. */
  private static Map<String, Float> tables(Path folder) throws IOException {
    Map<String, Float> expected = new LinkedHashMap<>();
    List<String[]> steps = rows(folder.resolve("steps.csv"));
    for (String[] row : steps.subList(1, steps.size())) {
      for (int i = 2; i < row.length; i++) {
        expected.put("step/" + steps.get(0)[i] + "@" + row[0], Float.valueOf(row[i]));
      }
      // From the rate that is given below down to 0 over two epochs, by a cosine.
      double part = (Integer.parseInt(row[0]) - 1) / (2.0 * STEPS_AN_EPOCH);
      double rate = 0.002 * (1 + Math.cos(Math.PI * part)) / 2;
      expected.put("step/learningRate@" + row[0], (float) rate);
    }
    List<String[]> history = rows(folder.resolve("history.csv"));
    for (String[] row : history.subList(1, history.size())) {
      int step = STEPS_AN_EPOCH * Integer.parseInt(row[0]);
      for (int i = 1; i < row.length; i++) {
        expected.put("epoch/" + history.get(0)[i] + "@" + step, (float) Double.parseDouble(row[i]));
      }
    }
    List<String[]> layers = rows(folder.resolve("layers.csv"));
    for (String[] row : layers.subList(1, layers.size())) {
      int step = STEPS_AN_EPOCH * Integer.parseInt(row[0]);
      for (int i = 3; i < row.length; i++) {
        if (!row[i].isEmpty()) {
          expected.put(
              "layers/" + row[1] + "/" + layers.get(0)[i] + "@" + step,
              (float) Double.parseDouble(row[i]));
        }
      }
    }
    return expected;
  }

  @Test
  void itHasWhatTheTablesHave() throws IOException {
    Path out = temporary.resolve("out");
    StringWriter err = new StringWriter();
    int status =
        Bcnn.run(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            "classify",
            "train",
            "--backend=tf",
            "--threads=1",
            "--train-limit=200",
            "--batch-size=50",
            "--epochs=2",
            "--width=0.5",
            "--last-layers=2",
            "--learning-rate=0.002",
            "--lr-schedule=cosine",
            "--eval-draws=1",
            "--tensorboard",
            "--out=" + out);
    assertEquals(0, status, err.toString());
    byte[] file = Files.readAllBytes(only(out));
    List<Event> events = EventFile.read(file);
    assertEquals("brain.Event:2", events.get(0).getFileVersion());
    double time = 0;
    for (Event event : events) {
      assertTrue(event.getWallTime() >= time, "events are in order");
      time = event.getWallTime();
    }
    Map<String, Float> found = scalars(events);
    assertEquals(tables(out), found);
    assertTrue(found.containsKey("layers/dense3/weight/sigma@8"), found.keySet().toString());

    // Cut off anywhere in the last two records, it has those before.
    int whole = events.size();
    int last = events.get(whole - 1).getSerializedSize() + 16;
    int lastButOne = events.get(whole - 2).getSerializedSize() + 16;
    for (int cut = 1; cut <= last + lastButOne; cut++) {
      int left = cut <= last ? whole - 1 : whole - 2;
      assertEquals(events.subList(0, left), EventFile.read(Arrays.copyOf(file, file.length - cut)));
    }
  }

  @Test
  void aRunThatIsTakenUpAgainStartsWithItsNextStep() throws IOException {
    TrainingState from = new TrainingState(7, List.of(), new EpochAverages.Sums(0, 0, 0, 0, 0));
    RunFolder folder = RunFolder.open(temporary);
    try (TensorBoardEvents events = new TensorBoardEvents(folder, from)) {
      events.onStep(new StepRecord(8, 2, 50, 1, 2, 3, 0.5));
    }
    List<Event> events = EventFile.read(Files.readAllBytes(only(temporary)));
    assertEquals(3, events.size());
    assertEquals(SessionLog.SessionStatus.START, events.get(1).getSessionLog().getStatus());
    assertEquals(8, events.get(1).getStep());
    assertEquals(
        Map.of("step/loss@8", 1f, "step/nll@8", 2f, "step/kl@8", 3f, "step/learningRate@8", 0.5f),
        scalars(events));
  }
}
