package org.bcnn.tasks.report.page;

/** A part of a page. */
public interface Section {
  /**
   * Returns the heading.
   *
   * @return a few words
   */
  String title();

  /**
   * Returns whether there is nothing to say, so that the section is left out.
   *
   * @return true if it is to be left out
   */
  boolean isEmpty();

  /**
   * Writes what is below the heading.
   *
   * @param html where to
   */
  void write(Html html);
}
