package org.bcnn.tasks.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a run of training is: all that is needed to go on, but for the values of the variables.
 * Times are not part of it, so that equal runs have equal states.
 *
 * @param step how many steps have been taken
 * @param history the records of the complete epochs, from epoch 1 on
 * @param unfinished the sums over the steps of the epoch that is not complete; {@link
 *     EpochAverages.Sums#NONE} between epochs
 */
public record TrainingState(long step, List<EpochRecord> history, EpochAverages.Sums unfinished) {
  /** The state before the first step. */
  public static final TrainingState START =
      new TrainingState(0, List.of(), EpochAverages.Sums.NONE);

  private static final String STEP = "step";
  private static final String EPOCHS = "epochs";
  private static final String HISTORY = "history";
  private static final String UNFINISHED = "unfinished";
  private static final int EPOCH_NUMBERS = 10;

  /** Copies the list, leaving the times out. */
  public TrainingState {
    history = history.stream().map(EpochRecord::untimed).toList();
    if (step < 0 || (step == 0 && !history.isEmpty())) {
      throw new IllegalArgumentException(
          "there are " + history.size() + " epochs after " + step + " steps");
    }
  }

  /**
   * Returns what a schedule or a choice of the best epoch looks at.
   *
   * @return the negative log-likelihood of the predictive distribution on the validation part after
   *     each complete epoch, nats per example; NaN where there is no such part
   */
  public List<Double> validationNlls() {
    return history.stream().map(EpochRecord::validationNll).toList();
  }

  /**
   * Writes the state as texts, which {@link #of} reads back to the last bit.
   *
   * @return texts by name, in a fixed order
   */
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(STEP, Long.toString(step));
    texts.put(EPOCHS, Integer.toString(history.size()));
    List<String> rows = new ArrayList<>();
    for (EpochRecord epoch : history) {
      rows.add(
          row(
              epoch.loss(),
              epoch.nll(),
              epoch.kl(),
              epoch.trainAccuracy(),
              epoch.validation().accuracy(),
              epoch.validation().nll(),
              epoch.validation().epistemic(),
              epoch.validation().aleatoric(),
              epoch.validation().predictiveEntropy(),
              epoch.validation().mutualInformation()));
    }
    texts.put(HISTORY, String.join(";", rows));
    if (unfinished.examples() > 0) {
      texts.put(
          UNFINISHED,
          row(
              (double) unfinished.examples(),
              unfinished.loss(),
              unfinished.nll(),
              unfinished.kl(),
              (double) unfinished.correct()));
    }
    return texts;
  }

  /**
   * Reads what {@link #texts} wrote.
   *
   * @param texts texts by name
   * @return the state
   * @throws TrainingException if they are not those of a state
   */
  public static TrainingState of(Map<String, String> texts) {
    try {
      List<EpochRecord> history = new ArrayList<>();
      String rows = texts.getOrDefault(HISTORY, "");
      for (String row : rows.isEmpty() ? new String[0] : rows.split(";", -1)) {
        history.add(epoch(history.size() + 1, row));
      }
      EpochAverages.Sums unfinished = EpochAverages.Sums.NONE;
      if (texts.containsKey(UNFINISHED)) {
        double[] of = numbers(texts.get(UNFINISHED), 5);
        unfinished = new EpochAverages.Sums((long) of[0], of[1], of[2], of[3], (long) of[4]);
      }
      return new TrainingState(Long.parseLong(texts.getOrDefault(STEP, "")), history, unfinished);
    } catch (IllegalArgumentException e) {
      throw new TrainingException(
          "the checkpoint does not say how far its training was (" + e.getMessage() + ")");
    }
  }

  /** Reads a row; the uncertainties, which earlier versions did not write, may be missing. */
  private static EpochRecord epoch(int number, String row) {
    double[] of =
        numbers(
            row.split(",", -1).length == EPOCH_NUMBERS - 4 ? row + ",NaN".repeat(4) : row,
            EPOCH_NUMBERS);
    return new EpochRecord(
        number,
        of[0],
        of[1],
        of[2],
        of[3],
        new ValidationScores(of[4], of[5], of[6], of[7], of[8], of[9]),
        Double.NaN);
  }

  private static String row(double... values) {
    List<String> texts = new ArrayList<>();
    for (double value : values) {
      texts.add(Double.toString(value));
    }
    return String.join(",", texts);
  }

  private static double[] numbers(String row, int count) {
    String[] texts = row.split(",", -1);
    if (texts.length != count) {
      throw new IllegalArgumentException("there are not " + count + " numbers in " + row);
    }
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = Double.parseDouble(texts[i]);
    }
    return numbers;
  }
}
