package org.bcnn.tasks.data;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Grey images of the user's in four files of the IDX format that have the names of MNIST's, such as
 * Kuzushiji-MNIST or EMNIST. The classes are named 0, 1, &hellip; up to the greatest label of both
 * parts. Immutable and safe for use by any number of threads.
 */
final class IdxFolderDataSource implements DataSource {

  private static final String NAME = "idx";

  IdxFolderDataSource() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "your images: files named as those of MNIST, in --data-dir; grey, of any size";
  }

  @Override
  public boolean needsFiles() {
    return true;
  }

  @Override
  public Set<Split> splits() {
    return EnumSet.allOf(Split.class);
  }

  @Override
  public LabelledImages load(Split split, DataContext context) {
    DataFolders folders = DataFolders.of(NAME, context);
    List<String> all = Stream.of(Split.values()).flatMap(s -> names(s).stream()).toList();
    List<Path> files =
        folders
            .find(all)
            .orElseThrow(
                () ->
                    folders.missing(
                        NAME,
                        split,
                        all,
                        "Name a folder that holds these files (as they are, or unpacked) with "
                            + "--data-dir:\n  "
                            + String.join("\n  ", all)));
    int classes =
        1 + Math.max(IdxReader.greatestLabel(files.get(1)), IdxReader.greatestLabel(files.get(3)));
    int first = split == Split.TRAIN ? 0 : 2;
    return IdxReader.read(
        files.get(first),
        files.get(first + 1),
        IntStream.range(0, classes).mapToObj(Integer::toString).toList());
  }

  private static List<String> names(Split split) {
    return switch (split) {
      case TRAIN -> List.of(IdxDataSets.TRAIN_IMAGES, IdxDataSets.TRAIN_LABELS);
      case TEST -> List.of(IdxDataSets.TEST_IMAGES, IdxDataSets.TEST_LABELS);
    };
  }
}
