package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.Split;
import org.bcnn.tasks.superresolution.Degradation;
import org.bcnn.tasks.superresolution.Fidelity;
import org.bcnn.tasks.superresolution.PictureSet;
import org.bcnn.tasks.superresolution.PictureSource;
import picocli.CommandLine.Option;

/** The option that says where the files of sets of pictures are. */
final class PictureFilesMixin {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "The folder that holds the folders of sets of pictures. "
              + "Default: what BCNN_DATA_DIR names, else the cache.")
  private Path folder;

  DataContext context(DataContext environment) {
    return folder == null ? environment : environment.withDataDir(folder);
  }

  /**
   * Finds the test parts of sets and looks at every picture, so that what is missing or too small
   * is missed at the start. What a user should know of the files that are there is said.
   *
   * @param names the sets; one that is named twice counts once
   * @return the pictures by the name of their set
   * @throws org.bcnn.tasks.data.DataException if there is no such set, or a picture is too small
   * @throws org.bcnn.tasks.image.PictureException if a picture cannot be read
   */
  Map<String, PictureSet> testParts(
      Services services, List<String> names, int factor, PrintWriter err) {
    DataContext context = context(services.dataContext());
    Map<String, PictureSet> sets = new LinkedHashMap<>();
    for (String name : names) {
      PictureSource source = services.pictureSources().get(name);
      PictureSet pictures = source.load(Split.TEST, context);
      String remark = source.remark(context);
      if (sets.put(source.name(), pictures) == null && !remark.isEmpty()) {
        err.println(remark);
      }
    }
    sets.values().forEach(set -> require(set, factor));
    return sets;
  }

  private static void require(PictureSet set, int factor) {
    Degradation degradation = new Degradation(factor);
    set.pictures().parallelStream()
        .forEach(picture -> picture.require(degradation, Fidelity.smallest(factor)));
  }
}
