package org.bcnn.tasks.superresolution;

import java.util.ArrayList;
import java.util.List;

/**
 * How a picture is gone through in windows, so that it may be of any size: along an axis that is
 * longer than a window, all windows are of one length, and so one compiled function serves them
 * all. What is kept of a window is what a network computes as in the whole picture: all but the
 * receptive radius at sides where the picture goes on. At the edges of the picture windows end
 * where it ends, so that what layers pad there is what they pad of the whole.
 *
 * @param rows the parts of windows along the height, from the top
 * @param columns the parts of windows along the width, from the left
 */
public record TilePlan(List<Span> rows, List<Span> columns) {
  /**
   * A window along one axis, in pixels of the low resolution.
   *
   * @param start where it begins
   * @param length how long it is
   * @param from where what is kept of it begins, in the picture
   * @param to where what is kept of it ends, exclusive
   */
  public record Span(int start, int length, int from, int to) {
    /**
     * Returns how much is kept.
     *
     * @return pixels, at least 1
     */
    public int kept() {
      return to - from;
    }
  }

  /**
   * A window.
   *
   * @param rows where it is along the height
   * @param columns where it is along the width
   */
  public record Tile(Span rows, Span columns) {}

  /** Copies the lists. */
  public TilePlan {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
  }

  /**
   * Plans the windows of a picture.
   *
   * @param height the rows of the picture in low resolution
   * @param width its columns
   * @param side T, the side of a window; an axis that is no longer is read whole
   * @param radius R, how many pixels away an output's inputs are at most
   * @return the plan; what is kept of its windows is every pixel once. An axis of L pixels has
   *     {@code ceil((L - T) / (T - 2R)) + 1} windows if {@code L > T}, else one.
   * @throws IllegalArgumentException if the picture is empty, the radius negative, or nothing of a
   *     window of that side would be kept
   */
  public static TilePlan of(int height, int width, int side, int radius) {
    if (radius < 0 || side <= 2L * radius) {
      throw new IllegalArgumentException(
          String.format(
              "a tile must have more than %d pixels a side, as the network looks %d pixels far to "
                  + "each side, got %d",
              2L * radius, radius, side));
    }
    return new TilePlan(spans(height, side, radius), spans(width, side, radius));
  }

  private static List<Span> spans(int length, int side, int radius) {
    if (length < 1) {
      throw new IllegalArgumentException("a picture has at least 1 pixel a side, got " + length);
    }
    if (length <= side) {
      return List.of(new Span(0, length, 0, length));
    }
    List<Span> spans = new ArrayList<>();
    int done = 0;
    while (done < length) {
      // The last window ends with the picture; some of it has been kept of the one before.
      int start = Math.min(Math.max(0, done - radius), length - side);
      int end = start + side;
      int to = end == length ? length : end - radius;
      spans.add(new Span(start, side, done, to));
      done = to;
    }
    return spans;
  }

  /**
   * Returns how many windows there are.
   *
   * @return at least 1
   */
  public int count() {
    return Math.multiplyExact(rows.size(), columns.size());
  }

  /**
   * Returns the windows.
   *
   * @return row by row
   */
  public List<Tile> tiles() {
    List<Tile> tiles = new ArrayList<>();
    for (Span row : rows) {
      for (Span column : columns) {
        tiles.add(new Tile(row, column));
      }
    }
    return tiles;
  }
}
