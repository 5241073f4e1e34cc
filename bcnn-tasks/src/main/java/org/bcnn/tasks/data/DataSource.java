package org.bcnn.tasks.data;

import java.util.Set;
import org.bcnn.spec.Spec;

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

  /**
   * Returns the data set with settings.
   *
   * @param spec the name and the settings
   * @return a data set whose name is the text of {@code spec}
   * @throws IllegalArgumentException if it does not have such a setting or value
   */
  default DataSource configured(Spec spec) {
    throw new IllegalArgumentException("the data set " + name() + " has no settings");
  }

  /**
   * Says what a user should know of how the parts were made.
   *
   * @param context where files are
   * @return one line, or nothing
   * @throws DataException if the files are missing or unreadable
   */
  default String remark(DataContext context) {
    return "";
  }
}
