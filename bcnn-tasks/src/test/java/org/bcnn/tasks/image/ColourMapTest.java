package org.bcnn.tasks.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ColourMapTest {
  /** The ends and the middle of Matplotlib's list: 0.735683, 0.215906, 0.330245 at number 128. */
  @Test
  void coloursAreThoseOfTheList() {
    assertEquals(0x000004, ColourMap.at(0));
    assertEquals(0xfcffa4, ColourMap.at(1));
    assertEquals(0xbc3754, ColourMap.at(0.5));
    assertEquals(0x000004, ColourMap.at(-3));
    assertEquals(0xfcffa4, ColourMap.at(Double.POSITIVE_INFINITY));
    assertEquals(ColourMap.at(0.5), ColourMap.at(0.5 + 0.9 / 256));
    assertThrows(IllegalArgumentException.class, () -> ColourMap.at(Double.NaN));
  }

  /**
   * The lightness L* of CIELAB, of sRGB colours: it rises from about 0 to above 95, in steps that 8
   * bits make uneven but that are never back by more than their rounding.
   */
  @Test
  void lightnessRisesEvenly() {
    double before = lightness(ColourMap.at(0));
    assertTrue(before < 1, "the first has " + before);
    double last = lightness(ColourMap.at(1));
    assertTrue(last > 95, "the last has " + last);
    for (int i = 1; i < ColourMap.SIZE; i++) {
      double lightness = lightness(ColourMap.at((i + 0.5) / ColourMap.SIZE));
      double step = lightness - before;
      assertTrue(step > -0.15 && step < 0.95, "step " + i + " is " + step);
      before = lightness;
    }
  }

  private static double lightness(int rgb) {
    double y =
        0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8 & 0xFF) + 0.0722 * linear(rgb & 0xFF);
    return y > 216.0 / 24389 ? 116 * Math.cbrt(y) - 16 : y * 24389 / 27;
  }

  private static double linear(int level) {
    double v = level / 255.0;
    return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }

  @Test
  void aMapHasTheColourOfEachNumber() {
    Picture map = ColourMap.heatMap(new Plane(1, 3, new double[] {2, 3, 9}), 2, 4);
    assertEquals("[plane of 1x3, plane of 1x3, plane of 1x3]", map.planes().toString());
    assertArrayEquals(new double[] {0x00, 0xbc, 0xfc}, map.planes().get(0).levels());
    assertArrayEquals(new double[] {0x00, 0x37, 0xff}, map.planes().get(1).levels());
    assertArrayEquals(new double[] {0x04, 0x54, 0xa4}, map.planes().get(2).levels());
    Plane plane = new Plane(1, 1, new double[1]);
    assertThrows(IllegalArgumentException.class, () -> ColourMap.heatMap(plane, 1, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> ColourMap.heatMap(plane, 0, Double.POSITIVE_INFINITY));
    assertThrows(
        IllegalArgumentException.class, () -> ColourMap.heatMap(plane.map(v -> Double.NaN), 0, 1));
  }
}
