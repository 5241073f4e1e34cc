package org.bcnn.tasks.superresolution;

/** Is told how the enlargement of a picture advances. */
@FunctionalInterface
public interface TileListener {
  /**
   * A tile is done. What this throws ends the prediction.
   *
   * @param done how many tiles of the picture are
   * @param all how many it has
   */
  void onTile(int done, int all);
}
