package org.bcnn.tasks.cli;

import java.awt.Dimension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bcnn.tasks.image.PictureException;
import org.bcnn.tasks.image.PictureFile;

/**
 * A picture that is to be enlarged.
 *
 * @param file the file
 * @param name what files that are made of it are named by: its name without its ending
 * @param height its rows
 * @param width its columns
 */
record UpscaleInput(Path file, String name, int height, int width) {
  /**
   * What a picture of the result takes of Java's memory, in bytes a pixel: an estimate from above,
   * under which 1920×1080 pixels by 2 were enlarged in just the memory that it asks for.
   */
  private static final long BYTES_A_PIXEL = 160;

  /** What one of the input takes while it is read. */
  private static final long BYTES_A_PIXEL_READ = 64;

  private static final long MEGABYTE = 1L << 20;

  /**
   * Checks pictures before anything is done with them: that each is there, fits into memory when it
   * is enlarged, is whole, and has a name of its own.
   *
   * @param files the pictures
   * @param factor by how much they are to be enlarged
   * @param memory how many bytes Java may take
   * @return the pictures, in the same order
   * @throws PictureException if one cannot be read or is too large
   * @throws IllegalArgumentException if two have the same name
   */
  static List<UpscaleInput> check(List<Path> files, int factor, long memory) {
    List<UpscaleInput> inputs = new ArrayList<>();
    Map<String, Path> names = new LinkedHashMap<>();
    for (Path file : files) {
      Dimension size = PictureFile.size(file);
      UpscaleInput input = new UpscaleInput(file, nameWithoutEnding(file), size.height, size.width);
      // Some file systems take a and A for the same.
      Path other = names.put(input.name.toLowerCase(Locale.ROOT), file);
      if (other != null) {
        throw new IllegalArgumentException(
            String.format(
                "%s and %s would both be written as %s; rename one, or enlarge them one at a time "
                    + "with an --out each",
                other, file, input.resultName(factor)));
      }
      input.requireMemory(factor, memory);
      inputs.add(input);
    }
    // Last, as it takes longest: a picture that is not whole is better missed before the first
    // one has been enlarged.
    files.forEach(PictureFile::read);
    return inputs;
  }

  /** Returns the file name of the enlarged picture. */
  String resultName(int factor) {
    return stem(factor) + ".png";
  }

  /** Returns what the names of all files of the enlarged picture begin with. */
  String stem(int factor) {
    return name + "-x" + factor;
  }

  private static String nameWithoutEnding(Path file) {
    String whole = file.getFileName().toString();
    int dot = whole.lastIndexOf('.');
    return dot > 0 ? whole.substring(0, dot) : whole;
  }

  private void requireMemory(int factor, long memory) {
    long pixels = (long) height * width;
    long results = pixels * factor * factor;
    long bytes = pixels * BYTES_A_PIXEL_READ + results * BYTES_A_PIXEL;
    if (results > Integer.MAX_VALUE - 8) {
      throw new PictureException(
          String.format(
              "%s has %dx%d pixels, and %d times as high and wide it would have more than a "
                  + "picture can have (%d); cut it into pieces",
              file, width, height, factor, Integer.MAX_VALUE));
    }
    if (bytes > memory) {
      throw new PictureException(
          String.format(
              "%s has %dx%d pixels, and enlarging it by %d takes about %,d MiB of Java's memory, of "
                  + "which there are %,d; give it more, with BCNN_OPTS=-Xmx%dm if there is as much, "
                  + "or cut the picture into pieces",
              file,
              width,
              height,
              factor,
              bytes / MEGABYTE + 1,
              memory / MEGABYTE,
              bytes / MEGABYTE + 1));
    }
  }

  /**
   * Checks that no result is written over a picture that is still to be read.
   *
   * @param inputs the pictures
   * @param names the files that are written
   * @param folder where to
   */
  static void requireApart(List<UpscaleInput> inputs, List<String> names, Path folder) {
    for (UpscaleInput input : inputs) {
      for (String name : names) {
        if (isSame(input.file, folder.resolve(name))) {
          throw new IllegalArgumentException(
              String.format(
                  "%s would be written over by a result of that name; name another folder with "
                      + "--out",
                  input.file));
        }
      }
    }
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.exists(other) && Files.isSameFile(one, other);
    } catch (IOException unknown) {
      return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
  }
}
