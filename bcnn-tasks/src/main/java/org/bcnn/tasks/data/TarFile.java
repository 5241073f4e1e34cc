package org.bcnn.tasks.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Unpacks archives of the tar format that are compressed with gzip. Stateless. */
final class TarFile {

  private TarFile() {}

  /**
   * Unpacks files of an archive, each whole or not at all. Folders in the archive do not count, so
   * nothing is written elsewhere; a file that is there already is replaced.
   *
   * @param archive the archive
   * @param names the names of the files, without folders
   * @param folder where they are to be
   * @throws DataException if the archive is damaged or lacks one of them, or a file cannot be
   *     written
   */
  static void unpack(Path archive, List<String> names, Path folder) {
    Set<String> missing = new HashSet<>(names);
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream in = new TarArchiveInputStream(new GZIPInputStream(raw))) {
      for (TarArchiveEntry entry; (entry = in.getNextEntry()) != null; ) {
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        if (entry.isFile() && missing.remove(name)) {
          write(in, folder.resolve(name));
        }
      }
    } catch (IOException e) {
      throw new DataException(
          String.format(
              "cannot unpack %s: %s; is it whole (else delete it), is there room on the disk, and "
                  + "may the folder be written to?",
              archive, e),
          e);
    }
    if (!missing.isEmpty()) {
      throw new DataException(
          archive + " does not hold " + String.join(", ", missing.stream().sorted().toList()));
    }
  }

  /** Writes what remains of a stream to a file. */
  private static void write(InputStream in, Path file) throws IOException {
    // Of this process alone: another one may be unpacking the same archive.
    Path part =
        file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
