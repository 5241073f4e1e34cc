package org.bcnn.tasks.superresolution;

import java.util.Set;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.Split;

/**
 * A set of pictures by name. Implementations are safe for use by any number of threads.
 *
 * <p>{@link PictureSources} holds those that come with the framework; others are added by
 * implementing this interface.
 */
public interface PictureSource {
  /**
   * Returns the name by which users ask for the set.
   *
   * @return such as {@code "set5"}
   */
  String name();

  /**
   * Returns what the set holds.
   *
   * @return one line
   */
  String description();

  /**
   * Returns whether the pictures are in files that must be there.
   *
   * @return false if the set is built in
   */
  boolean needsFiles();

  /**
   * Returns the parts that the set has.
   *
   * @return at least one
   */
  Set<Split> splits();

  /**
   * Finds the pictures of a part, and reads none yet. Doing so again gives the same pictures in the
   * same order.
   *
   * @param split which part
   * @param context where files are
   * @return the pictures
   * @throws org.bcnn.tasks.data.DataException if the set has no such part, or files are missing;
   *     the message says what to put where
   */
  PictureSet load(Split split, DataContext context);

  /**
   * Says what a user should know of the files that are there.
   *
   * @param context where files are
   * @return one line, or nothing
   * @throws org.bcnn.tasks.data.DataException if the files are missing
   */
  default String remark(DataContext context) {
    return "";
  }
}
