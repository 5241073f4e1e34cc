package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.OptionalInt;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.DataSource;
import org.bcnn.tasks.gan.GanData;
import org.bcnn.tasks.training.TrainingTexts;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which real images there are. */
final class GanDataMixin {
  @Option(
      names = "--data",
      paramLabel = "NAME",
      defaultValue = "digits",
      description = "The data set; `bcnn data` lists them. Default: ${DEFAULT-VALUE}, built in.")
  private String data;

  @Mixin private OtherDataMixin others;

  @Option(
      names = "--train-limit",
      paramLabel = "N",
      description = "Use no more than N of the training images, chosen by the seed.")
  private Integer trainLimit;

  /** The data set's name without its settings, for names of files. */
  String plainName() {
    return DataMixin.plain(data);
  }

  /** Where images are, and which others there are. */
  OtherDataMixin others() {
    return others;
  }

  /** Loads the images that are named. */
  GanData load(Services services, OptionalInt size, long seed, PrintWriter err) {
    DataContext context = others.files().context(services.dataContext(), err);
    DataSource source = others.files().source(services.dataSources(), data);
    String remark = source.remark(context);
    if (!remark.isEmpty()) {
      err.println(remark);
    }
    return GanData.load(
        source,
        context,
        new GanData.Choice(
            trainLimit == null ? OptionalInt.empty() : OptionalInt.of(trainLimit), size, seed));
  }

  /** Compares the options given with the settings of a checkpoint. */
  void compare(Contradictions contradictions, Map<String, String> stored) {
    contradictions
        .compare("--data", () -> data, stored.get(TrainingTexts.DATA))
        .compare(
            "--train-limit",
            () -> Integer.toString(trainLimit),
            stored.get(TrainingTexts.TRAIN_LIMIT));
  }
}
