package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.DataSource;
import org.bcnn.tasks.data.LabelledImages;
import org.bcnn.tasks.data.Split;
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

  @Mixin private DataMixin files;

  @Option(
      names = "--train-limit",
      paramLabel = "N",
      description = "Use no more than N of the training images, chosen by the seed.")
  private Integer trainLimit;

  @Option(
      names = "--ood",
      paramLabel = "NAME",
      description = {
        "Also tell what the discriminator thinks of the test images of this data set, brought to",
        "the same size. May be given repeatedly."
      })
  private List<String> others = List.of();

  /** The data set's name without its settings, for names of files. */
  String plainName() {
    return DataMixin.plain(data);
  }

  /** Loads the images that are named. */
  GanData load(Services services, OptionalInt size, long seed, PrintWriter err) {
    DataContext context = files.context(services.dataContext(), err);
    DataSource source = files.source(services.dataSources(), data);
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

  /** Loads the images of a data set that a checkpoint names. */
  GanData load(Services services, String name, GanData.Choice choice, PrintWriter err) {
    return GanData.load(
        files.source(services.dataSources(), name),
        files.context(services.dataContext(), err),
        choice);
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


  /** Returns the name as it was given. */
  String name() {
    return data;
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
