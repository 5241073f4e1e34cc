package org.bcnn.tasks.report.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.pruning.PruningPoint;
import org.bcnn.tasks.pruning.WeightDistributions;
import org.bcnn.tasks.report.PruningTable;
import org.bcnn.tasks.report.RunFolder;

/**
 * The page of what pruning costs and saves.
 *
 * @param caption what was pruned and how it was tested
 * @param facts what {@code metrics.json} has beside the networks
 * @param points the networks, that as it was trained first
 * @param weights the weights of networks by what these are called
 */
public record PruningPage(
    String caption,
    Map<String, Object> facts,
    List<PruningPoint> points,
    Map<String, WeightDistributions> weights) {
  /** Copies the map, whose order is kept. */
  public PruningPage {
    weights = new LinkedHashMap<>(weights);
  }

  /**
   * Writes {@code report.html}.
   *
   * @param folder where it goes
   * @throws org.bcnn.tasks.report.OutputException if it cannot be written or its plots cannot be
   *     drawn
   */
  public void write(RunFolder folder) {
    PageFile.write(folder, this::page);
  }

  Page page() {
    return new Page(
        "Pruning of " + facts.get("model"),
        caption,
        List.of(
            new PruningSection(points),
            new WeightsSection(weights),
            new TableSection(
                "Numbers",
                "The share is of all weights that can be removed, biases left out. Files of "
                    + "compressed networks are compared with that of the network as it was "
                    + "trained, in float32 and without the state of its optimiser; times with its "
                    + "times in the same rounds.",
                new PruningTable(points).rows()),
            SettingsSection.ofFacts(facts)));
  }
}
