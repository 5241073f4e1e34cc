package org.bcnn.tasks.image;

import java.util.List;

/**
 * A picture: one plane if it is grey, or red, green and blue, of levels 0 to 255.
 *
 * @param planes one or three planes of one size
 */
public record Picture(List<Plane> planes) {
  /** The level of white. */
  public static final int WHITE = 255;

  /** What red, green and blue count for in luma (ITU-R BT.601). */
  private static final double[] LUMA = {0.299, 0.587, 0.114};

  /** Checks that there are one or three planes of one size. */
  public Picture {
    planes = List.copyOf(planes);
    if (planes.size() != 1 && planes.size() != LUMA.length) {
      throw new IllegalArgumentException(
          "a picture has 1 plane or 3, red, green and blue, got " + planes.size());
    }
    for (Plane plane : planes) {
      if (plane.height() != planes.get(0).height() || plane.width() != planes.get(0).width()) {
        throw new IllegalArgumentException("planes of a picture must be of one size: " + planes);
      }
    }
  }

  /**
   * Returns the number of rows.
   *
   * @return pixels
   */
  public int height() {
    return planes.get(0).height();
  }

  /**
   * Returns the length of a row.
   *
   * @return pixels
   */
  public int width() {
    return planes.get(0).width();
  }

  /**
   * Returns the number of planes.
   *
   * @return 1 or 3
   */
  public int channels() {
    return planes.size();
  }

  /**
   * Changes grey to colour or colour to grey. Grey is the same level of red, green and blue, which
   * become grey by the luma of ITU-R BT.601.
   *
   * @param channels 1 or 3
   * @return the picture; the same object if there is nothing to change
   * @throws IllegalArgumentException if the number is another one
   */
  public Picture withChannels(int channels) {
    if (channels == channels()) {
      return this;
    }
    if (channels == LUMA.length) {
      return new Picture(List.of(planes.get(0), planes.get(0), planes.get(0)));
    }
    if (channels != 1) {
      throw new IllegalArgumentException(
          String.format(
              "images of %d channels cannot be brought to %d; grey (1) and colour (3) can",
              channels(), channels));
    }
    double[] grey = new double[planes.get(0).levels().length];
    for (int c = 0; c < LUMA.length; c++) {
      double[] levels = planes.get(c).levels();
      for (int i = 0; i < grey.length; i++) {
        grey[i] += LUMA[c] * levels[i];
      }
    }
    return new Picture(List.of(new Plane(height(), width(), grey)));
  }

  /**
   * Changes the size.
   *
   * @param resampling how
   * @param height the rows wanted
   * @param width the columns wanted
   * @return the picture; the same object if there is nothing to change
   */
  public Picture resize(Resampling resampling, int height, int width) {
    return height == height() && width == width()
        ? this
        : new Picture(
            planes.stream().map(plane -> resampling.resize(plane, height, width)).toList());
  }

  /**
   * Rounds the levels to bytes.
   *
   * @return {@code [channels, height, width]}; levels are unsigned, those below 0 are 0 and those
   *     above 255 are 255
   */
  public byte[] bytes() {
    int area = height() * width();
    byte[] bytes = new byte[Math.multiplyExact(channels(), area)];
    for (int c = 0; c < channels(); c++) {
      double[] levels = planes.get(c).levels();
      for (int i = 0; i < area; i++) {
        bytes[c * area + i] = (byte) Math.max(0, Math.min(WHITE, Math.round(levels[i])));
      }
    }
    return bytes;
  }
}
