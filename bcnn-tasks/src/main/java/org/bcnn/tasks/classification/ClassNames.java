package org.bcnn.tasks.classification;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bcnn.models.checkpoint.Checkpoint;

/** The names of classes as a setting of the training, so that a checkpoint knows them. */
final class ClassNames {
  /** The setting: the names in the order of the labels, between commas. */
  static final String SETTING = "classNames";

  private ClassNames() {}

  /** Writes names as one text; commas and backslashes within them get a backslash. */
  static String text(List<String> names) {
    return names.stream()
        .map(name -> name.replace("\\", "\\\\").replace(",", "\\,"))
        .collect(Collectors.joining(","));
  }

  /** Reads {@link #text} back. */
  static List<String> names(String text) {
    List<String> names = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',') {
        names.add(name.toString());
        name.setLength(0);
      } else {
        boolean escaped = c == '\\' && i + 1 < text.length();
        name.append(escaped ? text.charAt(++i) : c);
      }
    }
    names.add(name.toString());
    return names;
  }

  /** Returns the names that a checkpoint has, or numbers where it has none that fit. */
  static List<String> of(Checkpoint checkpoint) {
    int classes = checkpoint.classifierDescription().classes();
    String text = checkpoint.training().get(SETTING);
    if (text != null && names(text).size() == classes) {
      return names(text);
    }
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }
}
