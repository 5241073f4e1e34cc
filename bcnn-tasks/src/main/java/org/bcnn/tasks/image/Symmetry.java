package org.bcnn.tasks.image;

/**
 * The eight ways to lay a square onto itself: four turns, and four mirrorings. Each is a
 * transposition or none, and then mirrorings of rows and columns or none.
 */
public enum Symmetry {
  /** Nothing changes. */
  IDENTITY(false, false, false),

  /** The last column comes first. */
  MIRROR_LEFT_RIGHT(false, false, true),

  /** The last row comes first. */
  MIRROR_TOP_BOTTOM(false, true, false),

  /** Half a turn. */
  HALF_TURN(false, true, true),

  /** Rows become columns. */
  TRANSPOSE(true, false, false),

  /** A quarter of a turn clockwise: the first row becomes the last column. */
  QUARTER_CLOCKWISE(true, true, false),

  /** A quarter of a turn the other way: the first row becomes, from its end, the first column. */
  QUARTER_ANTICLOCKWISE(true, false, true),

  /** Rows become columns about the other diagonal. */
  TRANSPOSE_OTHER(true, true, true);

  private final boolean transposed;
  private final boolean rowsMirrored;
  private final boolean columnsMirrored;

  Symmetry(boolean transposed, boolean rowsMirrored, boolean columnsMirrored) {
    this.transposed = transposed;
    this.rowsMirrored = rowsMirrored;
    this.columnsMirrored = columnsMirrored;
  }

  /**
   * Copies a square out of an image, laid onto itself this way.
   *
   * @param image {@code [height, width]}, row by row
   * @param width the length of a row of the image
   * @param top the first row of the square
   * @param left the first column of the square
   * @param size the side of the square
   * @param target receives {@code [size, size]}, row by row
   * @param offset where in {@code target}
   * @throws IndexOutOfBoundsException if the square is not inside the image, or does not fit
   */
  public void copy(
      float[] image, int width, int top, int left, int size, float[] target, int offset) {
    if (left < 0 || left + size > width) {
      throw new IndexOutOfBoundsException(
          String.format("columns %d to %d are not inside rows of %d", left, left + size, width));
    }
    int last = size - 1;
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        int i = transposed ? column : row;
        int j = transposed ? row : column;
        int from = rowsMirrored ? last - i : i;
        int at = columnsMirrored ? last - j : j;
        target[offset + row * size + column] = image[(top + from) * width + left + at];
      }
    }
  }
}
