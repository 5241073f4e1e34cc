package org.bcnn.tasks.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bcnn.spec.Spec;

/** Data sets by name, in a fixed order. Immutable and safe for use by any number of threads. */
public final class DataSources {

  private final List<DataSource> sources;

  /**
   * Creates a registry.
   *
   * @param sources the data sets, in the order in which they are listed
   * @throws IllegalArgumentException if two have the same name
   */
  public DataSources(List<DataSource> sources) {
    this.sources = List.copyOf(sources);
    List<String> names = new ArrayList<>();
    for (DataSource source : sources) {
      if (names.contains(source.name())) {
        throw new IllegalArgumentException("two data sets are named " + source.name());
      }
      names.add(source.name());
    }
  }

  /**
   * Returns the data sets that come with the framework: {@code digits}, {@code glyphs}, {@code
   * mnist}, {@code fashion-mnist}, {@code notmnist}, {@code cifar10}, {@code cifar100}, and the
   * user's own in the formats {@code idx} and {@code folder}.
   *
   * @return a registry of nine data sets
   */
  public static DataSources standard() {
    return new DataSources(
        List.of(
            DrawnDataSource.digits(),
            DrawnDataSource.glyphs(),
            IdxDataSets.mnist(),
            IdxDataSets.fashionMnist(),
            IdxDataSets.notMnist(),
            CifarDataSource.cifar10(),
            CifarDataSource.cifar100(),
            new IdxFolderDataSource(),
            FolderDataSource.standard()));
  }

  /**
   * Returns all data sets.
   *
   * @return in the order in which they were given
   */
  public List<DataSource> all() {
    return sources;
  }

  /**
   * Returns a data set.
   *
   * @param text its name, or {@code name:key=value,key=value} with settings
   * @return the data set
   * @throws DataException if there is none of that name, where the message lists those that there
   *     are, or it does not have such settings
   */
  public DataSource get(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    for (DataSource source : sources) {
      if (source.name().equals(name)) {
        return colon < 0 ? source : configured(source, text);
      }
    }
    StringBuilder message = new StringBuilder("there is no data set named \"" + name + "\".");
    nearest(name).ifPresent(n -> message.append(" Did you mean \"").append(n).append("\"?"));
    message.append(" These are known:");
    for (DataSource source : sources) {
      message.append(String.format("%n  %-14s %s", source.name(), source.description()));
    }
    throw new DataException(message.toString());
  }

  private static DataSource configured(DataSource source, String text) {
    try {
      return source.configured(Spec.parse(text));
    } catch (IllegalArgumentException e) {
      throw new DataException(e.getMessage(), e);
    }
  }

  /** The name that most likely was meant: at most a third of it has to be changed. */
  private Optional<String> nearest(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    String best = null;
    int least = Integer.MAX_VALUE;
    for (DataSource source : sources) {
      int distance = editDistance(wanted, source.name());
      if (distance < least && 3 * distance <= source.name().length()) {
        best = source.name();
        least = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * How many characters must be inserted, deleted, replaced or exchanged with their neighbour (F.
   * J. Damerau, 1964), no character twice.
   */
  private static int editDistance(String a, String b) {
    int[][] distance = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          distance[i][j] = i + j;
          continue;
        }
        int replaced = distance[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int inserted = 1 + Math.min(distance[i - 1][j], distance[i][j - 1]);
        distance[i][j] = Math.min(replaced, inserted);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          distance[i][j] = Math.min(distance[i][j], 1 + distance[i - 2][j - 2]);
        }
      }
    }
    return distance[a.length()][b.length()];
  }
}
