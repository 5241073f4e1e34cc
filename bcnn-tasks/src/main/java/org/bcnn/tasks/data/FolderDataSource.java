package org.bcnn.tasks.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bcnn.spec.Spec;
import org.bcnn.tasks.image.PictureFile;
import org.bcnn.tasks.image.Resampling;

/**
 * Pictures of the user's in class folders: {@code train/CLASS/*.png} and {@code test/CLASS/*.png},
 * or {@code CLASS/*.png}, of which a share of every class, chosen by a seed, is the test part. PNG,
 * JPEG and BMP pictures of any size are brought to one; they stay grey if all of both parts are
 * stored in grey, else they are red, green and blue. Immutable and safe for use by any number of
 * threads.
 */
final class FolderDataSource implements DataSource {

  private static final String NAME = "folder";
  private static final String SIZE = "size";
  private static final String TEST = "test";
  private static final String SEED = "seed";

  private static final Spec DEFAULTS = Spec.of(NAME).with(SIZE, 32).with(TEST, 0.2).with(SEED, 1);

  private static final int MOST = 4096;

  private final String name;
  private final int size;
  private final double testFraction;
  private final int seed;

  private FolderDataSource(String name, Spec spec) {
    this.name = name;
    size = spec.integer(SIZE);
    testFraction = spec.number(TEST);
    seed = spec.integer(SEED);
    if (size < 1 || size > MOST) {
      throw new IllegalArgumentException(
          "the image size must be 1 to " + MOST + " pixels but is " + size);
    }
    if (!(testFraction > 0 && testFraction < 1)) {
      throw new IllegalArgumentException(
          "the share to test must be more than 0 and less than 1 but is " + testFraction);
    }
  }

  /** Pictures of 32 by 32 pixels and, where there are no folders of parts, a fifth to test. */
  static FolderDataSource standard() {
    return new FolderDataSource(NAME, DEFAULTS);
  }

  @Override
  public DataSource configured(Spec spec) {
    Spec complete = DEFAULTS;
    for (Map.Entry<String, String> setting : spec.settings().entrySet()) {
      if (!DEFAULTS.settings().containsKey(setting.getKey())) {
        throw new IllegalArgumentException(
            String.format(
                "the data set %s has no setting %s, only %s",
                NAME, setting.getKey(), String.join(", ", DEFAULTS.settings().keySet())));
      }
      complete = complete.with(setting.getKey(), setting.getValue());
    }
    return new FolderDataSource(spec.toString(), complete);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return "your pictures in class folders of --data-dir, PNG, JPEG or BMP; " + DEFAULTS;
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
  public String remark(DataContext context) {
    Path folder = folder(context);
    return hasParts(folder)
        ? ""
        : String.format(
            "%s has no folders train and test: %s of the pictures of each class, chosen by the seed "
                + "%d, are the test part",
            folder, testFraction, seed);
  }

  @Override
  public LabelledImages load(Split split, DataContext context) {
    Path folder = folder(context);
    Map<Split, Map<String, List<Path>>> parts = hasParts(folder) ? given(folder) : divided(folder);
    boolean grey =
        parts.values().stream()
            .flatMap(classes -> classes.values().stream())
            .flatMap(List::stream)
            .allMatch(PictureFile::isGrey);
    return read(parts.get(split), grey ? 1 : 3);
  }

  private LabelledImages read(Map<String, List<Path>> classes, int channels) {
    int count = classes.values().stream().mapToInt(List::size).sum();
    int pictureSize = channels * size * size;
    byte[] pixels = new byte[Math.multiplyExact(count, pictureSize)];
    int[] labels = new int[count];
    int image = 0;
    int label = 0;
    for (List<Path> pictures : classes.values()) {
      for (Path picture : pictures) {
        byte[] read =
            PictureFile.read(picture)
                .withChannels(channels)
                .resize(Resampling.BILINEAR, size, size)
                .bytes();
        System.arraycopy(read, 0, pixels, image * pictureSize, pictureSize);
        labels[image++] = label;
      }
      label++;
    }
    return LabelledImages.owning(
        channels, size, size, List.copyOf(classes.keySet()), pixels, labels);
  }

  private static Path folder(DataContext context) {
    Path folder =
        context
            .dataDir()
            .orElseThrow(
                () ->
                    new DataException(
                        "the data set folder needs --data-dir DIR, where DIR holds train/CLASS and "
                            + "test/CLASS, or CLASS, folders of pictures"));
    if (!Files.isDirectory(folder)) {
      throw new DataException("there is no folder " + folder);
    }
    return folder;
  }

  private static boolean hasParts(Path folder) {
    boolean train = Files.isDirectory(part(folder, Split.TRAIN));
    boolean test = Files.isDirectory(part(folder, Split.TEST));
    if (train != test) {
      throw new DataException(
          String.format(
              "%s has a folder %s but no folder %s; there must be both or none",
              folder, train ? "train" : "test", train ? "test" : "train"));
    }
    return train;
  }

  private static Path part(Path folder, Split split) {
    return folder.resolve(split.label());
  }

  private static Map<Split, Map<String, List<Path>>> given(Path folder) {
    Map<Split, Map<String, List<Path>>> parts = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      parts.put(split, ImageFolder.list(part(folder, split)));
    }
    Set<String> train = parts.get(Split.TRAIN).keySet();
    Set<String> test = parts.get(Split.TEST).keySet();
    if (!train.equals(test)) {
      throw new DataException(
          String.format(
              "%s and %s must hold the same classes but hold %s and %s",
              part(folder, Split.TRAIN), part(folder, Split.TEST), train, test));
    }
    return parts;
  }

  /** Of every class, at least one picture is for each part. */
  private Map<Split, Map<String, List<Path>>> divided(Path folder) {
    Map<Split, Map<String, List<Path>>> parts = new EnumMap<>(Split.class);
    parts.put(Split.TRAIN, new LinkedHashMap<>());
    parts.put(Split.TEST, new LinkedHashMap<>());
    ImageFolder.list(folder)
        .forEach(
            (label, pictures) -> {
              int count = pictures.size();
              if (count < 2) {
                throw new DataException(
                    folder.resolve(label)
                        + " holds one picture only; it takes one to train and one to test");
              }
              int test = (int) Math.min(count - 1, Math.max(1, Math.round(count * testFraction)));
              TrainValidationSplit split = TrainValidationSplit.byCount(count, test, seed);
              parts.get(Split.TRAIN).put(label, chosen(pictures, split.train()));
              parts.get(Split.TEST).put(label, chosen(pictures, split.validation()));
            });
    return parts;
  }

  private static List<Path> chosen(List<Path> pictures, int[] indices) {
    return Arrays.stream(indices).mapToObj(pictures::get).toList();
  }
}
