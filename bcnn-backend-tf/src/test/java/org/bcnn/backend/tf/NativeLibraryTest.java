package org.bcnn.backend.tf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import org.junit.jupiter.api.Test;

/** What is missing is said, not thrown, and nothing is started to find out. */
final class NativeLibraryTest {
  private static final ClassLoader HERE = NativeLibraryTest.class.getClassLoader();

  /** Hides the files whose path holds a text. */
  private static ClassLoader without(String text) {
    return new ClassLoader(HERE) {
      @Override
      public URL getResource(String name) {
        return name.contains(text) ? null : super.getResource(name);
      }
    };
  }

  @Test
  void nothingIsMissingHere() {
    assertTrue(NativeLibrary.missing(HERE).isEmpty());
    assertTrue(new TensorFlowProvider().unavailableReason().isEmpty());
  }

  @Test
  void missingNativeLibraryNamesTheClassifier() {
    String reason = NativeLibrary.missing(without("jnitensorflow"), "Linux", "amd64").orElseThrow();
    assertTrue(reason.contains("classifier linux-x86_64"), reason);
    assertTrue(
        NativeLibrary.missing(HERE, "Windows 11", "aarch64")
            .orElseThrow()
            .contains("windows-arm64"));
  }

  @Test
  void missingClassesNameTheDependency() {
    String reason = NativeLibrary.missing(without("TensorFlow.class")).orElseThrow();
    assertTrue(reason.contains("org.tensorflow:tensorflow-core-api"), reason);
  }

  @Test
  void platformsHaveTheEnginesNames() {
    assertEquals("linux-x86_64", NativeLibrary.platform("Linux", "amd64"));
    assertEquals("linux-arm64", NativeLibrary.platform("Linux", "aarch64"));
    assertEquals("macosx-arm64", NativeLibrary.platform("Mac OS X", "aarch64"));
    assertEquals("windows-x86_64", NativeLibrary.platform("Windows 11", "amd64"));
  }
}
