package org.bcnn.tasks.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void keepsTheDigitsThatMatter() {
    assertEquals("0.9124", Numbers.plain(0.91236));
    assertEquals("0.01235", Numbers.plain(0.012346));
    assertEquals("1.23e-05", Numbers.plain(1.234e-5));
    assertEquals("119,097", Numbers.plain(119097.3));
    assertEquals("88,852", Numbers.plain(88852));
    assertEquals("0", Numbers.plain(0));
    assertEquals("–", Numbers.plain(Double.NaN));
    assertEquals("-2.3000", Numbers.plain(-2.3));
  }

  @Test
  void labelsAxesWithoutNeedlessDigits() {
    assertEquals("0.15", Numbers.tick(0.15000000000000002));
    assertEquals("0", Numbers.tick(1e-17));
    assertEquals("145000", Numbers.tick(145000));
    assertEquals("2e-5", Numbers.tick(2e-5));
    assertEquals("3e7", Numbers.tick(3e7));
    assertEquals("2.2e-4", Numbers.tick(0.00022));
    assertEquals("-1.25e6", Numbers.tick(-1.25e6));
    assertEquals("1e6", Numbers.tick(1e6));
    assertEquals("-0.5", Numbers.tick(-0.5));
  }

  @Test
  void writesTimes() {
    assertEquals("2.2 s", Numbers.seconds(2.24));
    assertEquals("3 min 20 s", Numbers.seconds(200));
    assertEquals("2 h 46 min", Numbers.seconds(10000));
    assertEquals("87.50 %", Numbers.percent(0.875));
  }
}
