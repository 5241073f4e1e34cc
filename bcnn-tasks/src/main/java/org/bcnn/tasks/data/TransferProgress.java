package org.bcnn.tasks.data;

/** Told how a download advances. */
@FunctionalInterface
public interface TransferProgress {

  /** Takes no notice. */
  TransferProgress NONE = (file, done, total) -> {};

  /**
   * Called at the start of a file, whenever bytes have arrived, and at the end; never by two
   * threads at once, but not always by the same one.
   *
   * @param file the name of the file
   * @param done how many of its bytes are here; may shrink when a server cannot resume
   * @param total how many bytes it has
   */
  void update(String file, long done, long total);
}
