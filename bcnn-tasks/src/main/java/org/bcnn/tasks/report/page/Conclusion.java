package org.bcnn.tasks.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.bcnn.tasks.comparison.ContenderRanking;
import org.bcnn.tasks.comparison.ContenderSummary;

/** Says in a sentence who is best, and whether that may be chance. Stateless. */
final class Conclusion {
  private Conclusion() {}

  /** Says who is best by a score. */
  static String of(List<ContenderSummary> contenders, ContenderScore score) {
    ContenderRanking ranking = ContenderRanking.of(contenders, score.of(), score.more());
    String value = score.text().apply(score.of().apply(ranking.best().get(0)).mean());
    String best =
        String.format(
            "By %s %s %s best (%s)",
            score.words(),
            names(ranking.best()),
            ranking.best().size() == 1 ? "is" : "are equally",
            value);
    if (contenders.get(0).runs().size() == 1) {
      return best + (ranking.close().isEmpty() ? "." : ", then " + order(ranking, score) + ".");
    }
    List<String> rest = new ArrayList<>();
    if (!ranking.worse().isEmpty()) {
      rest.add(
          names(ranking.worse())
              + (ranking.worse().size() == 1 ? " is" : " are")
              + " worse by more than chance");
    }
    if (!ranking.close().isEmpty()) {
      rest.add(names(ranking.close()) + " cannot be told from it");
    }
    return rest.isEmpty() ? best + "." : best + "; " + String.join("; ", rest) + ".";
  }

  private static String order(ContenderRanking ranking, ContenderScore score) {
    Comparator<ContenderSummary> byMean =
        Comparator.comparingDouble(contender -> score.of().apply(contender).mean());
    return String.join(
        ", ",
        ranking.close().stream()
            .sorted(score.more() ? byMean.reversed() : byMean)
            .map(
                contender ->
                    String.format(
                        "%s (%s)",
                        contender.contender(),
                        score.text().apply(score.of().apply(contender).mean())))
            .toList());
  }

  /** Says how much more one contender takes than the one that takes least. */
  static String cost(List<ContenderSummary> contenders, ContenderSummary of) {
    return String.format(
        "It takes %s to train and %s to predict.",
        times(contenders, of, contender -> contender.scores().get("trainSeconds").mean()),
        times(contenders, of, contender -> contender.scores().get("secondsPerImage").mean()));
  }

  private static String times(
      List<ContenderSummary> contenders,
      ContenderSummary of,
      ToDoubleFunction<ContenderSummary> cost) {
    ContenderSummary least =
        contenders.stream().min(Comparator.comparingDouble(cost)).orElseThrow();
    double times = cost.applyAsDouble(of) / cost.applyAsDouble(least);
    if (!Double.isFinite(times)) {
      return "a time that is not known";
    }
    return least.contender().equals(of.contender())
        ? "the least time"
        : String.format("%.1f times as long as %s", times, least.contender());
  }

  private static String names(List<ContenderSummary> contenders) {
    List<String> names =
        contenders.stream().map(contender -> contender.contender().toString()).toList();
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }
}
