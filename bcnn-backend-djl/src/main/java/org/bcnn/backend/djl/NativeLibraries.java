package org.bcnn.backend.djl;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * Finds out, from the class path alone and without loading anything native, whether there is a
 * libtorch for this machine. Without one DJL would try to download it; a backend never does that
 * unasked, so its absence is a reason.
 */
final class NativeLibraries {
  private static final String ENGINE = "ai.djl.pytorch.engine.PtEngineProvider";
  private static final String BINDING = "jnilib/pytorch.properties";
  private static final String LIBRARIES = "native/lib/pytorch.properties";

  private final ClassLoader classPath;

  NativeLibraries(ClassLoader classPath) {
    this.classPath = classPath;
  }

  /** Returns why the engine cannot start here, or empty. */
  Optional<String> missing() {
    return missing(
        platform(System.getProperty("os.name"), System.getProperty("os.arch")),
        System.getenv("PYTORCH_LIBRARY_PATH"),
        System.getProperty("java.library.path"));
  }

  /**
   * Returns why the engine cannot start, or empty.
   *
   * @param platform the platform as DJL names it
   * @param folder the folder of libtorch that the user names, or null
   * @param path the path on which Java looks for native libraries, or null
   */
  Optional<String> missing(String platform, String folder, String path) {
    try {
      Class.forName(ENGINE, false, classPath);
    } catch (ClassNotFoundException | LinkageError absent) {
      return Optional.of(
          "the class "
              + ENGINE
              + " is missing; add ai.djl.pytorch:pytorch-engine to the class path");
    }
    if (classPath.getResource(BINDING) == null) {
      return Optional.of(BINDING + " is missing; add ai.djl.pytorch:pytorch-jni to the class path");
    }
    if (holdsLibrary(folder) || holdsLibrary(path)) {
      return Optional.empty();
    }
    Set<String> others = new LinkedHashSet<>();
    for (Properties library : libraries()) {
      if (platform.equals(library.getProperty("classifier"))) {
        return Optional.empty();
      }
      others.add(library.getProperty("classifier", "an unknown platform"));
    }
    return Optional.of(
        "there is no libtorch for "
            + platform
            + (others.isEmpty() ? "" : ", only for " + String.join(", ", others))
            + "; add ai.djl.pytorch:pytorch-native-cpu with the classifier "
            + platform
            + " to the class path, or name a folder with libtorch in PYTORCH_LIBRARY_PATH");
  }

  private static boolean holdsLibrary(String path) {
    if (path == null) {
      return false;
    }
    String name = System.mapLibraryName("torch");
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (new File(folder, name).isFile()) {
        return true;
      }
    }
    return false;
  }

  private List<Properties> libraries() {
    List<Properties> found = new ArrayList<>();
    try {
      for (URL url : Collections.list(classPath.getResources(LIBRARIES))) {
        Properties properties = new Properties();
        try (InputStream stream = url.openStream()) {
          properties.load(stream);
        }
        found.add(properties);
      }
    } catch (IOException unreadable) {
      // What cannot be read cannot be loaded either.
      return found;
    }
    return found;
  }

  static String platform(String system, String architecture) {
    String name = system.toLowerCase(Locale.ROOT);
    String os = name.startsWith("win") ? "win" : name.startsWith("mac") ? "osx" : "linux";
    return os + "-" + (architecture.equals("amd64") ? "x86_64" : architecture);
  }
}
