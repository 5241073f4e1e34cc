package org.bcnn.backend.tf;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the engine's settings into the environment of this process, where its native library looks
 * for them when it is loaded. What the user has set stands.
 */
final class NativeEnvironment {
  private static final Logger LOG = LoggerFactory.getLogger(NativeEnvironment.class);

  private static final Map<String, String> SETTINGS = settings();

  private NativeEnvironment() {}

  private static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    // Off unless asked for in this version, and worth a factor of two.
    settings.put("TF_ENABLE_ONEDNN_OPTS", "1");
    // Errors only: the library is talkative about the processor it finds.
    settings.put("TF_CPP_MIN_LOG_LEVEL", "2");
    // Else the first session's number of threads holds for the whole process.
    settings.put("TF_OVERRIDE_GLOBAL_THREADPOOL", "1");
    return settings;
  }

  /** Applies the settings. Without effect once the native library is loaded. */
  static void prepare() {
    try {
      SETTINGS.forEach(
          (name, value) -> {
            if (System.getenv(name) == null) {
              set(name, value);
            }
          });
    } catch (LinkageError unsupported) {
      LOG.warn(
          "cannot set {} for TensorFlow, which will be slower; set them before starting Java",
          SETTINGS,
          unsupported);
    }
  }

  /** System.getenv shows a copy made when the JVM started, so this changes nothing in Java. */
  private static void set(String name, String value) {
    int failed =
        Platform.isWindows()
            ? Function.getFunction("ucrtbase", "_putenv_s").invokeInt(new Object[] {name, value})
            : Function.getFunction("c", "setenv").invokeInt(new Object[] {name, value, 1});
    if (failed != 0) {
      LOG.warn("cannot set {} for TensorFlow: error {}", name, failed);
    }
  }
}
