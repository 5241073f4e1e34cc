package org.bcnn.tasks.data.drawing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.bcnn.random.NoiseAddress;
import org.bcnn.random.RandomStream;
import org.junit.jupiter.api.Test;

class ShapePainterTest {
  private static final DrawingSettings STANDARD = DrawingSettings.standard();

  private static RandomStream random(long step) {
    return RandomStream.at(new NoiseAddress(1, step, "painter", 0));
  }

  private static byte[] paint(DrawingSettings settings, int label, long step) {
    byte[] pixels = new byte[28 * 28];
    new ShapePainter(DigitShapes.classes(), 28, settings).paint(label, random(step), pixels, 0);
    return pixels;
  }

  private static DrawingSettings camera(double faintest, double blur, double noise) {
    return new DrawingSettings(
        STANDARD.pose(), STANDARD.pen(), new DrawingSettings.Camera(faintest, blur, noise, 0));
  }

  @Test
  void aPictureIsAFunctionOfItsNumbers() {
    assertArrayEquals(paint(STANDARD, 3, 1), paint(STANDARD, 3, 1));
    assertFalse(Arrays.equals(paint(STANDARD, 3, 1), paint(STANDARD, 3, 2)));
    assertFalse(Arrays.equals(paint(STANDARD, 3, 1), paint(STANDARD, 5, 1)));
  }

  @Test
  void onlyItsOwnPlaceIsWritten() {
    byte[] pixels = new byte[20 * 20 + 7];
    Arrays.fill(pixels, (byte) 99);
    new ShapePainter(DigitShapes.classes(), 20, STANDARD).paint(8, random(1), pixels, 4);
    for (int outside : new int[] {0, 1, 2, 3, pixels.length - 3, pixels.length - 1}) {
      assertEquals(99, pixels[outside]);
    }
    int changed = 0;
    for (byte pixel : pixels) {
      changed += pixel == 99 ? 0 : 1;
    }
    assertTrue(changed > 380, "changed " + changed + " of 400");
  }

  @Test
  void withoutNoiseThePaperIsBlackAndTheShapeWithinIt() {
    for (int label = 0; label < 10; label++) {
      for (int step = 0; step < 50; step++) {
        byte[] pixels = paint(camera(1, 0, 0), label, step);
        int brightest = 0;
        for (int i = 0; i < 28; i++) {
          for (int edge : new int[] {i, 27 * 28 + i, 28 * i, 28 * i + 27}) {
            assertEquals(0, pixels[edge], "nothing touches the edge");
          }
          for (int j = 0; j < 28; j++) {
            brightest = Math.max(brightest, Byte.toUnsignedInt(pixels[28 * i + j]));
          }
        }
        assertTrue(brightest > 200, "brightness " + brightest);
      }
    }
  }

  @Test
  void noiseIsAsStrongAsTheSettingsAllow() {
    double greatest = 0;
    for (int step = 0; step < 100; step++) {
      byte[] pixels = paint(camera(1, 0, 0.1), 1, step);
      double sum = 0;
      for (int i = 0; i < 28; i++) {
        double light = Byte.toUnsignedInt(pixels[i]) / 255.0;
        sum += light * light;
      }
      greatest = Math.max(greatest, Math.sqrt(2 * sum / 28));
    }
    // Half of the noise is cut off at black. 28 pixels estimate a deviation to a fifth.
    assertTrue(greatest > 0.07 && greatest < 0.2, "deviation " + greatest);
  }

  @Test
  void everyWayOfWritingIsUsed() {
    for (List<ShapeClass> classes : List.of(DigitShapes.classes(), GlyphShapes.classes())) {
      for (ShapeClass shape : classes) {
        assertTrue(shape.variantCount() >= 1);
        for (int i = 0; i < shape.variantCount(); i++) {
          for (Stroke stroke : shape.variant(i).strokes()) {
            for (int point = 0; point < stroke.size(); point++) {
              assertTrue(stroke.x(point) >= 0 && stroke.x(point) <= 1, shape.name());
              assertTrue(stroke.y(point) >= 0 && stroke.y(point) <= 1, shape.name());
            }
          }
        }
      }
    }
    assertEquals(4, DigitShapes.classes().get(7).variantCount());
  }

  @Test
  void whatCannotBePaintedIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new ShapePainter(List.of(), 28, STANDARD));
    assertThrows(
        IllegalArgumentException.class, () -> new ShapePainter(DigitShapes.classes(), 7, STANDARD));
    assertThrows(IndexOutOfBoundsException.class, () -> paint(STANDARD, 10, 1));
  }
}
