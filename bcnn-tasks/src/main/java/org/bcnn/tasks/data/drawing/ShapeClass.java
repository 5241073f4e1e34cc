package org.bcnn.tasks.data.drawing;

import java.util.List;

/**
 * A class of pictures, such as the digit 7, and the ways in which it is written.
 *
 * <p>Immutable and safe for use by any number of threads. {@link DigitShapes} and {@link
 * GlyphShapes} hold the classes that there are.
 */
public final class ShapeClass {

  private final String name;
  private final List<StrokeShape> variants;

  private ShapeClass(String name, List<StrokeShape> variants) {
    this.name = name;
    this.variants = variants;
  }

  static ShapeClass of(String name, StrokeShape... variants) {
    return new ShapeClass(name, List.of(variants));
  }

  /**
   * Returns the name of the class.
   *
   * @return such as {@code "7"} or {@code "arrow"}
   */
  public String name() {
    return name;
  }

  /**
   * Returns in how many ways the class is written.
   *
   * @return the number of variants, at least 1
   */
  public int variantCount() {
    return variants.size();
  }

  StrokeShape variant(int index) {
    return variants.get(index);
  }
}
