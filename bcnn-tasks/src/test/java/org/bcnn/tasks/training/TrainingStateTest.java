package org.bcnn.tasks.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingStateTest {
  private static final List<String> NAMES = List.of("right", "validationNll", "other");

  private static final TrainingState STATE =
      new TrainingState(
          17,
          List.of(
              new EpochRecord(1, 1.0 / 3, 0.1, 1e-300, scores(0.7, Double.NaN, Double.NaN), 5),
              new EpochRecord(2, 2.0 / 3, 0.2, 1e300, scores(0.9, -0.0, 1.0 / 3), 6)),
          new EpochAverages.Sums(3, 1.0 / 7, 0.3, 12, 2));

  private static Map<String, Double> scores(double right, double nll, double other) {
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("right", right);
    scores.put("validationNll", nll);
    scores.put("other", other);
    return scores;
  }

  @Test
  void comesBackFromTextsToTheLastBit() {
    TrainingState read = TrainingState.of(STATE.texts(), NAMES);
    assertEquals(STATE, read);
    assertEquals(NAMES, List.copyOf(read.history().get(0).scores().keySet()));
    assertEquals(TrainingState.START, TrainingState.of(TrainingState.START.texts(), NAMES));
  }

  @Test
  void timesAreNotPartOfIt() {
    assertEquals(STATE, new TrainingState(17, STATE.history(), STATE.unfinished()));
    assertEquals(Double.NaN, STATE.history().get(0).seconds());
  }

  /** Version 0.1.0 began without the uncertainties of the validation part. */
  @Test
  void earlierTextsHaveFewerScores() {
    TrainingState read =
        TrainingState.of(
            Map.of("step", "3", "epochs", "1", "history", "1.0,0.5,9.0,0.7,0.8"), NAMES);
    assertEquals(scores(0.7, 0.8, Double.NaN), read.history().get(0).scores());
  }

  @Test
  void textsOfSomethingElseAreRefused() {
    assertThrows(TrainingException.class, () -> TrainingState.of(Map.of(), NAMES));
    for (Map.Entry<String, String> wrong :
        Map.of("step", "x", "history", "1,2,3", "unfinished", "1;2").entrySet()) {
      Map<String, String> texts = new HashMap<>(STATE.texts());
      texts.put(wrong.getKey(), wrong.getValue());
      assertThrows(TrainingException.class, () -> TrainingState.of(texts, NAMES), wrong.getKey());
    }
  }

  /** Averages that go on from sums are those of an epoch in one go. */
  @Test
  void averagesGoOn() {
    EpochAverages whole = new EpochAverages(NAMES);
    EpochAverages first = new EpochAverages(NAMES);
    StepRecord one = new StepRecord(1, 1, 3, 0.1f, 0.2f, 5, 1e-3);
    StepRecord two = new StepRecord(2, 1, 2, 0.3f, 0.7f, 4, 1e-3);
    whole.add(one, 2);
    whole.add(two, 1);
    first.add(one, 2);
    EpochAverages rest = new EpochAverages(NAMES, first.sums());
    rest.add(two, 1);
    assertEquals(whole.record(1, Map.of(), 0), rest.record(1, Map.of(), 0));
  }
}
