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

  /** Loss, negative log-likelihood and KL divergence, which come before the scores. */
  private static final int OBJECTIVE_NUMBERS = 3;

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
      List<Double> row = new ArrayList<>(List.of(epoch.loss(), epoch.nll(), epoch.kl()));
      row.addAll(epoch.scores().values());
      rows.add(text(row));
    }
    texts.put(HISTORY, String.join(";", rows));
    if (unfinished.examples() > 0) {
      texts.put(
          UNFINISHED,
          text(
              List.of(
                  (double) unfinished.examples(),
                  unfinished.loss(),
                  unfinished.nll(),
                  unfinished.kl(),
                  unfinished.score())));
    }
    return texts;
  }

  /**
   * Reads what {@link #texts} wrote.
   *
   * @param texts texts by name
   * @param scoreNames the names of an epoch's scores, in their order
   * @return the state
   * @throws TrainingException if they are not those of a state with such scores
   */
  public static TrainingState of(Map<String, String> texts, List<String> scoreNames) {
    try {
      List<EpochRecord> history = new ArrayList<>();
      String rows = texts.getOrDefault(HISTORY, "");
      for (String row : rows.isEmpty() ? new String[0] : rows.split(";", -1)) {
        history.add(epoch(history.size() + 1, numbers(row), scoreNames));
      }
      return new TrainingState(
          Long.parseLong(texts.getOrDefault(STEP, "")), history, unfinished(texts));
    } catch (IllegalArgumentException e) {
      throw new TrainingException(
          "the checkpoint does not say how far its training was (" + e.getMessage() + ")");
    }
  }

  private static EpochAverages.Sums unfinished(Map<String, String> texts) {
    if (!texts.containsKey(UNFINISHED)) {
      return EpochAverages.Sums.NONE;
    }
    List<Double> sums = numbers(texts.get(UNFINISHED));
    if (sums.size() != 5) {
      throw new IllegalArgumentException("there are not 5 sums in " + texts.get(UNFINISHED));
    }
    return new EpochAverages.Sums(
        sums.get(0).longValue(), sums.get(1), sums.get(2), sums.get(3), sums.get(4));
  }

  /** Makes a record; the last scores, which earlier versions did not write, may be missing. */
  private static EpochRecord epoch(int number, List<Double> row, List<String> scoreNames) {
    int scores = row.size() - OBJECTIVE_NUMBERS;
    if (scores < 1 || scores > scoreNames.size()) {
      throw new IllegalArgumentException(
          "epoch " + number + " has not the scores " + String.join(", ", scoreNames));
    }
    Map<String, Double> byName = new LinkedHashMap<>();
    for (int i = 0; i < scoreNames.size(); i++) {
      byName.put(scoreNames.get(i), i < scores ? row.get(OBJECTIVE_NUMBERS + i) : Double.NaN);
    }
    return new EpochRecord(number, row.get(0), row.get(1), row.get(2), byName, Double.NaN);
  }

  private static String text(List<Double> row) {
    return String.join(",", row.stream().map(String::valueOf).toList());
  }

  private static List<Double> numbers(String row) {
    List<Double> numbers = new ArrayList<>();
    for (String text : row.split(",", -1)) {
      numbers.add(Double.parseDouble(text));
    }
    return numbers;
  }
}
