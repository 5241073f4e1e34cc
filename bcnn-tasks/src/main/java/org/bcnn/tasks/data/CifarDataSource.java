package org.bcnn.tasks.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * CIFAR-10 or CIFAR-100 in files of the binary format (see {@link CifarReader}), found in the
 * folders of a {@link DataContext} or downloaded as an archive and unpacked. Immutable and safe for
 * use by any number of threads.
 */
final class CifarDataSource implements DataSource {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /**
   * How a data set is packed.
   *
   * @param archive the archive that all files are in
   * @param folder the folder in the archive that they are in
   * @param files the names of the files of each part
   * @param labelBytes how many bytes of labels a record has; the last one is the class
   */
  record Packing(
      RemoteFile archive, String folder, Map<Split, List<String>> files, int labelBytes) {}

  private final String name;
  private final String description;
  private final List<String> classNames;
  private final Packing packing;

  CifarDataSource(String name, String description, List<String> classNames, Packing packing) {
    this.name = name;
    this.description = description;
    this.classNames = List.copyOf(classNames);
    this.packing = packing;
  }

  /** Animals and vehicles (A. Krizhevsky, 2009). */
  static DataSource cifar10() {
    return new CifarDataSource(
        "cifar10",
        "animals and vehicles, files: 50000 train, 10000 test, 32x32 colour",
        names("cifar10.txt"),
        new Packing(
            archive(
                "cifar-10-binary.tar.gz",
                170_052_171,
                "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"),
            "cifar-10-batches-bin",
            Map.of(
                Split.TRAIN,
                List.of(
                    "data_batch_1.bin",
                    "data_batch_2.bin",
                    "data_batch_3.bin",
                    "data_batch_4.bin",
                    "data_batch_5.bin"),
                Split.TEST,
                List.of("test_batch.bin")),
            1));
  }

  /** Animals, plants, things and people in 100 classes (A. Krizhevsky, 2009). */
  static DataSource cifar100() {
    return new CifarDataSource(
        "cifar100",
        "animals, plants, things, people, files: 50000 train, 10000 test, 32x32 colour",
        names("cifar100.txt"),
        new Packing(
            archive(
                "cifar-100-binary.tar.gz",
                168_513_733,
                "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec"),
            "cifar-100-binary",
            Map.of(Split.TRAIN, List.of("train.bin"), Split.TEST, List.of("test.bin")),
            2));
  }

  private static RemoteFile archive(String name, long bytes, String sha256) {
    URI address = URI.create("https://www.cs.toronto.edu/~kriz/" + name);
    return new RemoteFile(name, bytes, sha256, List.of(address));
  }

  /** Reads the names of classes, a line each. */
  private static List<String> names(String resource) {
    try (InputStream in = CifarDataSource.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    return EnumSet.allOf(Split.class);
  }

  @Override
  public LabelledImages load(Split split, DataContext context) {
    List<String> wanted = packing.files().get(split);
    DataFolders folders = DataFolders.of(name, List.of(packing.folder()), context);
    Optional<List<Path>> found = folders.find(wanted);
    if (found.isEmpty()) {
      if (!context.downloadAllowed()) {
        throw folders.missing(
            name, split, wanted, instructions(folders, "Let --download fetch them, or unpack"));
      }
      download(folders, context);
      found = folders.find(wanted);
    }
    List<Path> files =
        found.orElseThrow(
            () -> new DataException("unpacked files have vanished from " + folders.downloads()));
    return CifarReader.read(files, packing.labelBytes(), classNames);
  }

  private List<String> allFiles() {
    return Stream.of(Split.values()).flatMap(s -> packing.files().get(s).stream()).toList();
  }

  private void download(DataFolders folders, DataContext context) {
    RemoteFile archive = packing.archive();
    try {
      new Downloader(TIMEOUT).fetch(archive, folders.downloads(), context.progress());
    } catch (DataException e) {
      throw new DataException(
          String.format("%s%n%s", e.getMessage(), instructions(folders, "Try again, or unpack")),
          e);
    }
    TarFile.unpack(folders.downloads().resolve(archive.name()), allFiles(), folders.downloads());
  }

  private String instructions(DataFolders folders, String start) {
    return String.format(
        "%s%n  %s%ninto %s, or into a folder that --data-dir or %s names, so that there are%n  %s",
        start,
        packing.archive().mirrors().get(0),
        folders.downloads(),
        DataContext.DATA_DIR_VARIABLE,
        String.join(", ", allFiles()));
  }
}
