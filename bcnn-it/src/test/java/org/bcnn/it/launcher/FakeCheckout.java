package org.bcnn.it.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A checkout with the real launcher, a Maven that only pretends to build, and a JDK that only
 * reports how it was called.
 */
final class FakeCheckout {

  /**
   * Writes what a build leaves behind, and a line to the file {@code builds}; fails if there is a
   * file {@code broken}.
   */
  private static final String MAVEN =
      """
      #!/bin/sh
      echo "$MAVEN_ARGS|$*" >>builds
      [ ! -f slow ] || sleep 1
      if [ -f broken ]; then
        echo "the compiler does not like it"
        exit 1
      fi
      out=bcnn-tasks/target/launcher
      mkdir -p $out/modules
      echo modules >$out/modules/bcnn-tasks.jar
      printf '%s' "$PWD/libraries/a.jar:$PWD/libraries/b.jar" >$out/libraries
      """;

  private static final String JAVA =
      """
      #!/bin/sh
      if [ "$1" = -version ]; then
        echo 'Picked up JAVA_TOOL_OPTIONS: -Dsome="thing"' >&2
        echo 'openjdk version "%s" 2025-04-15' >&2
        exit 0
      fi
      echo "pid=$$"
      echo "directory=$PWD"
      echo "environment=$OMP_WAIT_POLICY,$TF_CPP_MIN_LOG_LEVEL"
      for argument in "$@"; do
        echo "argument=$argument"
      done
      [ ! -f fail ] || exit 42
      """;

  private final Path root;
  private final Path jdk;

  /**
   * Lays out a checkout with one source file that has not been built.
   *
   * @param folder an empty folder
   */
  FakeCheckout(Path folder) throws IOException {
    // A space in every path, as users have them.
    root = folder.resolve("check out");
    jdk = folder.resolve("some jdk");
    Path source = root.resolve("bcnn-tasks/src/main/java/Source.java");
    Files.createDirectories(source.getParent());
    Files.createDirectories(root.resolve(".mvn"));
    Files.createDirectories(root.resolve("libraries"));
    for (String file :
        List.of("pom.xml", "bcnn-tasks/pom.xml", "libraries/a.jar", "libraries/b.jar")) {
      Files.writeString(root.resolve(file), "");
    }
    Files.writeString(source, "");
    Files.copy(Path.of("..", "bcnn"), root.resolve("bcnn"), StandardCopyOption.COPY_ATTRIBUTES);
    script(root.resolve("mvnw"), MAVEN);
    installJava("17.0.15");
    script(jdk.resolve("bin/javac"), "#!/bin/sh\n");
    makeOld();
  }

  /** Makes all sources older than any build, whatever the resolution of the file system's clock. */
  private void makeOld() throws IOException {
    FileTime hourAgo = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, hourAgo);
      }
    }
  }

  /** Makes a source newer than the last build, and older than the next. */
  void touch(Path source) throws IOException {
    Instant built = Files.getLastModifiedTime(stamp()).toInstant();
    Files.setLastModifiedTime(stamp(), FileTime.from(built.minus(Duration.ofMinutes(2))));
    Files.setLastModifiedTime(source, FileTime.from(built.minus(Duration.ofMinutes(1))));
  }

  Path root() {
    return root;
  }

  Path jdk() {
    return jdk;
  }

  /** The file whose age decides whether the last build is still good. */
  Path stamp() {
    return root.resolve("target/launcher/stamp");
  }

  Path lock() {
    return root.resolve("target/launcher/lock");
  }

  /** Makes the JDK one of another version. */
  void installJava(String version) throws IOException {
    script(jdk.resolve("bin/java"), JAVA.formatted(version));
  }

  /** Makes the build fail, or no longer. */
  void breakBuild(boolean broken) throws IOException {
    if (broken) {
      Files.writeString(root.resolve("broken"), "");
    } else {
      Files.delete(root.resolve("broken"));
    }
  }

  /** The builds so far, each as the value of {@code MAVEN_ARGS}, a bar, and the arguments. */
  List<String> builds() throws IOException {
    Path builds = root.resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
  }

  /** Runs the launcher in the checkout and waits for its end. */
  Run run(String... arguments) throws IOException, InterruptedException {
    return run(root, root.resolve("bcnn"), Map.of(), arguments);
  }

  /**
   * Runs the launcher, or a link to it, from a folder, with additions to the environment, and waits
   * for its end.
   */
  Run run(Path folder, Path launcher, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return Run.await(start(folder, launcher, environment, arguments));
  }

  /** Starts the launcher; nothing of the environment of the tests reaches it but the path. */
  Process start(Path folder, Path launcher, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(launcher.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    String path = builder.environment().get("PATH");
    builder.environment().clear();
    builder.environment().put("PATH", path);
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /**
   * A launcher that has ended.
   *
   * @param pid the number of its process
   * @param status its exit status
   * @param out its standard output: what the fake java reports
   * @param err its standard error
   */
  record Run(long pid, int status, String out, String err) {

    static Run await(Process process) throws IOException, InterruptedException {
      process.getOutputStream().close();
      // Both streams fit into the pipe's buffer, so reading one after the other cannot block.
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Run(process.pid(), process.waitFor(), out, err);
    }

    /** The values that the fake java reported under a name. */
    List<String> reported(String name) {
      String prefix = name + "=";
      return out.lines()
          .filter(line -> line.startsWith(prefix))
          .map(line -> line.substring(prefix.length()))
          .toList();
    }
  }
}
