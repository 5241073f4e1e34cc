package org.bcnn.tasks.report.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The scores on corrupted test images: a row for each group of numbers below {@code corruptions} in
 * {@code metrics.json}, however deep.
 */
final class CorruptionSection implements Section {
  private static final String NAME = "corruptions";

  private final MetricValues metrics;

  CorruptionSection(MetricValues metrics) {
    this.metrics = metrics;
  }

  @Override
  public String title() {
    return "Corrupted images";
  }

  @Override
  public boolean isEmpty() {
    return rows().isEmpty();
  }

  @Override
  public void write(Html html) {
    Map<List<String>, Map<?, ?>> rows = rows();
    Set<String> columns = new LinkedHashSet<>();
    rows.values()
        .forEach(
            row ->
                row.forEach(
                    (name, value) -> {
                      if (value instanceof Number) {
                        columns.add(String.valueOf(name));
                      }
                    }));
    html.open("div", "class", "scroll", "tabindex", "0").open("table");
    html.open("thead").open("tr").element("th", "corruption", "scope", "col");
    columns.forEach(column -> html.element("th", SettingsSection.words(column), "scope", "col"));
    html.close().close().open("tbody");
    rows.forEach(
        (path, row) -> {
          html.open("tr");
          html.element("th", String.join(" ", path.subList(1, path.size())), "scope", "row");
          for (String column : columns) {
            List<String> place = new ArrayList<>(path);
            place.add(column);
            String[] names = place.toArray(String[]::new);
            html.open("td", "class", "number");
            metrics.write(html, Numbers.plain(metrics.number(names)), names);
            html.close();
          }
          html.close();
        });
    html.close().close().close();
  }

  private Map<List<String>, Map<?, ?>> rows() {
    Map<List<String>, Map<?, ?>> rows = new LinkedHashMap<>();
    collect(List.of(NAME), metrics.map(NAME), rows);
    return rows;
  }

  private static void collect(
      List<String> path, Map<?, ?> group, Map<List<String>, Map<?, ?>> rows) {
    if (path.size() > 1 && group.values().stream().anyMatch(Number.class::isInstance)) {
      rows.put(path, group);
      return;
    }
    group.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> inner) {
            List<String> below = new ArrayList<>(path);
            below.add(String.valueOf(name));
            collect(List.copyOf(below), inner, rows);
          }
        });
  }
}
