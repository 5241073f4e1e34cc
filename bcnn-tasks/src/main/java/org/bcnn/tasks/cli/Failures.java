package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import org.bcnn.backend.BackendException;
import org.bcnn.models.checkpoint.CheckpointException;
import org.bcnn.tasks.data.DataException;
import org.bcnn.tasks.image.PictureException;
import org.bcnn.tasks.report.OutputException;
import org.bcnn.tasks.training.TrainingException;
import org.bcnn.tasks.training.TrainingInterruptedException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into a message and an exit status. */
final class Failures implements IExecutionExceptionHandler {
  /** What shells report of a program that SIGINT ended: 128 + 2. */
  static final int INTERRUPTED = 130;

  @Override
  public int handleExecutionException(
      Exception thrown, CommandLine commandLine, ParseResult parsed) {
    PrintWriter err = commandLine.getErr();
    if (thrown instanceof TrainingInterruptedException) {
      err.println("bcnn: " + thrown.getMessage());
      return INTERRUPTED;
    }
    if (isForTheUser(thrown)) {
      err.println("bcnn: " + thrown.getMessage());
    } else {
      err.println("bcnn: this should not have happened; please report it with these lines:");
      thrown.printStackTrace(err);
    }
    err.flush();
    return ExitCode.SOFTWARE;
  }

  private static boolean isForTheUser(Exception thrown) {
    return thrown instanceof DataException
        || thrown instanceof BackendException
        || thrown instanceof CheckpointException
        || thrown instanceof PictureException
        || thrown instanceof OutputException
        || thrown instanceof TrainingException
        || thrown instanceof IllegalArgumentException;
  }
}
