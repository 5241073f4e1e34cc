package org.bcnn.tasks.report;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.bcnn.tasks.training.EpochRecord;
import org.bcnn.tasks.training.LayerRecord;
import org.bcnn.tasks.training.StepRecord;
import org.bcnn.tasks.training.TrainingListener;
import org.bcnn.tasks.training.TrainingState;

/**
 * Writes what training reports for TensorBoard, into a file {@code events.out.tfevents.TIME.HOST}:
 * {@code step/…} after every step, and {@code epoch/…} and {@code layers/PARAMETER/…} after every
 * epoch, at the number of its last step. Values have the units of the records they are of; what is
 * NaN or not there is left out. The file is complete on disk up to the last epoch at any time. Not
 * thread-safe.
 *
 * <p>A new run deletes the event files of earlier ones in its folder, which TensorBoard would show
 * as one with its own. A run that is taken up again adds a file, by which TensorBoard replaces what
 * the others have from later than the state it goes on from.
 */
public final class TensorBoardEvents implements TrainingListener, AutoCloseable {
  private static final String PREFIX = "events.out.tfevents.";
  private static final double NANO = 1e-9;

  private final InstantSource clock;
  private final ScalarEvents events;

  /** The last step that is known of, from 1; 0 before the first. */
  private long step;

  /**
   * Starts a file.
   *
   * @param folder where it goes
   * @param from how far the run is
   * @throws OutputException if it cannot be written, or an earlier one not deleted
   */
  public TensorBoardEvents(RunFolder folder, TrainingState from) {
    this(folder, from, InstantSource.system());
  }

  TensorBoardEvents(RunFolder folder, TrainingState from, InstantSource clock) {
    this.clock = clock;
    this.step = from.step();
    if (from.step() == 0) {
      folder.deleteAll(PREFIX + "*");
    }
    events = ScalarEvents.create(newFile(folder, clock.instant()), now());
    events.start(now(), from.step() + 1);
    events.flush();
  }

  /** Two processes within a second are told apart by a number. */
  private static Path newFile(RunFolder folder, Instant time) {
    String name = PREFIX + time.getEpochSecond() + "." + host();
    Path file = folder.file(name);
    for (int number = 1; Files.exists(file); number++) {
      file = folder.file(name + "." + number);
    }
    return file;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "-");
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private double now() {
    Instant time = clock.instant();
    return time.getEpochSecond() + NANO * time.getNano();
  }

  @Override
  public void onStep(StepRecord record) {
    step = record.step();
    new Scalars("step/")
        .put("loss", record.loss())
        .put("nll", record.nll())
        .put("kl", record.kl())
        .put("learningRate", record.learningRate())
        .write();
  }

  @Override
  public void onLayers(List<LayerRecord> records) {
    for (LayerRecord layer : records) {
      new Scalars("layers/" + layer.parameter() + "/")
          .put("kl", orNan(layer.kl()))
          .put("sigma", orNan(layer.sigma()))
          .put("magnitude", layer.magnitude())
          .put("gradientNorm", layer.gradientNorm())
          .write();
    }
  }

  private static double orNan(OptionalDouble value) {
    return value.orElse(Double.NaN);
  }

  @Override
  public void onEpoch(EpochRecord epoch) {
    Scalars scalars =
        new Scalars("epoch/")
            .put("loss", epoch.loss())
            .put("nll", epoch.nll())
            .put("kl", epoch.kl());
    epoch.scores().forEach(scalars::put);
    scalars.put("seconds", epoch.seconds()).write();
    events.flush();
  }

  @Override
  public void close() {
    events.close();
  }

  /** The scalars of one event, with a common beginning of their tags. */
  private final class Scalars {
    private final String prefix;
    private final Map<String, Float> values = new LinkedHashMap<>();

    Scalars(String prefix) {
      this.prefix = prefix;
    }

    Scalars put(String name, double value) {
      if (!Double.isNaN(value)) {
        values.put(prefix + name, (float) value);
      }
      return this;
    }

    void write() {
      events.scalars(now(), step, values);
    }
  }
}
