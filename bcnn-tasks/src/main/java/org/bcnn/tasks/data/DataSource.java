package org.bcnn.tasks.data;

import java.util.Set;

/**
 * A data set by name. Implementations are safe for use by any number of threads.
 *
 * <p>{@link DataSources} holds those that come with the framework; others are added by implementing
 * this interface.
 */
public interface DataSource {

  /**
   * Returns the name by which users ask for the data set.
   *
   * @return such as {@code "fashion-mnist"}
   */
  String name();

  /**
   * Returns what the data set holds.
   *
   * @return one line
   */
  String description();

  /**
   * Returns whether the data set is read from files, which must be there or be downloaded.
   *
   * @return false if the data set is built in
   */
  boolean needsFiles();

  /**
   * Returns the parts that the data set has.
   *
   * @return at least one
   */
  Set<Split> splits();

  /**
   * Loads a part of the data set. Loading it again gives the same images in the same order.
   *
   * @param split which part
   * @param context where files are and whether they may be downloaded
   * @return the images
   * @throws DataException if the data set has no such part, or its files are missing, unreadable or
   *     damaged
   */
  LabelledImages load(Split split, DataContext context);
}
