package org.bcnn.tasks.data.drawing;

import static org.bcnn.tasks.data.drawing.StrokeShape.written;

import java.util.List;

/**
 * The digits 0 to 9, each written in the ways that people write it.
 *
 * <p>Immutable and safe for use by any number of threads.
 */
public final class DigitShapes {

  private static final List<ShapeClass> CLASSES =
      List.of(
          ShapeClass.of(
              "0",
              written("50,0 22,14 12,50 22,86 50,100 78,86 88,50 78,14 z"),
              written("58,4 34,6 18,30 14,64 30,94 54,98 76,80 84,46 74,14 50,2"),
              written("54,0 32,14 24,50 30,88 50,100 70,86 76,50 70,12 z"),
              written("50,0 22,14 12,50 22,86 50,100 78,86 88,50 78,14 z", "74,10 26,90")),
          ShapeClass.of(
              "1",
              written("50,0 50,100"),
              written("32,24 54,0! 54,100"),
              written("32,24 54,0! 54,100", "28,100 80,100"),
              written("26,28 44,18 56,0! 56,100")),
          ShapeClass.of(
              "2",
              written("16,24 30,4 56,0 78,14 78,34 58,60 14,98! 86,98"),
              written("16,22 34,2 62,2 78,20 68,48 40,82 20,96 14,84 28,78 52,92 70,98 90,88"),
              written("20,14 48,0 74,10 76,32 52,62 18,100! 50,94 84,98")),
          ShapeClass.of(
              "3",
              written("18,10 46,0 74,10 76,30 44,46! 78,60 82,82 54,100 16,90"),
              written("18,2 80,2! 46,42! 76,54 82,78 60,98 30,100 12,86"),
              written("20,14 44,0 72,10 72,32 52,46 40,46 54,50 80,62 80,84 50,100 16,88")),
          ShapeClass.of(
              "4",
              written("26,0 16,60! 88,60", "66,20 62,100"),
              written("66,0! 12,66! 90,66", "66,0 66,100"),
              written("22,4 20,40 36,56 74,50", "78,0 72,50 68,100")),
          ShapeClass.of(
              "5",
              written("80,2 28,2! 22,44! 50,36 80,50 84,76 60,98 16,92"),
              written("28,4 22,46! 54,40 80,58 76,86 46,100 14,88", "28,4 84,0"),
              written("78,0 34,4! 26,42 54,46 78,64 68,92 40,100 16,92")),
          ShapeClass.of(
              "6",
              written("68,0 36,20 18,56 24,88 50,100 76,88 80,66 58,50 34,56 20,74"),
              written("58,0 26,40 18,74 36,98 64,98 80,78 68,58 44,56 22,72"),
              written("78,10 56,0 30,18 16,60 28,92 54,100 80,82 74,58 48,50 22,66")),
          ShapeClass.of(
              "7",
              written("14,4 84,4! 56,48 40,100"),
              written("14,4 84,4! 56,48 40,100", "30,50 74,48"),
              written("16,20 16,2! 84,2! 60,40 46,100"),
              written("14,12 40,6 82,2! 62,40 52,98")),
          ShapeClass.of(
              "8",
              written("74,14 50,0 24,14 30,36 54,50 78,70 74,92 48,100 22,90 20,70 48,50 72,34 z"),
              written(
                  "50,0 26,10 26,34 50,46 74,34 74,10 z", "50,46 20,58 18,88 50,100 82,88 80,58 z"),
              written("80,10 54,0 26,12 30,36 58,52 80,74 66,98 34,98 20,76 42,50 68,34 84,6")),
          ShapeClass.of(
              "9",
              written("76,34 56,50 28,44 20,22 40,2 68,6 78,30 76,66 66,100"),
              written("78,26 62,2 34,4 20,26 34,48 62,46 78,24! 74,100"),
              written("76,28 58,50 28,44 22,16 50,0 74,14 78,48 66,86 42,100 22,90")));

  private DigitShapes() {}

  /**
   * Returns the classes in the order of their labels.
   *
   * @return ten classes, named {@code "0"} to {@code "9"}
   */
  public static List<ShapeClass> classes() {
    return CLASSES;
  }
}
