package org.bcnn.backend.tf;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * Looks for the engine's parts on the class path as files. Touching one of its classes would load
 * the native library, or fail to.
 */
final class NativeLibrary {
  private static final String FOLDER = "org/tensorflow/internal/c_api/";

  private static final List<String> CLASSES =
      List.of(
          "org/tensorflow/TensorFlow.class",
          "org/tensorflow/proto/ConfigProto.class",
          "org/bytedeco/javacpp/Loader.class");

  private NativeLibrary() {}

  /** Says what is missing here, if anything. */
  static Optional<String> missing(ClassLoader loader) {
    return missing(loader, System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static Optional<String> missing(ClassLoader loader, String osName, String osArch) {
    for (String file : CLASSES) {
      if (loader.getResource(file) == null) {
        return Optional.of(
            "TensorFlow Java is not on the class path ("
                + file
                + " is missing); add org.tensorflow:tensorflow-core-api");
      }
    }
    String platform = platform(osName, osArch);
    String library = library(osName);
    boolean found =
        loader.getResource(FOLDER + platform + "/" + library) != null
            || loader.getResource(FOLDER + platform + "-gpu/" + library) != null;
    return found
        ? Optional.empty()
        : Optional.of(
            "no TensorFlow native library for "
                + platform
                + " is on the class path; add org.tensorflow:tensorflow-core-native with the"
                + " classifier "
                + platform);
  }

  /** The engine's name for a platform. */
  static String platform(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    String arch = osArch.toLowerCase(Locale.ROOT);
    return (os.contains("mac") ? "macosx" : os.contains("win") ? "windows" : os)
        + "-"
        + (arch.equals("amd64") || arch.equals("x86-64")
            ? "x86_64"
            : arch.equals("aarch64") ? "arm64" : arch);
  }

  private static String library(String osName) {
    String os = osName.toLowerCase(Locale.ROOT);
    return os.contains("mac")
        ? "libjnitensorflow.dylib"
        : os.contains("win") ? "jnitensorflow.dll" : "libjnitensorflow.so";
  }

  /** Returns the version of the Java binding, or "unknown" if its jar does not say. */
  static String bindingVersion() {
    String file = "META-INF/maven/org.tensorflow/tensorflow-core-api/pom.properties";
    try (InputStream in = NativeLibrary.class.getClassLoader().getResourceAsStream(file)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException unreadable) {
      return "unknown";
    }
  }
}
