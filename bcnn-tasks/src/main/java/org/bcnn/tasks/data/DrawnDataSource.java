package org.bcnn.tasks.data;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.bcnn.tasks.data.drawing.DigitShapes;
import org.bcnn.tasks.data.drawing.DrawingSettings;
import org.bcnn.tasks.data.drawing.GlyphShapes;
import org.bcnn.tasks.data.drawing.ShapeClass;
import org.bcnn.tasks.data.drawing.ShapePainter;

/**
 * A built-in data set that is drawn when it is loaded: grey pictures of 28&times;28 pixels.
 *
 * <p>Image <i>i</i> of a part depends on the seed, the part and <i>i</i> alone, and its label is
 * <i>i</i> modulo the number of classes; so a data set with more images begins with the same ones.
 * Immutable and safe for use by any number of threads.
 */
public final class DrawnDataSource implements DataSource {

  /** The width and height of a picture in pixels. */
  private static final int SIZE = 28;

  /** The seed of the data sets that come with the framework. */
  private static final long SEED = 1;

  private static final int DIGITS_TRAIN = 20_000;
  private static final int DIGITS_TEST = 4_000;
  private static final int GLYPHS_TEST = 2_000;

  private final String name;
  private final String description;
  private final List<ShapeClass> classes;
  private final Map<Split, Integer> counts;
  private final DrawingSettings settings;
  private final long seed;

  private DrawnDataSource(
      String name,
      String description,
      List<ShapeClass> classes,
      Map<Split, Integer> counts,
      DrawingSettings settings,
      long seed) {
    this.name = name;
    this.description = description;
    this.classes = classes;
    this.counts = new EnumMap<>(counts);
    this.settings = settings;
    this.seed = seed;
  }

  /**
   * The digits 0 to 9: 20,000 to train and 4,000 to test.
   *
   * @return the data set {@code digits}
   */
  public static DrawnDataSource digits() {
    return new DrawnDataSource(
        "digits",
        "drawn digits 0-9, built in: 20000 train, 4000 test, 28x28 grey",
        DigitShapes.classes(),
        Map.of(Split.TRAIN, DIGITS_TRAIN, Split.TEST, DIGITS_TEST),
        DrawingSettings.standard(),
        SEED);
  }

  /**
   * Letters and signs that are not digits, drawn in the same manner: 2,000 to test what a model of
   * digits makes of something else.
   *
   * @return the data set {@code glyphs}
   */
  public static DrawnDataSource glyphs() {
    return new DrawnDataSource(
        "glyphs",
        "drawn letters and signs that are no digits, built in: 2000 test, 28x28 grey",
        GlyphShapes.classes(),
        Map.of(Split.TEST, GLYPHS_TEST),
        DrawingSettings.standard(),
        SEED);
  }

  /**
   * Returns this data set with another number of images.
   *
   * @param split a part that the data set has
   * @param count how many images it is to have, at least 1
   * @return the new data set
   * @throws IllegalArgumentException if the data set has no such part or the count is less than 1
   */
  public DrawnDataSource withCount(Split split, int count) {
    if (!counts.containsKey(split)) {
      throw new IllegalArgumentException(missing(split));
    }
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1 but is " + count);
    }
    Map<Split, Integer> changed = new EnumMap<>(counts);
    changed.put(split, count);
    return new DrawnDataSource(name, description, classes, changed, settings, seed);
  }

  /**
   * Returns this data set with other images of the same kind.
   *
   * @param newSeed decides all that is random in them
   * @return the new data set
   */
  public DrawnDataSource withSeed(long newSeed) {
    return new DrawnDataSource(name, description, classes, counts, settings, newSeed);
  }

  /**
   * Returns this data set drawn with other settings, which make it easier or harder.
   *
   * @param newSettings the settings
   * @return the new data set
   */
  public DrawnDataSource withSettings(DrawingSettings newSettings) {
    return new DrawnDataSource(name, description, classes, counts, newSettings, seed);
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
    return false;
  }

  @Override
  public Set<Split> splits() {
    return Collections.unmodifiableSet(counts.keySet());
  }

  @Override
  public LabelledImages load(Split split, DataContext context) {
    return draw(split);
  }

  /**
   * Draws a part, on all processors that are free.
   *
   * @param split which part
   * @return the images
   * @throws DataException if the data set has no such part
   */
  public LabelledImages draw(Split split) {
    Integer count = counts.get(split);
    if (count == null) {
      throw new DataException(missing(split));
    }
    String path = "data/" + name + "/" + split.label();
    ShapePainter painter = new ShapePainter(classes, SIZE, settings);
    byte[] pixels = new byte[Math.multiplyExact(count, SIZE * SIZE)];
    int[] labels = new int[count];
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> {
              labels[i] = i % classes.size();
              RandomStream random = RandomStream.at(new NoiseAddress(seed, i, path, 0));
              painter.paint(labels[i], random, pixels, i * SIZE * SIZE);
            });
    List<String> names = classes.stream().map(ShapeClass::name).toList();
    return LabelledImages.owning(1, SIZE, SIZE, names, pixels, labels);
  }

  private String missing(Split split) {
    return Split.missing(name, split, splits());
  }
}
