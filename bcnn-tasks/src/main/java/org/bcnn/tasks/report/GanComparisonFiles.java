package org.bcnn.tasks.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bcnn.tasks.comparison.GanContender;

/**
 * Reads the scores of games from their {@code metrics.json}, and writes a comparison as {@code
 * compare.json}, {@code compare.csv} and {@code compare.md}. Stateless.
 */
public final class GanComparisonFiles {
  private GanComparisonFiles() {}

  /**
   * Reads the scores of a game.
   *
   * @param folder the folder of its run
   * @return the {@link GanContender#SCORES} by name; NaN for what is not there
   * @throws OutputException if the file cannot be read
   */
  public static Map<String, Double> read(Path folder) {
    Path file = folder.resolve(Metrics.FILE);
    JsonNode metrics;
    try {
      metrics = new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw OutputException.unreadable(file, e);
    }
    Map<String, Double> scores = new LinkedHashMap<>();
    for (String name : GanContender.SCORES) {
      scores.put(name, metrics.path(name).asDouble(Double.NaN));
    }
    double least = Double.NaN;
    for (JsonNode share : metrics.path("classHistogram")) {
      least = Double.isNaN(least) ? share.asDouble() : Math.min(least, share.asDouble());
    }
    JsonNode generated = metrics.path(GanValues.DISCRIMINATOR).path("generated");
    scores.put("leastClassShare", least);
    scores.put("generatedAuroc", generated.path("probabilityAuroc").asDouble(Double.NaN));
    scores.put(
        "discriminatorMutualInformation", generated.path("mutualInformation").asDouble(Double.NaN));
    return scores;
  }

  /**
   * Puts the table of a comparison together.
   *
   * @param contenders the contenders, at least one
   * @return its rows, the head first, each with its name first
   */
  public static List<List<String>> rows(List<GanContender> contenders) {
    return table(contenders).rows();
  }

  /**
   * Writes the table for the console.
   *
   * @param contenders the contenders, at least one
   * @return lines, each with its end
   */
  public static String text(List<GanContender> contenders) {
    return table(contenders).text();
  }

  private static TextTable table(List<GanContender> contenders) {
    TextTable table = new TextTable();
    row(table, contenders, "Bayesian players", contender -> contender.players().toString());
    score(table, contenders, "Fréchet distance", "frechet", "%.2f", 1);
    score(table, contenders, "precision", "precision", "%.4f", 1);
    score(table, contenders, "recall", "recall", "%.4f", 1);
    score(table, contenders, "classes covered", "modesCovered", "%.1f", 1);
    score(table, contenders, "rarest class, % of the images", "leastClassShare", "%.1f", 100);
    score(table, contenders, "AUROC of generated images", "generatedAuroc", "%.4f", 1);
    score(
        table,
        contenders,
        "mutual information on them",
        "discriminatorMutualInformation",
        "%.4f",
        1);
    score(table, contenders, "parameters, generator", "generatorParameters", "%,.0f", 1);
    score(table, contenders, "parameters, discriminator", "discriminatorParameters", "%,.0f", 1);
    score(table, contenders, "training, s", "trainSeconds", "%.0f", 1);
    return table;
  }

  private static void score(
      TextTable table,
      List<GanContender> contenders,
      String words,
      String name,
      String format,
      double factor) {
    row(
        table,
        contenders,
        words,
        contender -> MeanValues.cell(contender.score(name), format, factor));
  }

  private static void row(
      TextTable table,
      List<GanContender> contenders,
      String words,
      Function<GanContender, String> cell) {
    List<String> row = new ArrayList<>(List.of(words));
    contenders.forEach(contender -> row.add(cell.apply(contender)));
    table.row(row);
  }

  /**
   * Writes the files.
   *
   * @param folder where they go
   * @param caption what was compared, a sentence
   * @param facts what is said of the comparison as a whole, by name
   * @param contenders the contenders, at least one
   * @throws OutputException if one cannot be written
   */
  public static void write(
      RunFolder folder, String caption, Map<String, Object> facts, List<GanContender> contenders) {
    Map<String, Object> all = new LinkedHashMap<>(facts);
    List<Map<String, Object>> objects = new ArrayList<>();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (GanContender contender : contenders) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("bayesian", contender.players().toString());
      Map<String, Object> row = new LinkedHashMap<>(object);
      for (String name : GanContender.SCORES) {
        object.put(name, MeanValues.object(contender.score(name)));
        MeanValues.put(row, name, contender.score(name));
      }
      objects.add(object);
      rows.add(row);
    }
    all.put("contenders", objects);
    folder.write("compare.json", Json.text(all));
    folder.write("compare.csv", CsvText.of(rows));
    folder.write("compare.md", caption + "\n\n" + table(contenders).markdown());
  }
}
