package org.bcnn.tasks.data.drawing;

import static org.bcnn.tasks.data.drawing.StrokeShape.of;

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
              of("12,100 50,0! 88,100", "28,64 72,64"),
              of("14,100 40,4! 60,4! 86,100", "24,60 76,60")),
          ShapeClass.of(
              "E",
              of("82,2 18,2! 18,98! 84,98", "18,50 70,50"),
              of("20,0 20,100", "20,2 84,2", "20,50 84,50", "20,98 84,98")),
          ShapeClass.of(
              "F",
              of("20,100 20,2! 84,2", "20,48 70,48"),
              of("24,0 20,100", "24,4 86,0", "22,50 66,46")),
          ShapeClass.of(
              "H",
              of("18,0 18,100", "82,0 82,100", "18,50 82,50"),
              of("22,0 16,100", "84,0 78,100", "18,54 82,46")),
          ShapeClass.of(
              "K",
              of("20,0 20,100", "80,0 22,54! 84,100"),
              of("22,0 18,100", "78,2 20,60", "42,42 84,100")),
          ShapeClass.of(
              "M", of("10,100 18,0! 50,62! 82,0! 90,100"), of("12,100 12,0! 50,70! 88,0! 88,100")),
          ShapeClass.of(
              "N",
              of("18,100 18,0! 82,100! 82,0"),
              of("20,0 20,100", "20,0 80,100", "80,0 80,100")),
          ShapeClass.of(
              "R",
              of("22,100 22,0! 62,2 80,24 62,48 22,50! 82,100"),
              of("20,0 20,100", "20,2 60,2 78,26 58,48 20,50", "44,50 84,100")),
          ShapeClass.of(
              "W",
              of("6,0 28,100! 50,32! 72,100! 94,0"),
              of("8,0 24,92 50,84 50,30! 50,84 76,92 92,0")),
          ShapeClass.of("X", of("16,0 84,100", "84,0 16,100"), of("10,8 90,92", "82,4 18,98")),
          ShapeClass.of(
              "Y", of("12,0 50,48! 88,0", "50,48 50,100"), of("50,100 50,44! 14,2", "50,44 86,2")),
          ShapeClass.of(
              "arrow up",
              of("50,100 50,0", "16,36 50,0! 84,36"),
              of("50,100 50,0", "24,24 50,0! 76,24")),
          ShapeClass.of(
              "arrow right",
              of("0,50 100,50", "64,16 100,50! 64,84"),
              of("0,50 100,50", "76,24 100,50! 76,76")),
          ShapeClass.of("asterisk", of("50,4 50,96", "10,27 90,73", "90,27 10,73")),
          ShapeClass.of(
              "crossed box", of("10,10! 90,10! 90,90! 10,90! z", "10,10 90,90", "90,10 10,90")),
          ShapeClass.of("hash", of("36,0 28,100", "72,0 64,100", "8,34 94,34", "6,68 92,68")),
          ShapeClass.of("plus", of("50,6 50,94", "6,50 94,50")),
          ShapeClass.of("square", of("10,10! 90,10! 90,90! 10,90! z")),
          ShapeClass.of("star", of("50,0! 80,92! 2,36! 98,36! 20,92! z")),
          ShapeClass.of("triangle", of("50,4! 96,92! 4,92! z"), of("4,8! 96,8! 50,96! z")));

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
