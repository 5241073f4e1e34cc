package org.bcnn.tasks.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A folder with a folder of pictures for each class. Stateless. */
final class ImageFolder {

  private ImageFolder() {}

  /**
   * Lists the pictures.
   *
   * @param folder the folder of classes; what begins with a dot and files that are no PNG, JPEG or
   *     BMP by name do not count
   * @return the pictures of each class, classes and pictures in the order of their names
   * @throws DataException if a folder cannot be read, there is no class, or a class has no picture
   */
  static Map<String, List<Path>> list(Path folder) {
    Map<String, List<Path>> classes = new LinkedHashMap<>();
    for (Path inner : sorted(folder, Files::isDirectory)) {
      List<Path> pictures = sorted(inner, ImageFolder::isPicture);
      if (pictures.isEmpty()) {
        throw new DataException(
            inner + " holds no PNG, JPEG or BMP picture; put some there, or remove the class");
      }
      classes.put(inner.getFileName().toString(), pictures);
    }
    if (classes.isEmpty()) {
      throw new DataException(
          folder + " holds no folders; there must be one with pictures for each class");
    }
    return classes;
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Files.isRegularFile(file) && name.matches(".*\\.(png|jpe?g|bmp)");
  }

  private static List<Path> sorted(Path folder, Predicate<Path> wanted) {
    List<Path> entries = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(entry -> !entry.getFileName().toString().startsWith("."))
          .filter(wanted)
          .forEach(entries::add);
    } catch (IOException e) {
      throw new DataException(
          String.format("cannot read the folder %s: %s; may it be read?", folder, e), e);
    }
    // Not the order of paths, which on some systems ignores case.
    entries.sort((a, b) -> a.getFileName().toString().compareTo(b.getFileName().toString()));
    return entries;
  }
}
