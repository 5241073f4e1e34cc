package org.bcnn.tasks.data.drawing;

/**
 * How far drawn pictures differ from each other, which makes them hard to tell apart. Immutable and
 * safe for use by any number of threads.
 *
 * @param pose how the whole shape is placed
 * @param pen how its strokes are drawn
 * @param camera how the picture is taken
 */
public record DrawingSettings(Pose pose, Pen pen, Camera camera) {

  /**
   * How the whole shape is placed. Normal deviates are cut off at 2.5 standard deviations.
   *
   * @param size the mean height of the shape's box, as a fraction of the picture
   * @param sizeSpread half the range of the relative size
   * @param aspectSpread half the range of the relative width of the box
   * @param rotation the standard deviation of the rotation in degrees
   * @param shear the standard deviation of the shear, in widths per height
   * @param shift half the range of the shift, as a fraction of the picture
   */
  public record Pose(
      double size,
      double sizeSpread,
      double aspectSpread,
      double rotation,
      double shear,
      double shift) {}

  /**
   * How strokes are drawn.
   *
   * @param thinnest the least radius of the pen in pixels
   * @param thickest the greatest radius of the pen in pixels
   * @param pressure how far the radius may change along a path, relatively
   * @param jitter the standard deviation of each point of a stroke, as a fraction of the box
   * @param warp the standard deviation, in pixels, of the knots of the elastic distortion
   */
  public record Pen(
      double thinnest, double thickest, double pressure, double jitter, double warp) {}

  /**
   * How the picture is taken.
   *
   * @param faintest the least brightness of the ink; the greatest is 1
   * @param blur the greatest weight of a neighbouring pixel in the blur
   * @param noise the greatest standard deviation of a pixel's noise; black is 0 and white 1
   * @param scratches the greatest number of stray marks
   */
  public record Camera(double faintest, double blur, double noise, int scratches) {}

  /**
   * Returns the settings of the built-in data sets.
   *
   * @return the one place where their difficulty is decided
   */
  public static DrawingSettings standard() {
    return new DrawingSettings(
        new Pose(0.65, 0.17, 0.23, 9.5, 0.165, 0.105),
        new Pen(0.6, 1.7, 0.35, 0.03, 1.3),
        new Camera(0.5, 0.23, 0.15, 2));
  }
}
