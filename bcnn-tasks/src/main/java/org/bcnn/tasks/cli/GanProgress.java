package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import org.bcnn.tasks.gan.GameEpoch;
import org.bcnn.tasks.gan.GameListener;
import org.bcnn.tasks.gan.GameRound;
import org.bcnn.tasks.gan.GameState;

/**
 * Shows how a game advances: a line an epoch, and on a terminal a bar with the losses of both
 * players, rate and time left.
 */
final class GanProgress implements GameListener, AutoCloseable {
  private final PrintWriter err;
  private final GameState start;
  private ConsoleLine line;
  private ProgressBar bar;
  private int epochs;

  GanProgress(PrintWriter err, GameState start) {
    this.err = err;
    this.start = start;
  }

  @Override
  public void onStart(int allEpochs, int rounds) {
    epochs = allEpochs;
    if (ConsoleLine.isWatched()) {
      line = new ConsoleLine(System.err);
      bar = line.bar("training", (long) allEpochs * rounds, " rounds");
      bar.stepTo(start.round());
    }
  }

  @Override
  public void onRound(GameRound round) {
    if (bar != null) {
      bar.step();
      bar.setExtraMessage(
          String.format(
              "  D %.3f G %.3f", round.discriminator().step().nll(), round.generator().nll()));
    }
  }

  @Override
  public void onEpoch(GameEpoch epoch) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "epoch %d/%d  D %.4f  G %.4f  p(real) %.2f of real, %.2f of generated",
            epoch.epoch(),
            epochs,
            epoch.value("discriminatorNll"),
            epoch.value("generatorNll"),
            epoch.value("realProbability"),
            epoch.value("generatedProbability")));
    append(text, epoch, GameEpoch.FRECHET, "  Fréchet %.2f", 1);
    append(text, epoch, GameEpoch.MODES_COVERED, "  %.0f classes", 1);
    append(text, epoch, GameEpoch.TEST_ACCURACY, "  test %.2f %%", 100);
    text.append(String.format("  %.1f s", epoch.seconds()));
    if (bar != null) {
      line.print(text.toString());
    } else {
      err.println(text);
      err.flush();
    }
  }

  private static void append(
      StringBuilder text, GameEpoch epoch, String score, String format, double unit) {
    double value = epoch.value(score);
    if (!Double.isNaN(value)) {
      text.append(String.format(format, unit * value));
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
