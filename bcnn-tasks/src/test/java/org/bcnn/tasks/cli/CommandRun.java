package org.bcnn.tasks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.bcnn.backend.Backends;
import org.bcnn.graph.NoiseSource;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.DataSources;
import org.bcnn.tasks.superresolution.PictureSources;

/**
 * What a command ended with.
 *
 * @param status the exit status
 * @param out what it printed to the standard output
 * @param err what it printed to the standard error
 */
record CommandRun(int status, String out, String err) {

  /** Runs a command with the backends and data sets of the class path. */
  static CommandRun of(String... args) {
    return with(Backends.find(), new Interruption(), args);
  }

  static CommandRun with(Backends backends, Interruption interruption, String... args) {
    Services services =
        new Services(
            DataSources.standard(),
            PictureSources.standard(),
            DataContext.of(Map.of("BCNN_CACHE_DIR", "no-cache"), Path.of("nowhere")),
            () -> backends,
            NoiseSource.PORTABLE,
            interruption);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        Bcnn.commandLine(services)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(args);
    return new CommandRun(status, out.toString(), err.toString());
  }

  /** Checks that the command failed with one message, which has all of these parts. */
  void failedWith(int expected, String... parts) {
    assertEquals(expected, status, err);
    for (String part : parts) {
      assertTrue(err.contains(part), err);
    }
    assertTrue(!err.contains("\tat "), err);
    assertEquals("", out);
  }

  void succeeded() {
    assertEquals(0, status, err);
  }
}
