package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import org.bcnn.tasks.training.EpochRecord;
import org.bcnn.tasks.training.StepRecord;
import org.bcnn.tasks.training.TrainingListener;
import org.bcnn.tasks.training.TrainingState;

/**
 * Shows how training advances: a line an epoch, and on a terminal a bar with loss, NLL, KL, rate
 * and time left below them.
 */
final class TrainingProgress implements TrainingListener, AutoCloseable {
  private final PrintWriter err;
  private final TrainingState start;
  private final TrainingWords words;
  private ConsoleLine line;
  private ProgressBar bar;
  private int epochs;

  TrainingProgress(PrintWriter err, TrainingState start, TrainingWords words) {
    this.err = err;
    this.start = start;
    this.words = words;
  }

  @Override
  public void onStart(int allEpochs, int examples) {
    epochs = allEpochs;
    if (ConsoleLine.isWatched()) {
      line = new ConsoleLine(System.err);
      bar = line.bar("training", (long) allEpochs * examples, " " + words.unit());
      bar.stepTo((long) start.history().size() * examples + start.unfinished().examples());
    }
  }

  @Override
  public void onStep(StepRecord step) {
    if (bar != null) {
      bar.stepBy(step.examples());
      bar.setExtraMessage(
          String.format("  loss %.3f nll %.3f kl %.0f", step.loss(), step.nll(), step.kl()));
    }
  }

  @Override
  public void onDivergence(long step, long replayed) {
    String text =
        String.format(
            "step %d is not finite; looking for where, which takes %d %s again",
            step, replayed, replayed == 1 ? "step" : "steps");
    if (bar != null) {
      line.print(text);
    } else {
      err.println(text);
      err.flush();
    }
  }

  @Override
  public void onEpoch(EpochRecord epoch) {
    String text =
        String.format(
            "epoch %d/%d  loss %.4f  NLL %.4f  KL %.0f nats  %s  %.1f s",
            epoch.epoch(),
            epochs,
            epoch.loss(),
            epoch.nll(),
            epoch.kl(),
            words.scores().apply(epoch),
            epoch.seconds());
    if (bar != null) {
      line.print(text);
    } else {
      err.println(text);
      err.flush();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
