package org.bcnn.tasks.data;

import java.io.IOException;
import java.nio.file.Path;

/** A process that downloads a file for as long as its standard input is open. */
final class LockHolder {
  private LockHolder() {}

  public static void main(String[] arguments) throws IOException {
    try (PartFile part = PartFile.open(Path.of(arguments[0]))) {
      System.out.print(part.size() == 0 ? '!' : '?');
      System.out.flush();
      while (System.in.read() >= 0) {
        // Wait for the end.
      }
    }
  }
}
