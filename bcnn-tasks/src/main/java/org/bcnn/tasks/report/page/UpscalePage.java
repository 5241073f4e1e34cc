package org.bcnn.tasks.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.report.RunFolder;

/**
 * The page of pictures that were enlarged.
 *
 * @param title what was done
 * @param subtitle a sentence on it
 * @param facts what {@code metrics.json} has
 * @param pictures the pictures
 */
public record UpscalePage(
    String title, String subtitle, Map<String, Object> facts, List<UpscaledSection> pictures) {

  /**
   * Writes {@code report.html}.
   *
   * @param folder where it goes
   * @throws org.bcnn.tasks.report.OutputException if it cannot be written
   */
  public void write(RunFolder folder) {
    PageFile.write(folder, this::page);
  }

  Page page() {
    List<Section> sections = new ArrayList<>(pictures);
    sections.add(SettingsSection.ofFacts(facts));
    return new Page(title, subtitle, sections);
  }
}
