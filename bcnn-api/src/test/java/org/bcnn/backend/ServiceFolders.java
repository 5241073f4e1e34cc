package org.bcnn.backend;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Stands in for a class path of several backend jars: one folder each, with its services file. */
final class ServiceFolders {
  private final Path root;
  private final List<URL> urls = new ArrayList<>();

  ServiceFolders(Path root) {
    this.root = root;
  }

  /** Adds a jar that registers a provider. */
  ServiceFolders jar(Class<?> provider) throws IOException {
    return jar(provider.getName());
  }

  /** Adds a jar with these lines in its services file. */
  ServiceFolders jar(String services) throws IOException {
    return jar(services, null, new byte[0]);
  }

  /** Adds a jar that also holds a class file. */
  ServiceFolders jar(String services, String classFile, byte[] bytes) throws IOException {
    Path folder = root.resolve("jar" + urls.size());
    Path file = folder.resolve("META-INF/services").resolve(BackendProvider.class.getName());
    Files.createDirectories(file.getParent());
    Files.writeString(file, services + "\n");
    if (classFile != null) {
      Path path = folder.resolve(classFile);
      Files.createDirectories(path.getParent());
      Files.write(path, bytes);
    }
    urls.add(folder.toUri().toURL());
    return this;
  }

  /** Looks for backends on the class path made so far. */
  Backends find() throws IOException {
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ServiceFolders.class.getClassLoader())) {
      return Backends.find(loader);
    }
  }
}
