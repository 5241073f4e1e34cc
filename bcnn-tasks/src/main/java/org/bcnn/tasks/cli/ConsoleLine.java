package org.bcnn.tasks.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The last line of the terminal, which a progress bar redraws while others print above it. */
final class ConsoleLine extends ConsoleProgressBarConsumer {
  private static final int REDRAW_MILLIS = 200;
  private static final int USUAL_WIDTH = 80;

  private final PrintStream stream;

  ConsoleLine(PrintStream stream) {
    super(stream, width() - 1);
    this.stream = stream;
  }

  /**
   * Asks the terminal how wide it is. Left to itself the progress bar would, by a terminal that
   * takes the signals over, after which Ctrl-C kills the process on the spot.
   */
  private static int width() {
    try (Terminal terminal = TerminalBuilder.builder().dumb(true).nativeSignals(false).build()) {
      return terminal.getWidth() > 1 ? terminal.getWidth() : USUAL_WIDTH;
    } catch (IOException unknown) {
      return USUAL_WIDTH;
    }
  }

  /** Tells whether somebody watches: bars are for terminals, not for log files. */
  @SuppressWarnings("SystemConsoleNull") // What it means since JDK 22 is handled.
  static boolean isWatched() {
    Console console = System.console();
    if (console == null || System.getenv("TERM") == null) {
      return false;
    }
    try {
      // Since JDK 22 there is a console even where there is no terminal; it has a method to ask.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException olderJdk) {
      return true;
    }
  }

  ProgressBar bar(String task, long total, String unit) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(total)
        .setStyle(ProgressBarStyle.ASCII)
        .setUnit(unit, 1)
        .showSpeed()
        .setUpdateIntervalMillis(REDRAW_MILLIS)
        .setConsumer(this)
        .build();
  }

  @Override
  public synchronized void accept(String rendered) {
    super.accept(rendered);
  }

  /** Prints a line above the bar. */
  synchronized void print(String text) {
    stream.print("\r" + text + " ".repeat(Math.max(0, getMaxRenderedLength() - text.length())));
    stream.println();
    stream.flush();
  }
}
