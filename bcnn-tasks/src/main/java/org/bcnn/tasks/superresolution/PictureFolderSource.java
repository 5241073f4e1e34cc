package org.bcnn.tasks.superresolution;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.DataException;
import org.bcnn.tasks.data.Split;

/**
 * The user's own pictures: those in the folders {@code train} and {@code test} of a folder, if it
 * has any of these, or else those in the folder itself, which then are to test. So what is trained
 * on is never tested on by accident. Immutable and safe for use by any number of threads.
 */
final class PictureFolderSource implements PictureSource {
  private final Path folder;

  PictureFolderSource(Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return folder.toString();
  }

  @Override
  public String description() {
    return "your PNG, JPEG or BMP pictures in " + folder;
  }

  @Override
  public boolean needsFiles() {
    return true;
  }

  @Override
  public Set<Split> splits() {
    EnumSet<Split> parts = EnumSet.noneOf(Split.class);
    for (Split split : Split.values()) {
      if (Files.isDirectory(part(split))) {
        parts.add(split);
      }
    }
    return Collections.unmodifiableSet(parts.isEmpty() ? EnumSet.of(Split.TEST) : parts);
  }

  @Override
  public PictureSet load(Split split, DataContext context) {
    if (!splits().contains(split)) {
      throw new DataException(
          String.format(
              "there are no pictures to %s in %s: it has no folder %s; make one and put them there",
              split.label(), folder, split.label()));
    }
    return FolderPictures.all(name(), Files.isDirectory(part(split)) ? part(split) : folder);
  }

  private Path part(Split split) {
    return folder.resolve(split.label());
  }
}
