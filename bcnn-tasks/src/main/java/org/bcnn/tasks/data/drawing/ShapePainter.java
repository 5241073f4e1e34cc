package org.bcnn.tasks.data.drawing;

import java.util.List;
import org.bcnn.random.RandomStream;

/**
 * Paints square grey pictures of shapes, white ink on black, each with a pose, pen and camera of
 * its own.
 *
 * <p>A picture is a function of its class and the random numbers alone: the same bytes on every
 * Java virtual machine and computer. Immutable and safe for use by any number of threads.
 */
public final class ShapePainter {

  /** Normal deviates are cut off here, so that no shape turns into another one. */
  private static final double CUT = 2.5;

  private static final double DEGREE = StrictMath.PI / 180;

  private final List<ShapeClass> classes;
  private final int size;
  private final DrawingSettings settings;

  /**
   * Creates a painter.
   *
   * @param classes the classes of shapes
   * @param size the width and height of a picture in pixels, at least 8
   * @param settings how pictures differ
   * @throws IllegalArgumentException if there is no class or the size is less than 8
   */
  public ShapePainter(List<ShapeClass> classes, int size, DrawingSettings settings) {
    if (classes.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one class of shapes");
    }
    if (size < 8) {
      throw new IllegalArgumentException("size must be at least 8 pixels but is " + size);
    }
    this.classes = List.copyOf(classes);
    this.size = size;
    this.settings = settings;
  }

  /**
   * Paints a picture.
   *
   * @param label the index of the class
   * @param random the source of everything that varies
   * @param pixels receives size &times; size bytes, in rows from the top, 0 black and 255 white
   * @param offset where in {@code pixels} the picture begins
   * @throws IndexOutOfBoundsException if there is no such class or the picture does not fit
   */
  public void paint(int label, RandomStream random, byte[] pixels, int offset) {
    ShapeClass shapeClass = classes.get(label);
    StrokeShape shape = shapeClass.variant(random.nextInt(shapeClass.variantCount()));
    DrawingSettings.Pen pen = settings.pen();
    double radius = between(pen.thinnest(), pen.thickest(), random);
    double pressure = pen.pressure() * (2 * random.nextDouble() - 1);
    PenPath path = trace(shape, random);
    new ElasticField(size, pen.warp(), random).distort(path);
    double start = radius * (1 - pressure);
    double end = radius * (1 + pressure);
    double margin = Math.max(start, end) + 1;
    path.fit(margin, size - margin);

    InkRaster raster = new InkRaster(size);
    scratch(raster, random);
    raster.draw(path, start, end, between(settings.camera().faintest(), 1, random));
    raster.blur(between(0, settings.camera().blur(), random));
    expose(raster.ink(), random, pixels, offset);
  }

  /** Places the shape: jitters its points and transforms the box into the picture. */
  private PenPath trace(StrokeShape shape, RandomStream random) {
    DrawingSettings.Pose pose = settings.pose();
    double height = size * pose.size() * (1 + pose.sizeSpread() * symmetric(random));
    double width = height * (1 + pose.aspectSpread() * symmetric(random));
    double angle = DEGREE * pose.rotation() * normal(random);
    double shear = pose.shear() * normal(random);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double centreX = size * (0.5 + pose.shift() * symmetric(random));
    double centreY = size * (0.5 + pose.shift() * symmetric(random));
    double jitter = settings.pen().jitter();
    PenPath path = new PenPath();
    for (Stroke stroke : shape.strokes()) {
      double[] x = new double[stroke.size()];
      double[] y = new double[stroke.size()];
      for (int i = 0; i < x.length; i++) {
        double boxX = width * (stroke.x(i) - 0.5 + jitter * normal(random));
        double boxY = height * (stroke.y(i) - 0.5 + jitter * normal(random));
        double leaning = boxX - shear * boxY;
        x[i] = centreX + cos * leaning - sin * boxY;
        y[i] = centreY + sin * leaning + cos * boxY;
      }
      stroke.trace(x, y, path);
    }
    return path;
  }

  /** Draws stray marks: short, thin and faint. */
  private void scratch(InkRaster raster, RandomStream random) {
    int count = random.nextInt(settings.camera().scratches() + 1);
    for (int i = 0; i < count; i++) {
      double x = size * random.nextDouble();
      double y = size * random.nextDouble();
      double reach = 0.25 * size;
      PenPath mark = new PenPath();
      mark.begin(x, y);
      double dx = reach * symmetric(random);
      double dy = reach * symmetric(random);
      mark.curveTo(dx, dy, dx, dy, x + dx, y + dy);
      double radius = settings.pen().thinnest();
      raster.draw(mark, radius, radius, between(0.2, 0.7, random));
    }
  }

  /** Adds noise to the ink and makes bytes of it. */
  private void expose(double[] ink, RandomStream random, byte[] pixels, int offset) {
    double noise = between(0, settings.camera().noise(), random);
    for (int i = 0; i < ink.length; i++) {
      double light = ink[i] + noise * random.nextGaussian();
      pixels[offset + i] = (byte) (255 * Math.max(0, Math.min(1, light)) + 0.5);
    }
  }

  private static double between(double low, double high, RandomStream random) {
    return low + (high - low) * random.nextDouble();
  }

  private static double symmetric(RandomStream random) {
    return 2 * random.nextDouble() - 1;
  }

  private static double normal(RandomStream random) {
    return Math.max(-CUT, Math.min(CUT, random.nextGaussian()));
  }
}
