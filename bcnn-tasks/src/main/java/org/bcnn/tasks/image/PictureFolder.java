package org.bcnn.tasks.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The pictures in a folder. Stateless. */
public final class PictureFolder {
  private PictureFolder() {}

  /**
   * Lists the pictures of a folder, and reads none.
   *
   * @param folder the folder; what begins with a dot, folders, and files that are no PNG, JPEG or
   *     BMP by name do not count
   * @return the files in the order of their names, maybe none
   * @throws PictureException if the folder is not there or cannot be read
   */
  public static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new PictureException("there is no folder " + folder);
    }
    List<Path> pictures = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      entries.filter(PictureFolder::isPicture).forEach(pictures::add);
    } catch (IOException e) {
      throw new PictureException(
          String.format("cannot read the folder %s: %s; may it be read?", folder, e), e);
    }
    // Not the order of paths, which on some systems ignores case.
    pictures.sort(Comparator.comparing(file -> file.getFileName().toString()));
    return List.copyOf(pictures);
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.matches("[^.].*\\.(png|jpe?g|bmp)") && Files.isRegularFile(file);
  }
}
