package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;

/** Shows how far through a number of things something is, on a terminal with a bar. */
final class CountProgress implements AutoCloseable {
  private final ProgressBar bar;

  CountProgress(PrintWriter err, String task, int total, String unit) {
    err.flush();
    bar = ConsoleLine.isWatched() ? new ConsoleLine(System.err).bar(task, total, unit) : null;
  }

  void update(int done) {
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
