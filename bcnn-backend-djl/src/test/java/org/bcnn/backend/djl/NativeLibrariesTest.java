package org.bcnn.backend.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bcnn.backend.BackendProvider;
import org.bcnn.backend.Backends;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
  private static final String HERE =
      NativeLibraries.platform(System.getProperty("os.name"), System.getProperty("os.arch"));

  private static String reason(ClassLoader classPath, String platform, String folder) {
    return new NativeLibraries(classPath).missing(platform, folder, null).orElse("available");
  }

  /** The class path without the jars that hold a resource, and without its own parent. */
  private static URLClassLoader without(String resource) throws IOException {
    List<URL> kept = new ArrayList<>();
    for (String entry :
        System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
      URL url = Path.of(entry).toUri().toURL();
      try (URLClassLoader alone =
          new URLClassLoader(new URL[] {url}, ClassLoader.getPlatformClassLoader())) {
        if (alone.getResource(resource) == null) {
          kept.add(url);
        }
      }
    }
    return new URLClassLoader(kept.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  @Test
  void namesPlatformsAsDjlDoes() {
    assertEquals("linux-x86_64", NativeLibraries.platform("Linux", "amd64"));
    assertEquals("linux-aarch64", NativeLibraries.platform("Linux", "aarch64"));
    assertEquals("osx-aarch64", NativeLibraries.platform("Mac OS X", "aarch64"));
    assertEquals("win-x86_64", NativeLibraries.platform("Windows 11", "amd64"));
  }

  @Test
  void isAvailableHere() {
    assertEquals(Optional.empty(), new DjlProvider().unavailableReason());
  }

  @Test
  void saysWhichPlatformsThereAreLibrariesFor() {
    assertEquals(
        "there is no libtorch for win-x86_64, only for "
            + HERE
            + "; add ai.djl.pytorch:pytorch-native-cpu with the classifier win-x86_64 to the class"
            + " path, or name a folder with libtorch in PYTORCH_LIBRARY_PATH",
        reason(DjlProvider.class.getClassLoader(), "win-x86_64", null));
  }

  @Test
  void aFolderWithTheLibraryWillDo(@TempDir Path folder) throws IOException {
    ClassLoader classPath = DjlProvider.class.getClassLoader();
    assertTrue(reason(classPath, "win-x86_64", folder.toString()).startsWith("there is no"));
    Files.createFile(folder.resolve(System.mapLibraryName("torch")));
    assertEquals("available", reason(classPath, "win-x86_64", folder.toString()));
  }

  /** The provider of a class path without natives is found, and says so when asked to open. */
  @Test
  void missingNativesAreAReason() throws Exception {
    try (URLClassLoader classPath = without("native/lib/pytorch.properties")) {
      Object provider =
          classPath.loadClass(DjlProvider.class.getName()).getDeclaredConstructor().newInstance();
      Object reason = provider.getClass().getMethod("unavailableReason").invoke(provider);
      assertTrue(
          reason.toString().contains("there is no libtorch for " + HERE + "; add"),
          reason.toString());
      Object options =
          classPath.loadClass("org.bcnn.backend.BackendOptions").getField("DEFAULT").get(null);
      Exception refused =
          assertThrows(
              java.lang.reflect.InvocationTargetException.class,
              () ->
                  provider
                      .getClass()
                      .getMethod("open", options.getClass())
                      .invoke(provider, options));
      assertEquals("org.bcnn.backend.BackendException", refused.getCause().getClass().getName());
      assertTrue(refused.getCause().getMessage().contains("there is no libtorch for"));
    }
  }

  @Test
  void missingEngineIsAReason() throws Exception {
    try (URLClassLoader classPath = without("ai/djl/pytorch/engine/PtEngineProvider.class")) {
      Object provider =
          classPath.loadClass(DjlProvider.class.getName()).getDeclaredConstructor().newInstance();
      assertTrue(
          provider
              .getClass()
              .getMethod("unavailableReason")
              .invoke(provider)
              .toString()
              .contains("add ai.djl.pytorch:pytorch-engine to the class path"));
    }
  }

  @Test
  void missingBindingIsAReason() throws IOException {
    try (URLClassLoader classPath = without("jnilib/pytorch.properties")) {
      assertTrue(reason(classPath, HERE, null).contains("add ai.djl.pytorch:pytorch-jni"));
    }
  }

  @Test
  void isRegistered() {
    BackendProvider provider = Backends.find().choose("djl");
    assertEquals(DjlProvider.class, provider.getClass());
  }
}
