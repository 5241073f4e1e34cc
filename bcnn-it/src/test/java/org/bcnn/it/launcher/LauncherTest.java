package org.bcnn.it.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bcnn.it.launcher.FakeCheckout.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher, with a fake build and a fake JDK: when it builds, what it runs, and what it says
 * when it cannot.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
final class LauncherTest {

  @TempDir private Path folder;

  private FakeCheckout checkout;

  @BeforeEach
  void layOut() throws IOException {
    checkout = new FakeCheckout(folder);
  }

  @Test
  void firstUseBuildsAndLaterOnesDoNot() throws Exception {
    Run first = checkout.run();
    assertEquals(0, first.status(), first.err());
    assertTrue(first.err().contains("the first time, this downloads the engines"), first.err());
    assertEquals(1, first.err().lines().count(), first.err());

    Run second = checkout.run();
    assertEquals(0, second.status());
    assertEquals("", second.err());
    assertEquals(1, checkout.builds().size());
  }

  @Test
  void runsTheModulesAndLibrariesInPlaceOfTheShell() throws Exception {
    Run run = checkout.run();
    assertEquals(List.of(Long.toString(run.pid())), run.reported("pid"));
    List<String> arguments = run.reported("argument");
    assertEquals("org.bcnn.tasks.cli.Bcnn", arguments.get(arguments.size() - 1));
    String classPath = arguments.get(arguments.indexOf("-cp") + 1);
    String app = Files.readAllLines(checkout.stamp()).get(0);
    assertEquals(
        checkout.root().toRealPath().resolve("target/launcher").resolve(app).resolve("modules/*")
            + ":"
            + checkout.root().toRealPath().resolve("libraries/a.jar")
            + ":"
            + checkout.root().toRealPath().resolve("libraries/b.jar"),
        classPath);
  }

  @Test
  void addsTheJarsOfTheUser() throws Exception {
    Path here = checkout.root();
    Map<String, String> jars = Map.of("BCNN_CLASSPATH", "/my priors/a.jar:/b.jar");
    List<String> arguments = checkout.run(here, here.resolve("bcnn"), jars).reported("argument");
    String classPath = arguments.get(arguments.indexOf("-cp") + 1);
    assertTrue(classPath.endsWith("/libraries/b.jar:/my priors/a.jar:/b.jar"), classPath);
  }

  @Test
  void passesArgumentsFolderAndStatusThrough() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("else where"));
    Files.writeString(elsewhere.resolve("fail"), "");
    Run run =
        checkout.run(elsewhere, checkout.root().resolve("bcnn"), Map.of(), "train", "a b", "*", "");
    assertEquals(42, run.status());
    assertEquals(List.of(elsewhere.toRealPath().toString()), run.reported("directory"));
    List<String> arguments = run.reported("argument");
    assertEquals(
        List.of("train", "a b", "*", ""),
        arguments.subList(arguments.size() - 4, arguments.size()));
  }

  @Test
  void followsLinksToItself() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("my bin"));
    Path relative =
        Files.createSymbolicLink(bin.resolve("relative"), Path.of("..", "check out", "bcnn"));
    Path absolute = Files.createSymbolicLink(bin.resolve("absolute"), relative);
    assertEquals(0, checkout.run(bin, relative, Map.of()).status());
    assertEquals(0, checkout.run(folder, absolute, Map.of()).status());
    assertEquals(1, checkout.builds().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bcnn", "pom.xml", "bcnn-tasks/pom.xml", "bcnn-tasks/src/main/java/Source.java"})
  void buildsAgainWhenAFileIsNewer(String file) throws Exception {
    checkout.run();
    checkout.touch(checkout.root().resolve(file));
    Run run = checkout.run();
    assertEquals(0, run.status(), run.err());
    assertTrue(run.err().contains("something has changed"), run.err());
    assertEquals(2, checkout.builds().size());
  }

  @Test
  void buildsAgainWhenASourceIsDeleted() throws Exception {
    checkout.run();
    Path source = checkout.root().resolve("bcnn-tasks/src/main/java/Source.java");
    Files.delete(source);
    checkout.touch(source.getParent());
    checkout.run();
    assertEquals(2, checkout.builds().size());
  }

  @Test
  void buildsAgainWithOtherBuildOptions() throws Exception {
    Path launcher = checkout.root().resolve("bcnn");
    checkout.run();
    checkout.run(checkout.root(), launcher, Map.of("MAVEN_ARGS", "-Pgpu"));
    checkout.run(checkout.root(), launcher, Map.of("MAVEN_ARGS", "-Pgpu"));
    List<String> builds = checkout.builds();
    assertEquals(2, builds.size());
    assertTrue(builds.get(1).startsWith("-Pgpu|"), builds.get(1));
  }

  @Test
  void buildsAgainWhenALibraryIsGone() throws Exception {
    checkout.run();
    Files.delete(checkout.root().resolve("libraries/b.jar"));
    Run run = checkout.run();
    assertEquals(2, checkout.builds().size());
    // The fake build does not bring it back.
    assertEquals(1, run.status());
  }

  @Test
  void aBuildLeavesTheFilesOfARunningOneAlone() throws Exception {
    checkout.run();
    String before = Files.readAllLines(checkout.stamp()).get(0);
    checkout.touch(checkout.root().resolve("pom.xml"));
    checkout.run();
    assertNotEquals(before, Files.readAllLines(checkout.stamp()).get(0));
    assertTrue(
        Files.exists(
            checkout.stamp().resolveSibling(before).resolve("modules").resolve("bcnn-tasks.jar")));
  }

  @Test
  void buildsNeitherTestsNorTheFoldersOfOtherBuilds() throws Exception {
    checkout.run();
    String build = checkout.builds().get(0);
    assertTrue(build.contains("-Dbuild.folder=target/launcher"), build);
    assertTrue(build.contains("-Dmaven.test.skip=true"), build);
    assertTrue(build.contains("-Dquick"), build);
  }

  @Test
  void aFailedBuildShowsItsLogAndIsTriedAgain() throws Exception {
    checkout.breakBuild(true);
    Run failed = checkout.run();
    assertEquals(1, failed.status());
    assertEquals("", failed.out());
    assertTrue(failed.err().contains("the compiler does not like it"), failed.err());
    assertTrue(failed.err().contains("target/launcher/build.log"), failed.err());
    assertFalse(Files.exists(checkout.lock(), LinkOption.NOFOLLOW_LINKS));

    checkout.breakBuild(false);
    assertEquals(0, checkout.run().status());
    assertEquals(2, checkout.builds().size());
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    Files.writeString(checkout.root().resolve("slow"), "");
    Path launcher = checkout.root().resolve("bcnn");
    Process one = checkout.start(checkout.root(), launcher, Map.of());
    Process two = checkout.start(checkout.root(), launcher, Map.of());
    Run first = Run.await(one);
    Run second = Run.await(two);
    assertEquals(0, first.status(), first.err());
    assertEquals(0, second.status(), second.err());
    assertEquals(1, checkout.builds().size());
  }

  @Test
  void takesTheLockOfAProcessThatDied() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.createDirectories(checkout.lock().getParent());
    Files.createSymbolicLink(checkout.lock(), Path.of(Long.toString(dead.pid())));
    assertEquals(0, checkout.run().status());
  }

  @ParameterizedTest
  @CsvSource({
    "17.0.15, false",
    "23, false",
    "24, true",
    "25.0.3, true",
    "26-ea, true",
  })
  void allowsNativeAccessWhereTheJdkAsks(String version, boolean asks) throws Exception {
    checkout.installJava(version);
    List<String> arguments = checkout.run().reported("argument");
    assertEquals(asks, arguments.contains("--enable-native-access=ALL-UNNAMED"));
    assertEquals(asks, arguments.contains("--sun-misc-unsafe-memory-access=allow"));
  }

  @Test
  void quietensTheEnginesUnlessTold() throws Exception {
    assertEquals(List.of("PASSIVE,2"), checkout.run().reported("environment"));
    Map<String, String> told = Map.of("OMP_WAIT_POLICY", "ACTIVE", "TF_CPP_MIN_LOG_LEVEL", "0");
    Run run = checkout.run(checkout.root(), checkout.root().resolve("bcnn"), told);
    assertEquals(List.of("ACTIVE,0"), run.reported("environment"));
  }

  @Test
  void takesJvmOptionsFromTheEnvironment() throws Exception {
    Run run =
        checkout.run(
            checkout.root(),
            checkout.root().resolve("bcnn"),
            Map.of("BCNN_OPTS", "-Xmx8g -Dbcnn.backend=tf"));
    List<String> arguments = run.reported("argument");
    int heap = arguments.indexOf("-Xmx8g");
    assertTrue(heap >= 0 && heap < arguments.indexOf("-cp"), arguments.toString());
    assertEquals("-Dbcnn.backend=tf", arguments.get(heap + 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.0_402", "11.0.22", "16.0.2"})
  void refusesAnOldJava(String version) throws Exception {
    checkout.installJava(version);
    Run run = checkout.run();
    assertEquals(1, run.status());
    assertTrue(run.err().contains("install a JDK, 17 or newer"), run.err());
    assertEquals(List.of(), checkout.builds());
  }

  @Test
  void namesAJavaHomeWithoutJava() throws Exception {
    Run run =
        checkout.run(
            checkout.root(), checkout.root().resolve("bcnn"), Map.of("JAVA_HOME", "/no/such"));
    assertEquals(1, run.status());
    assertEquals(
        "bcnn: JAVA_HOME is /no/such, where there is no bin/java; set it to a JDK, 17 or newer\n",
        run.err());
  }

  @Test
  void asksForAJdkWhereThereIsNone() throws Exception {
    Path tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : List.of("sh", "dirname", "readlink")) {
      Files.createSymbolicLink(tools.resolve(tool), onPath(tool));
    }
    Run run =
        checkout.run(
            checkout.root(),
            checkout.root().resolve("bcnn"),
            Map.of("JAVA_HOME", "", "PATH", tools.toString()));
    assertEquals(1, run.status());
    assertEquals(
        "bcnn: found no java; install a JDK, 17 or newer, and put it on PATH or in JAVA_HOME\n",
        run.err());
  }

  @Test
  void asksForACompilerWhereThereIsOnlyARuntime() throws Exception {
    Files.delete(checkout.jdk().resolve("bin/javac"));
    Run run = checkout.run();
    assertEquals(1, run.status());
    assertTrue(run.err().contains("it has no bin/javac"), run.err());
    assertEquals(List.of(), checkout.builds());
  }

  private static Path onPath(String tool) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .map(directory -> Path.of(directory, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }
}
