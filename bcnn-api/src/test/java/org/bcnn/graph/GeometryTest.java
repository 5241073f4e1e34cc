package org.bcnn.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What geometries, paddings and variables accept, and how they are changed. */
final class GeometryTest {
  private static final Padding NONE = Padding.NONE;

  static Stream<Arguments> refused() {
    return Stream.of(
        refused("stride must be at least 1, got 0x1", () -> new ConvGeometry(0, 1, NONE, 1, 1, 1)),
        refused("stride must be at least 1, got 1x0", () -> new ConvGeometry(1, 0, NONE, 1, 1, 1)),
        refused(
            "dilation must be at least 1, got 0x1", () -> new ConvGeometry(1, 1, NONE, 0, 1, 1)),
        refused(
            "dilation must be at least 1, got 1x-2", () -> new ConvGeometry(1, 1, NONE, 1, -2, 1)),
        refused("groups must be at least 1, got 0", () -> new ConvGeometry(1, 1, NONE, 1, 1, 0)),
        refused(
            "padding must not be negative: top -1, bottom 0, left 0, right 0",
            () -> new Padding(-1, 0, 0, 0)),
        refused(
            "padding must not be negative: top 0, bottom -1, left 0, right 0",
            () -> new Padding(0, -1, 0, 0)),
        refused(
            "padding must not be negative: top 0, bottom 0, left -1, right 0",
            () -> new Padding(0, 0, -1, 0)),
        refused(
            "padding must not be negative: top 0, bottom 0, left 0, right -1",
            () -> new Padding(0, 0, 0, -1)),
        refused(
            "pooling kernel must be at least 1, got 0x2", () -> new PoolGeometry(0, 2, 1, 1, NONE)),
        refused(
            "pooling kernel must be at least 1, got 2x0", () -> new PoolGeometry(2, 0, 1, 1, NONE)),
        refused("stride must be at least 1, got 0x1", () -> new PoolGeometry(2, 2, 0, 1, NONE)),
        refused("stride must be at least 1, got 1x0", () -> new PoolGeometry(2, 2, 1, 0, NONE)),
        tooMuch(new Padding(2, 0, 0, 0)),
        tooMuch(new Padding(0, 2, 0, 0)),
        tooMuch(new Padding(0, 0, 3, 0)),
        tooMuch(new Padding(0, 0, 0, 3)),
        refused("a variable needs a name", () -> new Variable(" ", Shape.scalar())));
  }

  private static Arguments refused(String message, Executable make) {
    return Arguments.of(message, make);
  }

  private static Arguments tooMuch(Padding padding) {
    return refused(
        "pooling " + padding + " must be smaller than the kernel 2x3",
        () -> new PoolGeometry(2, 3, 1, 1, padding));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsRefusedIsNamed(String message, Executable make) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, make).getMessage());
  }

  @Test
  void nullsAreRefused() {
    assertThrows(NullPointerException.class, () -> new ConvGeometry(1, 1, null, 1, 1, 1));
    assertThrows(NullPointerException.class, () -> new PoolGeometry(1, 1, 1, 1, null));
    assertThrows(NullPointerException.class, () -> new Variable(null, Shape.scalar()));
    assertThrows(NullPointerException.class, () -> new Variable("w", null));
  }

  @Test
  void paddingOfAPoolMayBeOneLessThanTheKernel() {
    Padding most = new Padding(1, 1, 2, 2);
    assertEquals(most, new PoolGeometry(2, 3, 1, 1, most).padding());
  }

  @Test
  void changedCopiesKeepTheRest() {
    Padding padding = new Padding(1, 2, 3, 4);
    ConvGeometry geometry = new ConvGeometry(2, 3, padding, 4, 5, 6);
    assertEquals(new ConvGeometry(7, 7, padding, 4, 5, 6), geometry.withStride(7));
    assertEquals(new ConvGeometry(2, 3, NONE, 4, 5, 6), geometry.withPadding(NONE));
    assertEquals(new ConvGeometry(2, 3, padding, 8, 8, 6), geometry.withDilation(8));
    assertEquals(new ConvGeometry(2, 3, padding, 4, 5, 9), geometry.withGroups(9));
  }

  @Test
  void shorthandsMeanWhatTheySay() {
    assertEquals(new Padding(3, 3, 3, 3), Padding.all(3));
    assertEquals(new Padding(0, 0, 0, 0), Padding.NONE);
    assertEquals(new PoolGeometry(3, 3, 2, 2, NONE), PoolGeometry.square(3, 2));
    assertEquals(new ConvGeometry(1, 1, NONE, 1, 1, 1), ConvGeometry.DEFAULT);
  }
}
