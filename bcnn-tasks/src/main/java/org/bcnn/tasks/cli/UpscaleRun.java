package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import org.bcnn.backend.BackendInfo;
import org.bcnn.backend.NoiseSeed;
import org.bcnn.models.SuperResolutionDescription;
import org.bcnn.models.checkpoint.Checkpoint;
import org.bcnn.tasks.image.Picture;
import org.bcnn.tasks.image.PictureFile;
import org.bcnn.tasks.image.Plane;
import org.bcnn.tasks.report.Metrics;
import org.bcnn.tasks.report.Provenance;
import org.bcnn.tasks.report.page.UpscalePage;
import org.bcnn.tasks.report.page.UpscaledSection;
import org.bcnn.tasks.superresolution.PictureUpscaler;
import org.bcnn.tasks.superresolution.SuperResolutionPredictor;
import org.bcnn.tasks.superresolution.UpscaledPicture;
import org.bcnn.tasks.training.Stopwatch;
import org.bcnn.tasks.training.TrainingInterruptedException;

/** Enlarges pictures one after another and writes down what comes of each. */
final class UpscaleRun {
  /** Where in the addressed noise evaluations draw; the same for each picture. */
  private static final long STEP = 1L << 41;

  private final Services services;
  private final Network network;
  private final long seed;
  private final RunOutput output;
  private final int factor;
  private final List<Map<String, Object>> records = new ArrayList<>();
  private final List<UpscaledSection> sections = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  /**
   * What enlarges.
   *
   * @param file where the checkpoint is
   * @param checkpoint the checkpoint
   * @param backend what it runs on
   * @param predictor the network
   * @param tile the side of its tiles
   */
  record Network(
      Path file,
      Checkpoint checkpoint,
      BackendInfo backend,
      SuperResolutionPredictor predictor,
      int tile) {}

  UpscaleRun(Services services, Network network, long seed, RunOutput output) {
    this.services = services;
    this.network = network;
    this.seed = seed;
    this.output = output;
    this.factor = network.checkpoint.superResolutionDescription().factor();
  }

  /** Enlarges all pictures; files of those that are done are whole, whatever happens next. */
  void enlarge(List<UpscaleInput> inputs) {
    int tiles = inputs.stream().mapToInt(this::tiles).sum();
    int before = 0;
    try (CountProgress progress = new CountProgress(output.err(), "enlarging", tiles, " tiles")) {
      for (UpscaleInput input : inputs) {
        int done = before;
        enlarge(
            input,
            tile -> {
              stopIfAsked(inputs.size());
              progress.update(done + tile);
            });
        before += tiles(input);
      }
    }
    write(inputs.size());
  }

  private int tiles(UpscaleInput input) {
    return network.predictor.plan(input.height(), input.width()).count();
  }

  private void stopIfAsked(int all) {
    if (services.interruption().requested()) {
      throw new TrainingInterruptedException(
          String.format(
              "stopped; %d of %d pictures are complete in %s",
              records.size(), all, output.folder()));
    }
  }

  private void enlarge(UpscaleInput input, IntConsumer progress) {
    Stopwatch stopwatch = new Stopwatch();
    stopwatch.start();
    Picture low = PictureFile.read(input.file());
    UpscaledPicture high =
        new PictureUpscaler(network.predictor)
            .upscale(low, new NoiseSeed(seed, STEP), (done, all) -> progress.accept(done));
    double seconds = stopwatch.stop();
    Plane deviation = high.prediction().deviation();
    Plane epistemic = high.prediction().epistemic().map(Math::sqrt);
    UpscaleFiles files = new UpscaleFiles(input.stem(factor));
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("picture", input.file().toString());
    record.put("height", high.picture().height());
    record.put("width", high.picture().width());
    record.put("tiles", tiles(input));
    record.put("seconds", seconds);
    record.put("deviation", mean(deviation));
    record.put("epistemicDeviation", mean(epistemic));
    record.putAll(files.write(output.folder(), high.picture(), deviation, epistemic));
    records.add(record);
    String sentence =
        String.format(
            Locale.ROOT,
            "%d×%d to %d×%d pixels (width, height); deviation %.4f on average, epistemic part %.4f",
            input.width(),
            input.height(),
            high.picture().width(),
            high.picture().height(),
            mean(deviation),
            mean(epistemic));
    lines.add(String.format("%s: %s", input.file(), sentence));
    sections.add(
        UpscaledSection.of(
            input.file().getFileName().toString(),
            sentence + ".",
            new UpscaledSection.Content(low, high.picture(), deviation, epistemic)));
  }

  private static double mean(Plane plane) {
    return Arrays.stream(plane.levels()).average().orElseThrow();
  }

  private void write(int pictures) {
    SuperResolutionDescription architecture = network.checkpoint.superResolutionDescription();
    int draws = network.predictor.draws();
    Map<String, Object> units = new LinkedHashMap<>();
    units.put("deviation", UpscaledSection.UNIT + ", the mean over the pixels");
    units.put("epistemicDeviation", "the same of its epistemic part alone");
    units.put("deviationColours", "what the first and the last colour of -deviation.png stand for");
    units.put("16bit", "65535 is a deviation of 1");
    units.put("npy", "float32 [height, width], deviations as they are");
    Metrics metrics =
        new Metrics()
            .put("checkpoint", network.file.toString())
            .put("model", architecture.model())
            .put("factor", factor)
            .put("evalDraws", draws)
            .put("seed", seed)
            .put("tile", network.tile)
            .put("pictures", records)
            .put("units", units)
            .put("backend", network.backend.name())
            .put("backendVersion", Provenance.version(network.backend))
            .put("training", new LinkedHashMap<>(network.checkpoint.training()))
            .put("provenance", Provenance.of(network.backend));
    metrics.write(output.folder());
    new UpscalePage(
            String.format("Pictures enlarged %d×", factor),
            String.format(
                "%s, %s on %s; %d %s",
                architecture.model(),
                draws == 1 ? "one prediction a pixel" : draws + " posterior draws",
                network.backend.name(),
                pictures,
                pictures == 1 ? "picture" : "pictures"),
            metrics.values(),
            sections)
        .write(output.folder());
    PrintWriter out = output.out();
    lines.forEach(out::println);
    out.printf("results in %s%n", output.folder());
    out.flush();
  }
}
