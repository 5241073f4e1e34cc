package org.bcnn.tasks.data.drawing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InkRasterTest {
  private static PenPath line(double x0, double y0, double x1, double y1) {
    PenPath path = new PenPath();
    path.begin(x0, y0);
    path.curveTo(x1 - x0, y1 - y0, x1 - x0, y1 - y0, x1, y1);
    return path;
  }

  /** Pixel centres are at 0.5; a pen of radius 1 along y = 3 covers two rows, and no other. */
  @Test
  void aLineIsAsThickAsThePen() {
    InkRaster raster = new InkRaster(8);
    raster.draw(line(0, 3, 8, 3), 1, 1, 0.75);
    double[] ink = raster.ink();
    for (int column = 0; column < 8; column++) {
      assertEquals(0, ink[8 + column], 1e-12);
      assertEquals(0.75, ink[2 * 8 + column], 1e-12);
      assertEquals(0.75, ink[3 * 8 + column], 1e-12);
      assertEquals(0, ink[4 * 8 + column], 1e-12);
    }
  }

  /** The area of a disc of radius 3 is 9π; anti-aliasing keeps it to a few per cent. */
  @Test
  void edgesAreSmooth() {
    for (double shift = 0; shift < 1; shift += 0.25) {
      InkRaster raster = new InkRaster(12);
      raster.draw(line(6 + shift, 6, 6 + shift, 6), 3, 3, 1);
      assertEquals(9 * Math.PI, Arrays.stream(raster.ink()).sum(), 0.6);
    }
  }

  @Test
  void brighterInkReplacesFainter() {
    InkRaster raster = new InkRaster(8);
    raster.draw(line(0, 3, 8, 3), 1, 1, 0.8);
    raster.draw(line(3, 0, 3, 8), 1, 1, 0.4);
    assertEquals(0.8, raster.ink()[3 * 8 + 3], 1e-12);
    assertEquals(0.4, raster.ink()[6 * 8 + 3], 1e-12);
  }

  @Test
  void nothingIsDrawnBetweenStrokes() {
    PenPath path = line(0, 1, 8, 1);
    path.begin(0, 6);
    path.curveTo(8, 0, 8, 0, 8, 6);
    InkRaster raster = new InkRaster(8);
    raster.draw(path, 1, 1, 1);
    for (int row = 3; row < 5; row++) {
      for (int column = 0; column < 8; column++) {
        assertEquals(0, raster.ink()[row * 8 + column]);
      }
    }
  }

  @Test
  void thePenMayLeaveThePicture() {
    InkRaster raster = new InkRaster(8);
    raster.draw(line(-20, 4, 30, 4), 1, 1, 1);
    raster.draw(line(-9, -9, -5, -5), 1, 1, 1);
    assertEquals(1, raster.ink()[3 * 8], 1e-12);
    assertEquals(0, raster.ink()[0], 1e-12);
  }

  @Test
  void theBlurSpreadsAPixel() {
    InkRaster raster = new InkRaster(8);
    raster.ink()[3 * 8 + 4] = 1;
    raster.blur(0.2);
    double[] expected = new double[64];
    double[] weights = {0.2, 0.6, 0.2};
    for (int r = 0; r < 3; r++) {
      for (int c = 0; c < 3; c++) {
        expected[(2 + r) * 8 + 3 + c] = weights[r] * weights[c];
      }
    }
    assertArrayEquals(expected, raster.ink(), 1e-12);
  }
}
