package org.bcnn.tasks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir private Path temporary;

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void opensFoldersThatAreNotThereAndLeavesNothingElseInThem() throws IOException {
    Path path = temporary.resolve("a/b");
    RunFolder.open(path);
    assertEquals(List.of(), names(path));
  }

  @Test
  void numbersNewFolders() {
    RunFolder first = RunFolder.create(temporary, "digits");
    RunFolder second = RunFolder.create(temporary, "digits");
    assertEquals(temporary.resolve("digits-1").toString(), first.toString());
    assertEquals(temporary.resolve("digits-2").toString(), second.toString());
  }

  @Test
  void replacesAFileWholeAndLeavesNoOther() throws IOException {
    RunFolder folder = RunFolder.open(temporary);
    folder.write("x.json", "one");
    folder.write("x.json", "two");
    assertEquals("two", Files.readString(folder.file("x.json")));
    assertEquals(List.of("x.json"), names(temporary));
  }

  /** What others may read of a file does not depend on how it was written. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has other permissions")
  void isReadByWhoMayReadOtherFilesThere() throws IOException {
    RunFolder folder = RunFolder.open(temporary);
    folder.write("x.json", "one");
    Path other = Files.writeString(folder.file("other"), "");
    assertEquals(
        Files.getPosixFilePermissions(other), Files.getPosixFilePermissions(folder.file("x.json")));
  }

  @Test
  void aFileInTheFoldersPlaceIsNamed() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");
    String message =
        assertThrows(OutputException.class, () -> RunFolder.open(file.resolve("out"))).getMessage();
    assertTrue(message.contains(file.toString()), message);
    assertTrue(message.contains("name a folder that may be written to"), message);
  }

  @Test
  void aFailedWriteLeavesTheEarlierFile() throws IOException {
    RunFolder folder = RunFolder.open(temporary);
    Files.createDirectory(folder.file("x.json"));
    Files.writeString(folder.file("x.json").resolve("inside"), "earlier");
    assertThrows(OutputException.class, () -> folder.write("x.json", "later"));
    assertEquals("earlier", Files.readString(folder.file("x.json").resolve("inside")));
    assertEquals(List.of("x.json"), names(temporary), "no partial file is left");
  }

  @Test
  void saysWhatToDoWhenThereIsNoSpace() {
    OutputException full =
        OutputException.of(Path.of("out"), new IOException("No space left on device"));
    assertEquals(
        "cannot write out: No space left on device; free some space, or name another folder",
        full.getMessage());
  }
}
