package org.bcnn.tasks.report.page;

import java.awt.Color;
import java.util.List;
import java.util.Locale;

/**
 * The colours of plots, each in light and in dark. Those of series are told apart by people with
 * any colour vision (Wong 2011, lightened for dark ground).
 */
enum Ink {
  TEXT(0x1f2328, 0xe6e8eb),
  MUTED(0x66707b, 0x9aa4af),
  GRID(0xdfe3e7, 0x343b43),
  BLUE(0x0072b2, 0x56a8e8),
  ORANGE(0xd55e00, 0xf28a3c),
  GREEN(0x008a63, 0x35c294),
  PURPLE(0xb0578f, 0xe08cc3),
  BROWN(0x8a6d00, 0xd9b83a),
  SKY(0x2f9fd0, 0x9ad4f5),
  RED(0xb2182b, 0xff8080),
  GREY(0x555c64, 0xb8c0c8);

  /** The colours of series, in the order in which they are used. */
  static final List<Ink> SERIES = List.of(BLUE, ORANGE, GREEN, PURPLE, BROWN, SKY, RED, GREY);

  private final int light;
  private final int dark;

  Ink(int light, int dark) {
    this.light = light;
    this.dark = dark;
  }

  /** Returns the colour of the n-th series. */
  static Ink series(int n) {
    return SERIES.get(n % SERIES.size());
  }

  /** Returns the colour in light, by which it is known again in what a library drew. */
  Color light() {
    return new Color(light);
  }

  /** Returns the colour as a page has it, which is another one in the dark. */
  String css() {
    return "var(" + variable() + ")";
  }

  private String variable() {
    return "--" + name().toLowerCase(Locale.ROOT);
  }

  /** Returns the colour as SVG writes it. */
  String svg() {
    return String.format("rgb(%d,%d,%d)", light >> 16, light >> 8 & 0xff, light & 0xff);
  }

  /** Returns the definitions of all colours for a style sheet. */
  static String definitions(boolean inTheDark) {
    StringBuilder css = new StringBuilder();
    for (Ink ink : values()) {
      int colour = inTheDark ? ink.dark : ink.light;
      css.append(ink.variable()).append(String.format(": #%06x; ", colour));
    }
    return css.toString();
  }
}
