package org.bcnn.tasks.superresolution;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.DataException;
import org.bcnn.tasks.data.Split;
import org.bcnn.tasks.image.Picture;
import org.bcnn.tasks.superresolution.drawing.ScenePainter;
import org.bcnn.tasks.superresolution.drawing.SignPainter;

/**
 * A built-in set of pictures that are drawn when they are asked for, in colour, 156 rows of 180
 * pixels, so that factors 2, 3 and 4 cut nothing off. Picture <i>i</i> of a part depends on the
 * seed, the part and <i>i</i> alone. Immutable and safe for use by any number of threads.
 */
public final class DrawnPictures implements PictureSource {
  private static final int HEIGHT = 156;
  private static final int WIDTH = 180;

  /** The seed of the sets that come with the framework. */
  private static final long SEED = 1;

  private final String name;
  private final String description;
  private final Map<Split, Integer> counts;
  private final Painter painter;
  private final long seed;

  /** Draws the picture of a number. */
  @FunctionalInterface
  private interface Painter {
    Picture paint(int number, RandomStream random);
  }

  private DrawnPictures(
      String name, String description, Map<Split, Integer> counts, Painter painter, long seed) {
    this.name = name;
    this.description = description;
    this.counts = new EnumMap<>(counts);
    this.painter = painter;
    this.seed = seed;
  }

  /**
   * Scenes of shapes, gradients, textures and strokes: 24 to train and 8 to test.
   *
   * @return the set {@code drawn}
   */
  public static DrawnPictures drawn() {
    ScenePainter painter = new ScenePainter(HEIGHT, WIDTH);
    return new DrawnPictures(
        "drawn",
        "drawn scenes of 156x180, built in: 24 train, 8 test",
        Map.of(Split.TRAIN, 24, Split.TEST, 8),
        painter::paint,
        SEED);
  }

  /**
   * Pages of signs in lines, unlike any scene: 8 to test what a model of scenes makes of something
   * else.
   *
   * @return the set {@code signs}
   */
  public static DrawnPictures signs() {
    SignPainter painter = new SignPainter(HEIGHT, WIDTH);
    return new DrawnPictures(
        "signs",
        "drawn pages of signs of 156x180, unlike the scenes, built in: 8 test",
        Map.of(Split.TEST, 8),
        (number, random) -> painter.paint(random),
        SEED);
  }

  /**
   * Returns this set with other pictures of the same kind.
   *
   * @param newSeed decides all that is random in them
   * @return the new set
   */
  public DrawnPictures withSeed(long newSeed) {
    return new DrawnPictures(name, description, counts, painter, newSeed);
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
  public PictureSet load(Split split, DataContext context) {
    return draw(split);
  }

  /**
   * Returns a part, of which nothing is drawn yet.
   *
   * @param split which part
   * @return the pictures, named {@code drawn-1} and so on
   * @throws DataException if the set has no such part
   */
  public PictureSet draw(Split split) {
    Integer count = counts.get(split);
    if (count == null) {
      throw new DataException(Split.missing(name, split, splits()));
    }
    String path = "superresolution/" + name + "/" + split.label();
    List<NamedPicture> pictures =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new NamedPicture(
                        name + "-" + (i + 1),
                        () ->
                            painter.paint(i, RandomStream.at(new NoiseAddress(seed, i, path, 0)))))
            .toList();
    return new PictureSet(name, pictures);
  }
}
