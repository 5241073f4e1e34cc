package org.bcnn.tasks.data.drawing;

import java.util.ArrayList;
import java.util.List;

/**
 * One way of writing a shape: the strokes that the pen makes.
 *
 * <p>Immutable and safe for use by any number of threads.
 */
final class StrokeShape {

  private final List<Stroke> strokes;

  private StrokeShape(List<Stroke> strokes) {
    this.strokes = strokes;
  }

  /** Parses the strokes of a shape; {@link Stroke#parse} says how they are written. */
  static StrokeShape written(String... strokes) {
    List<Stroke> parsed = new ArrayList<>();
    for (String stroke : strokes) {
      parsed.add(Stroke.parse(stroke));
    }
    return new StrokeShape(List.copyOf(parsed));
  }

  List<Stroke> strokes() {
    return strokes;
  }
}
