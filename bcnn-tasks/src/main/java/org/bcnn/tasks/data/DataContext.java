package org.bcnn.tasks.data;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the files of data sets are, and whether they may be downloaded. Immutable; as thread-safe
 * as its progress listener.
 *
 * @param dataDir the folder that the user named for this run; if there is one, no other is searched
 * @param environmentDir the folder that the environment names; searched before the cache
 * @param cacheDir the cache, where downloads go unless there is a {@code dataDir}
 * @param downloadAllowed whether files that are missing may be downloaded
 * @param progress told how downloads advance
 */
public record DataContext(
    Optional<Path> dataDir,
    Optional<Path> environmentDir,
    Path cacheDir,
    boolean downloadAllowed,
    TransferProgress progress) {

  /** The environment variable that names a folder of data. */
  public static final String DATA_DIR_VARIABLE = "BCNN_DATA_DIR";

  /** The environment variable that names the cache. */
  public static final String CACHE_DIR_VARIABLE = "BCNN_CACHE_DIR";

  /**
   * Reads the folders from this process's environment and allows no download.
   *
   * @return a context without a {@code dataDir}
   */
  public static DataContext fromEnvironment() {
    return of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /**
   * Reads the folders from an environment and allows no download. The cache is {@code
   * BCNN_CACHE_DIR}, else {@code bcnn} in {@code XDG_CACHE_HOME}, else {@code .cache/bcnn} in the
   * home folder. A variable that is empty counts as absent.
   *
   * @param environment the environment variables
   * @param home the user's home folder
   * @return a context without a {@code dataDir}
   */
  public static DataContext of(Map<String, String> environment, Path home) {
    Path cache =
        variable(environment, CACHE_DIR_VARIABLE)
            .or(() -> variable(environment, "XDG_CACHE_HOME").map(base -> base.resolve("bcnn")))
            .orElseGet(() -> home.resolve(".cache").resolve("bcnn"));
    return new DataContext(
        Optional.empty(),
        variable(environment, DATA_DIR_VARIABLE),
        cache,
        false,
        TransferProgress.NONE);
  }

  /**
   * Returns a context with another folder for this run.
   *
   * @param dir the folder, which holds the files or a folder named after the data set
   * @return the new context
   */
  public DataContext withDataDir(Path dir) {
    return new DataContext(Optional.of(dir), environmentDir, cacheDir, downloadAllowed, progress);
  }

  /**
   * Returns a context that allows downloads.
   *
   * @param listener told how they advance
   * @return the new context
   */
  public DataContext withDownload(TransferProgress listener) {
    return new DataContext(dataDir, environmentDir, cacheDir, true, listener);
  }

  private static Optional<Path> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(v -> !v.isBlank()).map(Path::of);
  }
}
