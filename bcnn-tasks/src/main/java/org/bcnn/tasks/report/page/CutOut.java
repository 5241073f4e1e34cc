package org.bcnn.tasks.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.bcnn.tasks.image.Picture;
import org.bcnn.tasks.image.Plane;
import org.bcnn.tasks.image.Resampling;

/**
 * A square of a picture that is shown pixel by pixel.
 *
 * @param top its first row
 * @param left its first column
 * @param side its rows and columns
 */
record CutOut(int top, int left, int side) {
  /** How far bicubic interpolation looks, and a little more. */
  private static final int MARGIN = 4;

  private record Cell(CutOut place, double mean) {}

  /**
   * Finds the squares of a grid where a map is highest on average, and where it is as high as in
   * half of all.
   *
   * @param map the map
   * @param side the side of a square, no larger than the map
   * @return two squares, the highest first, or one if there is no more
   */
  static List<CutOut> highestAndMedian(Plane map, int side) {
    List<Cell> cells = new ArrayList<>();
    for (int top = 0; top + side <= map.height(); top += side) {
      for (int left = 0; left + side <= map.width(); left += side) {
        CutOut place = new CutOut(top, left, side);
        cells.add(new Cell(place, Arrays.stream(place.of(map).levels()).average().orElseThrow()));
      }
    }
    cells.sort(Comparator.comparingDouble(Cell::mean).reversed());
    CutOut highest = cells.get(0).place;
    return cells.size() == 1
        ? List.of(highest)
        : List.of(highest, cells.get(cells.size() / 2).place);
  }

  /** Cuts it out of a map. */
  Plane of(Plane plane) {
    return plane.crop(top, left, side, side);
  }

  /** Cuts it out of a picture. */
  Picture of(Picture picture) {
    return new Picture(picture.planes().stream().map(this::of).toList());
  }

  /**
   * Cuts it out of what bicubic interpolation makes of a smaller picture, without enlarging all of
   * that.
   *
   * @param low the smaller picture
   * @param factor by how much it is enlarged, of which top, left and side are multiples
   * @return the square
   */
  Picture ofBicubic(Picture low, int factor) {
    int above = Math.min(MARGIN, top / factor);
    int before = Math.min(MARGIN, left / factor);
    int firstRow = top / factor - above;
    int firstColumn = left / factor - before;
    int rows = Math.min(low.height(), (top + side) / factor + MARGIN) - firstRow;
    int columns = Math.min(low.width(), (left + side) / factor + MARGIN) - firstColumn;
    CutOut inside = new CutOut(above * factor, before * factor, side);
    return new Picture(
        low.planes().stream()
            .map(plane -> plane.crop(firstRow, firstColumn, rows, columns))
            .map(plane -> Resampling.BICUBIC.resize(plane, rows * factor, columns * factor))
            .map(inside::of)
            .toList());
  }
}
