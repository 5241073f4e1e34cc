package org.bcnn.tasks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrayFilesTest {
  /** No system gives this number: it is beyond the limits of Linux and macOS, and odd. */
  private static final int NOBODY = 999_999_999;

  @TempDir private Path folder;

  @Test
  void onlyHalfWrittenFilesOfProcessesThatAreGoneAreDeleted() throws IOException {
    long own = ProcessHandle.current().pid();
    long alive = ProcessHandle.current().parent().orElseThrow().pid();
    for (String name :
        List.of(
            ".checkpoint.safetensors." + NOBODY + "-17.tmp",
            ".metrics.json." + NOBODY + ".tmp",
            ".checkpoint.safetensors." + own + "-1.tmp",
            ".metrics.json." + alive + ".tmp",
            "metrics.json." + NOBODY + ".tmp",
            ".metrics.json." + NOBODY,
            ".mine.tmp",
            "metrics.json")) {
      Files.writeString(folder.resolve(name), "half");
    }
    Files.createDirectory(folder.resolve(".folder." + NOBODY + ".tmp"));
    RunFolder.open(folder).deleteStrayFiles();
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          Stream.of(
                  ".folder." + NOBODY + ".tmp",
                  ".metrics.json." + NOBODY,
                  ".metrics.json." + alive + ".tmp",
                  ".mine.tmp",
                  "metrics.json",
                  "metrics.json." + NOBODY + ".tmp")
              .sorted()
              .toList(),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }
}
