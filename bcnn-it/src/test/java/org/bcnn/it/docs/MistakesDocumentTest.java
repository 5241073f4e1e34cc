package org.bcnn.it.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code docs/mistakes.md} names tests that are there. */
final class MistakesDocumentTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\|.*\\| ([^|]+) \\|$");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+)#(\\w+)`");

  private record Row(int number, String tests) {}

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(ROOT.resolve("docs/mistakes.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.add(new Row(Integer.parseInt(row.group(1)), row.group(2)));
      }
    }
    return rows;
  }

  /** Tests are of several modules, of which not all are on the class path: sources are. */
  private static Optional<Path> source(String type) throws IOException {
    for (String module : List.of("bcnn-api", "bcnn-models", "bcnn-tasks", "bcnn-it")) {
      for (String part : List.of("test", "main")) {
        Path folder = ROOT.resolve(module).resolve("src").resolve(part);
        if (Files.isDirectory(folder)) {
          try (var files = Files.walk(folder)) {
            Optional<Path> found = files.filter(file -> file.endsWith(type + ".java")).findFirst();
            if (found.isPresent()) {
              return found;
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  @Test
  void numbersAreInOrder() throws IOException {
    assertEquals(
        IntStream.rangeClosed(1, 14).boxed().toList(), rows().stream().map(Row::number).toList());
  }

  @Test
  void everyTestNamedIsThere() throws IOException {
    int named = 0;
    for (Row row : rows()) {
      Matcher tests = TEST.matcher(row.tests());
      while (tests.find()) {
        String test = tests.group(1) + "#" + tests.group(2);
        Path file =
            source(tests.group(1))
                .orElseThrow(() -> new AssertionError("there is no class for " + test));
        Pattern method = Pattern.compile("\\bvoid " + tests.group(2) + "\\(");
        assertTrue(method.matcher(Files.readString(file)).find(), "there is no " + test);
        named++;
      }
    }
    assertTrue(named > 20, "the table has tests");
  }

  @Test
  void aMistakeWithoutATestSaysWhy() throws IOException {
    for (Row row : rows()) {
      assertTrue(
          TEST.matcher(row.tests()).find() || row.tests().startsWith("none: "),
          "mistake " + row.number());
    }
  }
}
