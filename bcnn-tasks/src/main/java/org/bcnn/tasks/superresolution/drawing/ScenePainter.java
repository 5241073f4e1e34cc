package org.bcnn.tasks.superresolution.drawing;

import org.bcnn.random.RandomStream;
import org.bcnn.tasks.image.Picture;

/**
 * Paints scenes: hills before a sky, things on a ground, patches of texture, grasses; with edges
 * sharp and soft, gradients, and textures like those of nature. A scene is a function of the random
 * numbers alone: the same picture on every Java virtual machine and computer. Immutable and safe
 * for use by any number of threads.
 *
 * @param height the rows of a picture, at least 16
 * @param width the columns of a picture, at least 16
 */
public record ScenePainter(int height, int width) {
  /** The kinds of scenes. */
  private static final int KINDS = 4;

  private static final int SMALLEST = 16;

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if a side is less than 16 pixels
   */
  public ScenePainter {
    if (height < SMALLEST || width < SMALLEST) {
      throw new IllegalArgumentException(
          String.format("a scene must have 16x16 pixels at least, not %dx%d", height, width));
    }
  }

  /**
   * Paints a scene.
   *
   * @param kind which kind, at least 0; kinds come again after four
   * @param random the source of everything that varies
   * @return a picture in colour, of levels that are whole numbers
   */
  public Picture paint(int kind, RandomStream random) {
    Canvas canvas = new Canvas(height, width);
    switch (kind % KINDS) {
      case 0 -> hills(canvas, random);
      case 1 -> things(canvas, random);
      case 2 -> patches(canvas, random);
      default -> grasses(canvas, random);
    }
    canvas.grain(0.008 * random.nextDouble(), random);
    return canvas.picture();
  }

  private void hills(Canvas canvas, RandomStream random) {
    canvas.fill(gradient(height, random));
    if (random.nextInt(2) == 0) {
      double radius = between(5, 14, random);
      Form sun =
          Form.ellipse(
              width * random.nextDouble(), 0.4 * height * random.nextDouble(), radius, radius, 0);
      canvas.fill(sun, between(1, 6, random), Material.flat(Colour.random(random)));
    }
    int ridges = 3 + random.nextInt(4);
    for (int i = 1; i <= ridges; i++) {
      FractalNoise profile = new FractalNoise(1, width + 1, between(0.4, 0.7, random), random);
      double base = height * (0.2 + 0.7 * i / ridges);
      double relief = between(5, 18, random);
      Form below = (x, y) -> base + relief * profile.at(0, (int) x) - y;
      canvas.fill(below, between(1, 2.5, random), texture(0.6, 1, random));
    }
    trees(canvas, random);
  }

  private void trees(Canvas canvas, RandomStream random) {
    int count = random.nextInt(12);
    Colour bark = Colour.random(random);
    for (int i = 0; i < count; i++) {
      double x = width * random.nextDouble();
      double y = height * between(0.5, 1, random);
      double tall = between(8, 40, random);
      canvas.fill(
          stroke(x, y, between(-3, 3, random), -tall, between(0.7, 2, random), random),
          1,
          Material.flat(bark));
      double crown = 0.3 * tall;
      canvas.fill(
          Form.ellipse(x, y - tall, crown, between(0.7, 1.2, random) * crown, 0),
          between(1, 4, random),
          texture(0.9, 1, random));
    }
  }

  private void things(Canvas canvas, RandomStream random) {
    canvas.fill(
        random.nextInt(2) == 0 ? gradient(2.0 * height, random) : texture(0.3, 0.7, random));
    int count = 7 + random.nextInt(9);
    for (int i = 0; i < count; i++) {
      Form form = form(between(6, 40, random), random);
      double softness = random.nextInt(3) == 0 ? between(2, 8, random) : between(1, 1.6, random);
      canvas.fill(form, softness, material(random));
      if (random.nextInt(3) == 0) {
        canvas.fill(
            Form.outline(form, between(1, 3, random)), 1, Material.flat(Colour.random(random)));
      }
    }
  }

  private void patches(Canvas canvas, RandomStream random) {
    canvas.fill(pattern(random));
    int count = 5 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      canvas.fill(form(between(25, 70, random), random), 1, pattern(random));
    }
  }

  private void grasses(Canvas canvas, RandomStream random) {
    canvas.fill(texture(0.6, 1, random));
    int count = 20 + random.nextInt(50);
    Colour one = Colour.random(random);
    Colour other = Colour.random(random);
    double lean = between(-20, 20, random);
    for (int i = 0; i < count; i++) {
      double x = width * between(-0.1, 1.1, random);
      double y = height * between(0.3, 1.1, random);
      double tall = between(15, 70, random);
      Form blade =
          stroke(x, y, lean + between(-12, 12, random), -tall, between(0.5, 2, random), random);
      canvas.fill(
          blade, between(1, 1.5, random), Material.flat(one.mix(other, random.nextDouble())));
    }
    int things = random.nextInt(4);
    for (int i = 0; i < things; i++) {
      canvas.fill(form(between(8, 25, random), random), between(1, 3, random), material(random));
    }
  }

  private Form form(double radius, RandomStream random) {
    double x = width * random.nextDouble();
    double y = height * random.nextDouble();
    double other = radius * between(0.3, 1, random);
    double angle = angle(random);
    return switch (random.nextInt(4)) {
      case 0 -> Form.ellipse(x, y, radius, other, angle);
      case 1 -> Form.box(x, y, radius, other, angle);
      case 2 -> Form.polygon(x, y, radius, random);
      default ->
          Form.outline(
              Form.ellipse(x, y, radius, other, angle), between(1.5, 0.4 * radius, random));
    };
  }

  /** A stroke from a point by a difference, bent to a side. */
  private static Form stroke(
      double x, double y, double dx, double dy, double radius, RandomStream random) {
    double bend = between(-0.4, 0.4, random);
    double[] xs = {x, x + 0.5 * dx - bend * dy, x + dx};
    double[] ys = {y, y + 0.5 * dy + bend * dx, y + dy};
    return Form.stroke(xs, ys, radius);
  }

  private Material material(RandomStream random) {
    return switch (random.nextInt(5)) {
      case 0 -> Material.flat(Colour.random(random));
      case 1, 2 -> gradient(between(20, 120, random), random);
      case 3 -> pattern(random);
      default -> texture(0.5, 1, random);
    };
  }

  private Material pattern(RandomStream random) {
    Colour one = Colour.random(random);
    Colour other = Colour.random(random);
    // Down to periods that the reduced picture cannot hold: there is something to be unsure of.
    double period = 2.5 * StrictMath.pow(8, random.nextDouble());
    double angle = angle(random);
    return switch (random.nextInt(3)) {
      case 0 -> Material.stripes(one, other, angle, period);
      case 1 -> Material.checks(one, other, angle, 1.5 * period);
      default -> texture(0.7, 1.1, random);
    };
  }

  private static Material gradient(double length, RandomStream random) {
    Colour from = Colour.random(random);
    return Material.gradient(from, Colour.random(random), angle(random), length);
  }

  private Material texture(double smoothest, double roughest, RandomStream random) {
    Colour one = Colour.random(random);
    Colour other = Colour.random(random);
    double roughness = between(smoothest, roughest, random);
    return Material.textured(one, other, new FractalNoise(height, width, roughness, random));
  }

  private static double angle(RandomStream random) {
    return 2 * StrictMath.PI * random.nextDouble();
  }

  private static double between(double low, double high, RandomStream random) {
    return low + (high - low) * random.nextDouble();
  }
}
