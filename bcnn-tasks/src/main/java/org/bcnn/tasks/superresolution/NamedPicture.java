package org.bcnn.tasks.superresolution;

import java.util.Objects;
import java.util.function.Supplier;
import org.bcnn.tasks.data.DataException;
import org.bcnn.tasks.image.Picture;

/**
 * A picture that is read, or drawn, only when it is asked for. Immutable and safe for use by any
 * number of threads.
 */
public final class NamedPicture {
  private final String name;
  private final Supplier<Picture> content;

  /**
   * Names a picture.
   *
   * @param name what it is called in tables and messages, such as {@code "butterfly"}
   * @param content reads or draws it: the same picture each time; called by any thread
   */
  public NamedPicture(String name, Supplier<Picture> content) {
    this.name = Objects.requireNonNull(name, "name");
    this.content = Objects.requireNonNull(content, "content");
  }

  /**
   * Returns the name.
   *
   * @return what the picture is called in tables and messages
   */
  public String name() {
    return name;
  }

  /**
   * Reads or draws the picture, which is not kept.
   *
   * @return the picture
   * @throws org.bcnn.tasks.image.PictureException if it is in a file that cannot be read or is no
   *     picture; the message names it
   */
  public Picture load() {
    return content.get();
  }

  /**
   * Loads the picture as the field compares it: the luma, cut and reduced.
   *
   * @param degradation how the low-resolution picture is made
   * @param least the fewest pixels that the low-resolution picture may have along an axis
   * @return the picture in both resolutions
   * @throws org.bcnn.tasks.image.PictureException as by {@link #load}
   * @throws DataException if it is too small; the message names it
   */
  public ResolutionPair pair(Degradation degradation, int least) {
    return ResolutionPair.of(require(degradation, least), degradation);
  }

  /**
   * Loads the picture, if it is large enough.
   *
   * @param degradation how the low-resolution picture is made
   * @param least the fewest pixels that the low-resolution picture may have along an axis
   * @return the picture
   * @throws org.bcnn.tasks.image.PictureException as by {@link #load}
   * @throws DataException if it is too small; the message names it
   */
  public Picture require(Degradation degradation, int least) {
    Picture picture = load();
    int needed = Math.multiplyExact(degradation.factor(), least);
    if (picture.height() < needed || picture.width() < needed) {
      throw new DataException(
          String.format(
              "the picture %s is too small: it has %dx%d pixels and must have at least %dx%d, so "
                  + "that %dx%d remain when it is reduced by %d; leave it out",
              name,
              picture.height(),
              picture.width(),
              needed,
              needed,
              least,
              least,
              degradation.factor()));
    }
    return picture;
  }

  @Override
  public String toString() {
    return name;
  }
}
