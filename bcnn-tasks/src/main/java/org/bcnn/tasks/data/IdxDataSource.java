package org.bcnn.tasks.data;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A data set of grey images in files of the IDX format, found in the folders of a {@link
 * DataContext} or downloaded. Immutable and safe for use by any number of threads.
 */
final class IdxDataSource implements DataSource {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /**
   * The files of a part.
   *
   * @param images the file of images
   * @param labels the file of labels
   * @param contentDigest the {@link LabelledImages#digest()} of what the authors' files hold
   */
  record Part(RemoteFile images, RemoteFile labels, String contentDigest) {

    List<RemoteFile> files() {
      return List.of(images, labels);
    }

    List<String> names() {
      return List.of(images.name(), labels.name());
    }
  }

  private final String name;
  private final String description;
  private final List<String> classNames;
  private final Map<Split, Part> parts;

  IdxDataSource(String name, String description, List<String> classNames, Map<Split, Part> parts) {
    this.name = name;
    this.description = description;
    this.classNames = List.copyOf(classNames);
    this.parts = Collections.unmodifiableMap(new EnumMap<>(parts));
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
    return parts.keySet();
  }

  @Override
  public LabelledImages load(Split split, DataContext context) {
    Part part = parts.get(split);
    if (part == null) {
      throw new DataException(Split.missing(name, split, splits()));
    }
    DataFolders folders = DataFolders.of(name, context);
    List<Path> files = find(split, part, folders, context);
    LabelledImages images = IdxReader.read(files.get(0), files.get(1), classNames);
    IdxDataSets.identify(images)
        .filter(owner -> !owner.equals(name + " " + split.label()))
        .ifPresent(
            owner -> {
              throw new DataException(
                  String.format(
                      "%s holds the data set part \"%s\", not \"%s %s\"; ask for that, or name "
                          + "another folder",
                      files.get(0), owner, name, split.label()));
            });
    return images;
  }

  /** Returns the files of all parts. */
  List<RemoteFile> files() {
    return parts.values().stream().flatMap(part -> part.files().stream()).toList();
  }

  private List<Path> find(Split split, Part part, DataFolders folders, DataContext context) {
    Optional<List<Path>> found = folders.find(part.names());
    if (found.isPresent()) {
      return found.get();
    }
    if (!context.downloadAllowed()) {
      throw folders.missing(
          name, split, part.names(), instructions(folders, "Let --download fetch them, or put"));
    }
    download(folders, context);
    return folders
        .find(part.names())
        .orElseThrow(
            () -> new DataException("downloaded files have vanished from " + folders.downloads()));
  }

  /** Downloads all parts, so that a run does not fail later for want of the other one. */
  private void download(DataFolders folders, DataContext context) {
    Downloader downloader = new Downloader(TIMEOUT);
    for (RemoteFile file : files()) {
      try {
        downloader.fetch(file, folders.downloads(), context.progress());
      } catch (DataException e) {
        throw new DataException(
            String.format("%s%n%s", e.getMessage(), instructions(folders, "Try again, or put")), e);
      }
    }
  }

  private String instructions(DataFolders folders, String start) {
    StringBuilder text = new StringBuilder(start);
    text.append(
        String.format(
            " these files (as they are, or unpacked) into %s,%n"
                + "or into a folder that --data-dir or %s names:",
            folders.downloads(), DataContext.DATA_DIR_VARIABLE));
    for (RemoteFile file : files()) {
      text.append(String.format("%n  %s", file.mirrors().get(0)));
    }
    return text.toString();
  }
}
