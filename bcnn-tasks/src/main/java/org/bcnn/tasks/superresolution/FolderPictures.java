package org.bcnn.tasks.superresolution;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.bcnn.tasks.data.DataException;
import org.bcnn.tasks.image.PictureFile;
import org.bcnn.tasks.image.PictureFolder;

/** Makes sets of the pictures in files. Stateless. */
final class FolderPictures {
  private FolderPictures() {}

  /**
   * Takes all pictures of a folder.
   *
   * @param name what the set is called
   * @param folder the folder
   * @throws DataException if it has no pictures
   * @throws org.bcnn.tasks.image.PictureException if it is not there or cannot be read
   */
  static PictureSet all(String name, Path folder) {
    List<Path> files = PictureFolder.list(folder);
    if (files.isEmpty()) {
      throw new DataException(
          folder + " holds no PNG, JPEG or BMP picture; put some there, or name another folder");
    }
    return of(name, files);
  }

  /** Takes pictures in the order in which they are given. */
  static PictureSet of(String name, List<Path> files) {
    List<String> names = names(files);
    return new PictureSet(
        name,
        IntStream.range(0, files.size())
            .mapToObj(i -> new NamedPicture(names.get(i), () -> PictureFile.read(files.get(i))))
            .toList());
  }

  /** The names of the files without what follows the last dot, unless two of these are the same. */
  private static List<String> names(List<Path> files) {
    List<String> full = files.stream().map(file -> file.getFileName().toString()).toList();
    List<String> plain = full.stream().map(name -> name.substring(0, lastDot(name))).toList();
    Set<String> differing = new HashSet<>(plain);
    return differing.size() == plain.size() ? plain : full;
  }

  private static int lastDot(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? dot : name.length();
  }
}
