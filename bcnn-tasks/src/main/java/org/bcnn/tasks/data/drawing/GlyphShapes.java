package org.bcnn.tasks.data.drawing;

import static org.bcnn.tasks.data.drawing.StrokeShape.written;

import java.util.List;

/**
 * Letters and signs that are not digits and do not look like any: what a model that was trained on
 * digits should be uncertain about.
 *
 * <p>Immutable and safe for use by any number of threads.
 */
public final class GlyphShapes {

  private static final List<ShapeClass> CLASSES =
      List.of(
          ShapeClass.of(
              "A",
              written("12,100 50,0! 88,100", "28,64 72,64"),
              written("14,100 40,4! 60,4! 86,100", "24,60 76,60")),
          ShapeClass.of(
              "E",
              written("82,2 18,2! 18,98! 84,98", "18,50 70,50"),
              written("20,0 20,100", "20,2 84,2", "20,50 84,50", "20,98 84,98")),
          ShapeClass.of(
              "F",
              written("20,100 20,2! 84,2", "20,48 70,48"),
              written("24,0 20,100", "24,4 86,0", "22,50 66,46")),
          ShapeClass.of(
              "H",
              written("18,0 18,100", "82,0 82,100", "18,50 82,50"),
              written("22,0 16,100", "84,0 78,100", "18,54 82,46")),
          ShapeClass.of(
              "K",
              written("20,0 20,100", "80,0 22,54! 84,100"),
              written("22,0 18,100", "78,2 20,60", "42,42 84,100")),
          ShapeClass.of(
              "M",
              written("10,100 18,0! 50,62! 82,0! 90,100"),
              written("12,100 12,0! 50,70! 88,0! 88,100")),
          ShapeClass.of(
              "N",
              written("18,100 18,0! 82,100! 82,0"),
              written("20,0 20,100", "20,0 80,100", "80,0 80,100")),
          ShapeClass.of(
              "R",
              written("22,100 22,0! 62,2 80,24 62,48 22,50! 82,100"),
              written("20,0 20,100", "20,2 60,2 78,26 58,48 20,50", "44,50 84,100")),
          ShapeClass.of(
              "W",
              written("6,0 28,100! 50,32! 72,100! 94,0"),
              written("8,0 24,92 50,84 50,30! 50,84 76,92 92,0")),
          ShapeClass.of(
              "X", written("16,0 84,100", "84,0 16,100"), written("10,8 90,92", "82,4 18,98")),
          ShapeClass.of(
              "Y",
              written("12,0 50,48! 88,0", "50,48 50,100"),
              written("50,100 50,44! 14,2", "50,44 86,2")),
          ShapeClass.of(
              "arrow up",
              written("50,100 50,0", "16,36 50,0! 84,36"),
              written("50,100 50,0", "24,24 50,0! 76,24")),
          ShapeClass.of(
              "arrow right",
              written("0,50 100,50", "64,16 100,50! 64,84"),
              written("0,50 100,50", "76,24 100,50! 76,76")),
          ShapeClass.of("asterisk", written("50,4 50,96", "10,27 90,73", "90,27 10,73")),
          ShapeClass.of(
              "crossed box",
              written("10,10! 90,10! 90,90! 10,90! z", "10,10 90,90", "90,10 10,90")),
          ShapeClass.of("hash", written("36,0 28,100", "72,0 64,100", "8,34 94,34", "6,68 92,68")),
          ShapeClass.of("plus", written("50,6 50,94", "6,50 94,50")),
          ShapeClass.of("square", written("10,10! 90,10! 90,90! 10,90! z")),
          ShapeClass.of("star", written("50,0! 80,92! 2,36! 98,36! 20,92! z")),
          ShapeClass.of(
              "triangle", written("50,4! 96,92! 4,92! z"), written("4,8! 96,8! 50,96! z")));

  private GlyphShapes() {}

  /**
   * Returns the classes in the order of their labels.
   *
   * @return twenty classes
   */
  public static List<ShapeClass> classes() {
    return CLASSES;
  }
}
