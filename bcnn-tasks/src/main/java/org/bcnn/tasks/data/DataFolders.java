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
    List<Path> bases = new ArrayList<>();
    if (context.dataDir().isPresent()) {
      bases.add(context.dataDir().get());
    } else {
      context.environmentDir().ifPresent(bases::add);
      bases.add(context.cacheDir());
    }
    List<Path> folders = new ArrayList<>();
    for (Path base : bases) {
      folders.add(base.resolve(dataSet));
      folders.add(base);
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
   * @param names the names of the files when they are compressed, ending in {@code .gz}
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

  /** The file, compressed or not, also under the name with a dot that some archives give it. */
  private static Optional<Path> inFolder(Path folder, String name) {
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
