package org.bcnn.tasks.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataContextTest {
  private static final Path HOME = Path.of("home");

  private static DataContext of(String... variables) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return DataContext.of(environment, HOME);
  }

  @Test
  void theCacheIsWhereTheEnvironmentSays() {
    assertEquals(HOME.resolve(".cache").resolve("bcnn"), of().cacheDir());
    assertEquals(Path.of("xdg", "bcnn"), of("XDG_CACHE_HOME", "xdg").cacheDir());
    assertEquals(Path.of("own"), of("XDG_CACHE_HOME", "xdg", "BCNN_CACHE_DIR", "own").cacheDir());
    assertEquals(
        HOME.resolve(".cache").resolve("bcnn"),
        of("XDG_CACHE_HOME", "", "BCNN_CACHE_DIR", " ").cacheDir(),
        "an empty variable counts as absent");
  }

  @Test
  void theEnvironmentMayNameTheData() {
    assertEquals(Optional.empty(), of().environmentDir());
    assertEquals(Optional.empty(), of("BCNN_DATA_DIR", "").environmentDir());
    assertEquals(Optional.of(Path.of("data")), of("BCNN_DATA_DIR", "data").environmentDir());
    assertEquals(Optional.empty(), of("BCNN_DATA_DIR", "data").dataDir());
  }

  @Test
  void nothingIsDownloadedUnlessAllowed() {
    DataContext plain = of("BCNN_DATA_DIR", "data");
    assertFalse(plain.downloadAllowed());
    TransferProgress progress = (file, done, total) -> {};
    DataContext allowed = plain.withDataDir(Path.of("here")).withDownload(progress);
    assertTrue(allowed.downloadAllowed());
    assertSame(progress, allowed.progress());
    assertEquals(Optional.of(Path.of("here")), allowed.dataDir());
    assertEquals(plain.environmentDir(), allowed.environmentDir());
    assertEquals(plain.cacheDir(), allowed.cacheDir());
    assertFalse(plain.withDataDir(Path.of("here")).downloadAllowed());
  }
}
