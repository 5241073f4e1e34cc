package org.bcnn.tasks.superresolution;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bcnn.tasks.data.DataException;

/**
 * Sets of pictures by name, in a fixed order. Immutable and safe for use by any number of threads.
 */
public final class PictureSources {
  private final List<PictureSource> sources;

  /**
   * Creates a registry.
   *
   * @param sources the sets, in the order in which they are listed
   * @throws IllegalArgumentException if two have the same name
   */
  public PictureSources(List<PictureSource> sources) {
    this.sources = List.copyOf(sources);
    List<String> names = new ArrayList<>();
    for (PictureSource source : sources) {
      if (names.contains(source.name())) {
        throw new IllegalArgumentException("two sets of pictures are named " + source.name());
      }
      names.add(source.name());
    }
  }

  /**
   * Returns the sets that come with the framework: {@code drawn} and {@code signs}, which are built
   * in, and {@code bsds300}, {@code set5} and {@code set14}, which are read from files.
   *
   * @return a registry of five sets
   */
  public static PictureSources standard() {
    return new PictureSources(
        List.of(
            DrawnPictures.drawn(),
            DrawnPictures.signs(),
            PublishedPictures.bsds300(),
            PublishedPictures.set5(),
            PublishedPictures.set14()));
  }

  /**
   * Returns all sets.
   *
   * @return in the order in which they were given
   */
  public List<PictureSource> all() {
    return sources;
  }

  /**
   * Returns a set.
   *
   * @param text its name, or a folder of pictures: those in its folders {@code train} and {@code
   *     test}, or those in itself, which then are to test; {@code ./set5} is a folder in any case
   * @return the set
   * @throws DataException if it is neither; the message lists what there is
   */
  public PictureSource get(String text) {
    for (PictureSource source : sources) {
      if (source.name().equals(text)) {
        return source;
      }
    }
    if (isFolder(text)) {
      return new PictureFolderSource(Path.of(text));
    }
    StringBuilder message =
        new StringBuilder(
            "there is no set of pictures, and no folder, named \"" + text + "\". These are known:");
    for (PictureSource source : sources) {
      message.append(String.format("%n  %-14s %s", source.name(), source.description()));
    }
    message.append(String.format("%n  %-14s %s", "FOLDER", "your PNG, JPEG or BMP pictures"));
    throw new DataException(message.toString());
  }

  private static boolean isFolder(String text) {
    try {
      return !text.isBlank() && Files.isDirectory(Path.of(text));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
