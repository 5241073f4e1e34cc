package org.bcnn.tasks.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bcnn.tasks.image.ColourMap;
import org.bcnn.tasks.image.NpyFile;
import org.bcnn.tasks.image.Picture;
import org.bcnn.tasks.image.Plane;
import org.bcnn.tasks.image.PngFile;
import org.bcnn.tasks.report.RunFolder;
import org.bcnn.tasks.report.page.ColourScale;
import org.bcnn.tasks.report.page.UpscaledSection;

/**
 * The files of an enlarged picture.
 *
 * @param stem what their names begin with
 */
record UpscaleFiles(String stem) {
  /** All names. */
  List<String> names() {
    return Stream.of(
            ".png", "-deviation.png", "-deviation-16bit.png", "-deviation.npy", "-epistemic.npy")
        .map(ending -> stem + ending)
        .toList();
  }

  /**
   * Writes the files, each whole or not at all.
   *
   * @param folder where they go
   * @param picture the enlarged picture
   * @param deviation the standard deviation of the luma of each pixel, levels from 0 to 1
   * @param epistemic the epistemic part of it
   * @return the names of the files, and what the colours of the map stand for
   */
  Map<String, Object> write(RunFolder folder, Picture picture, Plane deviation, Plane epistemic) {
    List<String> names = names();
    ColourScale scale = UpscaledSection.scale(deviation);
    PngFile.write(file(folder, names.get(0)), picture);
    PngFile.write(
        file(folder, names.get(1)), ColourMap.heatMap(deviation, scale.low(), scale.high()));
    // One scale for all pictures: what is stored, divided by 65535, is the deviation.
    PngFile.write16(file(folder, names.get(2)), deviation, 0, 1);
    NpyFile.write(file(folder, names.get(3)), deviation);
    NpyFile.write(file(folder, names.get(4)), epistemic);
    Map<String, Object> colours = new LinkedHashMap<>();
    colours.put("black", scale.low());
    colours.put("lightest", scale.high());
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("files", names);
    facts.put("deviationColours", colours);
    return facts;
  }

  private static Path file(RunFolder folder, String name) {
    return folder.file(name);
  }
}
