package org.bcnn.tasks.image;

import java.util.function.DoubleUnaryOperator;

/** The levels of one channel of a picture, {@code [height, width]}. */
public final class Plane {
  private final int height;
  private final int width;
  private final double[] levels;

  /**
   * Wraps levels, which are not copied.
   *
   * @param height the number of rows, at least 1
   * @param width the pixels of a row, at least 1
   * @param levels row by row
   * @throws IllegalArgumentException if the numbers do not fit together
   */
  public Plane(int height, int width, double[] levels) {
    if (height < 1 || width < 1 || (long) height * width != levels.length) {
      throw new IllegalArgumentException(
          String.format("%d levels are no plane of %dx%d", levels.length, height, width));
    }
    this.height = height;
    this.width = width;
    this.levels = levels;
  }

  /**
   * Returns the number of rows.
   *
   * @return pixels
   */
  public int height() {
    return height;
  }

  /**
   * Returns the length of a row.
   *
   * @return pixels
   */
  public int width() {
    return width;
  }

  /**
   * Returns the levels themselves.
   *
   * @return {@code [height, width]}, row by row; who writes to it changes the plane
   */
  public double[] levels() {
    return levels;
  }

  /**
   * Returns a level.
   *
   * @param row counted from the top
   * @param column counted from the left
   * @return the level
   */
  public double at(int row, int column) {
    return levels[row * width + column];
  }

  /**
   * Applies a function to each level.
   *
   * @param function the function
   * @return a new plane of the same size
   */
  public Plane map(DoubleUnaryOperator function) {
    double[] mapped = new double[levels.length];
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = function.applyAsDouble(levels[i]);
    }
    return new Plane(height, width, mapped);
  }

  /**
   * Cuts a part out.
   *
   * @param top the first row
   * @param left the first column
   * @param rows the number of rows
   * @param columns the number of columns
   * @return a copy of the part
   * @throws IllegalArgumentException if it is empty or not inside
   */
  public Plane crop(int top, int left, int rows, int columns) {
    if (top < 0 || left < 0 || top > height - rows || left > width - columns) {
      throw new IllegalArgumentException(
          String.format(
              "%dx%d pixels at (%d, %d) are not inside %dx%d",
              rows, columns, top, left, height, width));
    }
    double[] part = new double[Math.multiplyExact(rows, columns)];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(levels, (top + row) * width + left, part, row * columns, columns);
    }
    return new Plane(rows, columns, part);
  }

  @Override
  public String toString() {
    return "plane of " + height + "x" + width;
  }
}
