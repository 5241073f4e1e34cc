package org.bcnn.tasks.superresolution.drawing;

import java.util.ArrayList;
import java.util.List;
import org.bcnn.random.RandomStream;
import org.bcnn.tasks.data.drawing.DigitShapes;
import org.bcnn.tasks.data.drawing.DrawingSettings;
import org.bcnn.tasks.data.drawing.GlyphShapes;
import org.bcnn.tasks.data.drawing.ShapeClass;
import org.bcnn.tasks.data.drawing.ShapePainter;
import org.bcnn.tasks.image.Picture;

/**
 * Paints pages of signs in lines, like text, with rules and frames: ink on even paper, sharp
 * everywhere, unlike the scenes of {@link ScenePainter}. A page is a function of the random numbers
 * alone: the same picture on every Java virtual machine and computer. Immutable and safe for use by
 * any number of threads.
 *
 * @param height the rows of a picture, at least 64
 * @param width the columns of a picture, at least 64
 */
public record SignPainter(int height, int width) {
  private static final int SMALLEST = 64;
  private static final int MARGIN = 4;
  private static final List<ShapeClass> SHAPES = shapes();

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if a side is less than 64 pixels
   */
  public SignPainter {
    if (height < SMALLEST || width < SMALLEST) {
      throw new IllegalArgumentException(
          String.format("a page must have 64x64 pixels at least, not %dx%d", height, width));
    }
  }

  private static List<ShapeClass> shapes() {
    List<ShapeClass> shapes = new ArrayList<>(DigitShapes.classes());
    shapes.addAll(GlyphShapes.classes());
    return List.copyOf(shapes);
  }

  /**
   * Paints a page.
   *
   * @param random the source of everything that varies
   * @return a picture in colour, of levels that are whole numbers
   */
  public Picture paint(RandomStream random) {
    Canvas canvas = new Canvas(height, width);
    Colour paper = Colour.grey(1).mix(Colour.random(random), 0.15);
    Colour ink = Colour.grey(0).mix(Colour.random(random), 0.3);
    if (random.nextInt(4) == 0) {
      Colour swapped = paper;
      paper = ink;
      ink = swapped;
    }
    canvas.fill(Material.flat(paper));
    frame(canvas, ink, random);
    int top = 2 * MARGIN;
    while (top < height - 2 * MARGIN) {
      int cell = Math.min(12 + random.nextInt(30), height - 2 * MARGIN - top);
      if (cell >= 10) {
        line(canvas, top, cell, ink, random);
      }
      top += cell + 1 + random.nextInt(4);
    }
    return canvas.picture();
  }

  private void frame(Canvas canvas, Colour ink, RandomStream random) {
    double thickness = 1 + random.nextInt(3);
    Form frame =
        Form.box(0.5 * width, 0.5 * height, 0.5 * width - MARGIN, 0.5 * height - MARGIN, 0);
    canvas.fill(Form.outline(frame, thickness), 1, Material.flat(ink));
  }

  /** A line of signs of one pen, with spaces, and at times a rule beneath it. */
  private void line(Canvas canvas, int top, int cell, Colour ink, RandomStream random) {
    double pen = Math.max(0.5, cell * (0.025 + 0.04 * random.nextDouble()));
    DrawingSettings settings =
        new DrawingSettings(
            new DrawingSettings.Pose(0.8, 0.03, 0.1, 1, 0.02, 0.01),
            new DrawingSettings.Pen(pen, pen, 0, 0.01, 0),
            new DrawingSettings.Camera(1, 0, 0, 0));
    ShapePainter painter = new ShapePainter(SHAPES, cell, settings);
    int step = Math.max(1, (int) (0.9 * cell));
    for (int left = 2 * MARGIN; left + cell <= width - 2 * MARGIN; left += step) {
      int shape = random.nextInt(SHAPES.size());
      if (random.nextInt(6) > 0) {
        byte[] sign = new byte[cell * cell];
        painter.paint(shape, random, sign, 0);
        print(canvas, sign, top, left, cell, ink);
      }
    }
    if (random.nextInt(3) == 0) {
      Form rule = Form.box(0.5 * width, top + cell, 0.5 * width - 2 * MARGIN, 0.5, 0);
      canvas.fill(rule, 1, Material.flat(ink));
    }
  }

  private static void print(Canvas canvas, byte[] sign, int top, int left, int cell, Colour ink) {
    for (int i = 0; i < sign.length; i++) {
      int cover = sign[i] & 0xFF;
      if (cover > 0) {
        canvas.mix(top + i / cell, left + i % cell, (double) cover / Picture.WHITE, ink);
      }
    }
  }
}
