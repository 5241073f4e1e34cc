package org.bcnn.tasks.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The folders in which the files of a data set may be, in the order in which they are searched.
 * Immutable and safe for use by any number of threads.
 */
final class DataFolders {

  private static final String GZ = ".gz";

  private final List<Path> folders;
  private final Path downloads;

  private DataFolders(List<Path> folders, Path downloads) {
    this.folders = folders;
    this.downloads = downloads;
  }

  /**
   * Returns the folders of a data set: of the folder named for the run, or else of the
   * environment's and the cache, first the folder in it that is named after the data set and then
   * the folder itself.
   */
  static DataFolders of(String dataSet, DataContext context) {
    return of(dataSet, List.of(), context);
  }

  /**
   * As {@link #of(String, DataContext)}, and each folder is followed by those in it that an
   * unpacked archive makes.
   */
  static DataFolders of(String dataSet, List<String> unpacked, DataContext context) {
    List<Path> bases = new ArrayList<>();
    if (context.dataDir().isPresent()) {
      bases.add(context.dataDir().get());
    } else {
      context.environmentDir().ifPresent(bases::add);
      bases.add(context.cacheDir());
    }
    List<Path> folders = new ArrayList<>();
    for (Path base : bases) {
      for (Path folder : List.of(base.resolve(dataSet), base)) {
        folders.add(folder);
        unpacked.forEach(inner -> folders.add(folder.resolve(inner)));
      }
    }
    return new DataFolders(List.copyOf(folders), bases.get(bases.size() - 1).resolve(dataSet));
  }

  /** Returns where files are downloaded to. */
  Path downloads() {
    return downloads;
  }

  /**
   * Looks for files that must lie in one folder.
   *
   * @param names the names of the files; one that ends in {@code .gz} is found uncompressed, too
   * @return the files in the order of their names, from the first folder that has them all
   */
  Optional<List<Path>> find(List<String> names) {
    for (Path folder : folders) {
      List<Path> files = new ArrayList<>();
      for (String name : names) {
        inFolder(folder, name).ifPresent(files::add);
      }
      if (files.size() == names.size()) {
        return Optional.of(files);
      }
    }
    return Optional.empty();
  }

  /**
   * Says what the search found in each folder.
   *
   * @param names the names of the files, as for {@link #find}
   * @return a line for each folder
   */
  List<String> report(List<String> names) {
    List<String> lines = new ArrayList<>();
    for (Path folder : folders) {
      List<String> missing = new ArrayList<>();
      for (String name : names) {
        if (inFolder(folder, name).isEmpty()) {
          missing.add(name);
        }
      }
      if (!Files.isDirectory(folder)) {
        lines.add(folder + " (no such folder)");
      } else if (missing.size() == names.size()) {
        lines.add(folder + " (not there)");
      } else {
        lines.add(folder + " (only " + String.join(", ", missing) + " missing)");
      }
    }
    return lines;
  }

  /**
   * Makes the exception that says that files are missing.
   *
   * @param dataSet the name of the data set
   * @param split which part was asked for
   * @param names the names of the files, as for {@link #find}
   * @param instructions what to do
   */
  DataException missing(String dataSet, Split split, List<String> names, String instructions) {
    return new DataException(
        String.format(
            "the %s files of the data set %s are not on this computer. Looked in%n  %s%n%s",
            split.label(),
            dataSet,
            String.join(System.lineSeparator() + "  ", report(names)),
            instructions));
  }

  /** The file, compressed or not, also under the name with a dot that some archives give it. */
  private static Optional<Path> inFolder(Path folder, String name) {
    if (!name.endsWith(GZ)) {
      return Optional.of(folder.resolve(name)).filter(Files::isRegularFile);
    }
    String plain = name.substring(0, name.length() - GZ.length());
    String dotted = plain.replace("-idx", ".idx");
    for (String candidate : List.of(name, plain, dotted + GZ, dotted)) {
      Path file = folder.resolve(candidate);
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }
}
