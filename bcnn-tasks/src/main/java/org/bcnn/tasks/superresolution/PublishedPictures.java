package org.bcnn.tasks.superresolution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.DataException;
import org.bcnn.tasks.data.Split;

/**
 * A set of pictures that others published, in a folder {@code sr/NAME} or {@code NAME} of the
 * folder of data. Immutable and safe for use by any number of threads.
 */
final class PublishedPictures implements PictureSource {
  private final String name;
  private final String description;
  private final Layout layout;
  private final List<String> folders;

  /** Where in its folder a set has its pictures. */
  private interface Layout {
    Set<Split> splits();

    /** Returns whether a folder is that of the set. */
    boolean matches(Path folder);

    PictureSet load(String name, Split split, Path folder);

    /** Says what has to be put into the folder. */
    String instructions();

    String remark(String name, Path folder);
  }

  private PublishedPictures(String name, String description, List<String> folders, Layout layout) {
    this.name = name;
    this.description = description;
    this.layout = layout;
    this.folders = folders;
  }

  /** Five pictures to test: Bevilacqua et al. (2012). */
  static PublishedPictures set5() {
    return new PublishedPictures(
        "set5", "Set5: 5 pictures to test", List.of("set5", "Set5"), new OneFolder(5));
  }

  /** Fourteen pictures to test: Zeyde et al. (2010). */
  static PublishedPictures set14() {
    return new PublishedPictures(
        "set14", "Set14: 14 pictures to test", List.of("set14", "Set14"), new OneFolder(14));
  }

  /** The Berkeley segmentation data set of 300 pictures: Martin et al. (2001). */
  static PublishedPictures bsds300() {
    return new PublishedPictures(
        "bsds300",
        "BSDS300, natural pictures of 481x321: 200 train, 100 test",
        List.of("bsds300", "BSDS300"),
        new Listed());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public boolean needsFiles() {
    return true;
  }

  @Override
  public Set<Split> splits() {
    return layout.splits();
  }

  @Override
  public PictureSet load(Split split, DataContext context) {
    if (!splits().contains(split)) {
      throw new DataException(Split.missing(name, split, splits()));
    }
    return layout.load(name, split, folder(context));
  }

  @Override
  public String remark(DataContext context) {
    return layout.remark(name, folder(context));
  }

  private Path folder(DataContext context) {
    List<Path> bases = new ArrayList<>();
    if (context.dataDir().isPresent()) {
      bases.add(context.dataDir().get());
    } else {
      context.environmentDir().ifPresent(bases::add);
      bases.add(context.cacheDir());
    }
    List<Path> searched = new ArrayList<>();
    for (Path base : bases) {
      for (String folder : folders) {
        searched.add(base.resolve("sr").resolve(folder));
        searched.add(base.resolve(folder));
      }
    }
    return searched.stream().filter(layout::matches).findFirst().orElseThrow(() -> none(searched));
  }

  private DataException none(List<Path> searched) {
    return new DataException(
        String.format(
            "the pictures of %s are not on this computer. Looked in%n  %s%nPut %s into one of "
                + "these folders, or name another folder of data with --data-dir or %s",
            name,
            String.join(
                System.lineSeparator() + "  ", searched.stream().map(Path::toString).toList()),
            layout.instructions(),
            DataContext.DATA_DIR_VARIABLE));
  }

  /** All pictures lie in the folder itself, and are to test. */
  private record OneFolder(int count) implements Layout {
    @Override
    public Set<Split> splits() {
      return Collections.unmodifiableSet(EnumSet.of(Split.TEST));
    }

    @Override
    public boolean matches(Path folder) {
      return Files.isDirectory(folder);
    }

    @Override
    public PictureSet load(String name, Split split, Path folder) {
      return FolderPictures.all(name, folder);
    }

    @Override
    public String instructions() {
      return "the " + count + " true pictures as PNG files (no reduced or enlarged ones)";
    }

    @Override
    public String remark(String name, Path folder) {
      int found = FolderPictures.all(name, folder).pictures().size();
      return found == count
          ? ""
          : String.format(
              "%s has %d pictures but %s holds %d; means over them are not those of others",
              name, count, folder, found);
    }
  }

  /** A list of numbers for each part, and pictures named after them. */
  private record Listed() implements Layout {
    @Override
    public Set<Split> splits() {
      return Collections.unmodifiableSet(EnumSet.allOf(Split.class));
    }

    @Override
    public boolean matches(Path folder) {
      return Arrays.stream(Split.values())
          .allMatch(split -> Files.isRegularFile(list(folder, split)));
    }

    @Override
    public PictureSet load(String name, Split split, Path folder) {
      List<Path> files =
          numbers(list(folder, split)).stream()
              .map(
                  number ->
                      folder.resolve("images").resolve(split.label()).resolve(number + ".jpg"))
              .toList();
      Optional<Path> missing =
          files.stream().filter(file -> !Files.isRegularFile(file)).findFirst();
      if (missing.isPresent()) {
        throw new DataException(
            String.format(
                "%s lists the picture %s, which is not there; unpack the archive once more",
                list(folder, split), missing.get()));
      }
      return FolderPictures.of(name, files);
    }

    @Override
    public String instructions() {
      return "iids_train.txt, iids_test.txt and the folder images of BSDS300-images.tgz "
          + "(https://www2.eecs.berkeley.edu/Research/Projects/CS/vision/bsds/)";
    }

    @Override
    public String remark(String name, Path folder) {
      return "";
    }

    private static Path list(Path folder, Split split) {
      return folder.resolve("iids_" + split.label() + ".txt");
    }

    private static List<String> numbers(Path list) {
      try (Stream<String> lines = Files.lines(list)) {
        List<String> numbers = lines.map(String::strip).filter(line -> !line.isEmpty()).toList();
        for (String number : numbers) {
          if (!number.matches("[0-9]{1,9}")) {
            throw new DataException(
                String.format(
                    "%s must hold a number on each line but has \"%s\"; unpack the archive once "
                        + "more",
                    list, number));
          }
        }
        if (numbers.isEmpty()) {
          throw new DataException(list + " is empty; unpack the archive once more");
        }
        return numbers;
      } catch (IOException | java.io.UncheckedIOException e) {
        throw new DataException(
            String.format("cannot read %s: %s; may it be read, and is it text?", list, e), e);
      }
    }
  }
}
