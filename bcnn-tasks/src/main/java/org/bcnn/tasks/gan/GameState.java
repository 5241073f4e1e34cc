package org.bcnn.tasks.gan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.training.TrainingException;

/**
 * How far a game was played: all that is needed to go on, but for the values of the variables.
 * Times are not part of it, so that equal runs have equal states.
 *
 * @param round how many rounds have been played
 * @param history the records of the complete epochs, from epoch 1 on
 * @param unfinished the sums over the rounds of the epoch that is not complete
 */
public record GameState(long round, List<GameEpoch> history, RoundMeans.Sums unfinished) {
  /** The state before the first round. */
  public static final GameState START = new GameState(0, List.of(), RoundMeans.Sums.NONE);

  private static final String ROUND = "round";
  private static final String EPOCHS = "epochs";
  private static final String HISTORY = "history";
  private static final String UNFINISHED = "unfinished";

  /** Copies the list, leaving the times out. */
  public GameState {
    history = history.stream().map(GameEpoch::untimed).toList();
    if (round < 0 || (round == 0 && !history.isEmpty())) {
      throw new IllegalArgumentException(
          "there are " + history.size() + " epochs after " + round + " rounds");
    }
  }

  /**
   * Writes the state as texts, which {@link #of} reads back to the last bit.
   *
   * @return texts by name, in a fixed order
   */
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(ROUND, Long.toString(round));
    texts.put(EPOCHS, Integer.toString(history.size()));
    texts.put(
        HISTORY,
        String.join(";", history.stream().map(epoch -> text(epoch.values().values())).toList()));
    if (unfinished.rounds() > 0) {
      texts.put(UNFINISHED, unfinished.rounds() + "," + text(unfinished.values().values()));
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
  public static GameState of(Map<String, String> texts) {
    try {
      List<GameEpoch> history = new ArrayList<>();
      String rows = texts.getOrDefault(HISTORY, "");
      for (String row : rows.isEmpty() ? new String[0] : rows.split(";", -1)) {
        history.add(
            new GameEpoch(history.size() + 1, named(GameEpoch.NAMES, numbers(row)), Double.NaN));
      }
      return new GameState(
          Long.parseLong(texts.getOrDefault(ROUND, "")), history, unfinished(texts));
    } catch (IllegalArgumentException e) {
      throw new TrainingException(
          "the checkpoint does not say how far its training was (" + e.getMessage() + ")");
    }
  }

  private static RoundMeans.Sums unfinished(Map<String, String> texts) {
    if (!texts.containsKey(UNFINISHED)) {
      return RoundMeans.Sums.NONE;
    }
    List<Double> numbers = numbers(texts.get(UNFINISHED));
    return new RoundMeans.Sums(
        numbers.get(0).longValue(), named(GameRound.NAMES, numbers.subList(1, numbers.size())));
  }

  private static Map<String, Double> named(List<String> names, List<Double> numbers) {
    if (names.size() != numbers.size()) {
      throw new IllegalArgumentException(
          "there are " + numbers.size() + " numbers for " + String.join(", ", names));
    }
    Map<String, Double> named = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      named.put(names.get(i), numbers.get(i));
    }
    return named;
  }

  private static String text(Iterable<Double> row) {
    List<String> texts = new ArrayList<>();
    row.forEach(number -> texts.add(String.valueOf(number)));
    return String.join(",", texts);
  }

  private static List<Double> numbers(String row) {
    List<Double> numbers = new ArrayList<>();
    for (String text : row.split(",", -1)) {
      numbers.add(Double.parseDouble(text));
    }
    return numbers;
  }
}
