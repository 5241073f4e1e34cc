package org.bcnn.models.checkpoint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Unmodifiable maps that keep their order, which those of {@link Map#copyOf} do not. */
final class InOrder {
  private InOrder() {}

  static <V> Map<String, V> copy(Map<String, V> map) {
    Map<String, V> copy = new LinkedHashMap<>();
    map.forEach(
        (key, value) ->
            copy.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, key)));
    return Collections.unmodifiableMap(copy);
  }
}
