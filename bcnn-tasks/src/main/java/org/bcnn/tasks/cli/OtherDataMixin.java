package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.data.Split;
import org.bcnn.tasks.gan.GanData;
import org.bcnn.tasks.training.TrainingTexts;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where images are, and which others the discriminator is asked about. */
final class OtherDataMixin {
  @Mixin private DataMixin files;

  @Option(
      names = "--ood",
      paramLabel = "NAME",
      description = {
        "Also tell what the discriminator thinks of the test images of this data set, brought to",
        "the same size. May be given repeatedly."
      })
  private List<String> others = List.of();

  /** Where data are, and whether they may be fetched. */
  DataMixin files() {
    return files;
  }

  /** Loads the images that a checkpoint was trained on. */
  GanData load(Services services, Checkpoint checkpoint, PrintWriter err) {
    return GanData.load(
        files.source(services.dataSources(), checkpoint.training().get(TrainingTexts.DATA)),
        files.context(services.dataContext(), err),
        GanData.Choice.of(checkpoint));
  }

  /** Loads the test images of the other data sets, brought to the size of a generator's. */
  Map<String, LabelledImages> others(Services services, GanData like, PrintWriter err) {
    DataContext context = files.context(services.dataContext(), err);
    Map<String, LabelledImages> loaded = new LinkedHashMap<>();
    for (String name : others) {
      loaded.put(name, like.fit(services.dataSources().get(name).load(Split.TEST, context)));
    }
    return loaded;
  }
}
