package org.bcnn.backend.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bcnn.backend.Backend;
import org.bcnn.backend.BackendException;
import org.bcnn.backend.BackendOptions;
import org.bcnn.tensor.HostTensor;
import org.bcnn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How the engine starts, each time in a process of its own. */
class StartTest {
  private static final String OPENMP = "OMP_DISPLAY_ENV";

  /** Opens a backend and prints a result, or the message. */
  static final class Start {
    private Start() {}

    public static void main(String[] arguments) {
      // An application's threads may have a class loader that does not see the engine.
      Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
      try (Backend backend = new DjlProvider().open(BackendOptions.DEFAULT)) {
        HostTensor x = HostTensor.full(Shape.of(3), 2);
        System.out.println(Arrays.toString(Functions.apply(backend, x, y -> y.multiply(y)).data()));
      } catch (BackendException refused) {
        System.out.println(refused.getMessage());
      }
    }
  }

  private static String start(String variable, String value, String... more) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Start.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("OMP_WAIT_POLICY");
    builder.environment().put(variable, value);
    for (int i = 0; i < more.length; i += 2) {
      builder.environment().put(more[i], more[i + 1]);
    }
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }

  /** libgomp prints its settings as it is loaded. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void idleThreadsSleepWithoutAnyEnvironmentVariable() throws Exception {
    String output = start(OPENMP, "true");
    assertTrue(output.contains("OMP_WAIT_POLICY = 'PASSIVE'"), output);
    assertTrue(output.contains("[4.0, 4.0, 4.0]"), output);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theUsersWaitPolicyStands() throws Exception {
    String output = start(OPENMP, "true", "OMP_WAIT_POLICY", "ACTIVE");
    assertTrue(output.contains("OMP_WAIT_POLICY = 'ACTIVE'"), output);
  }

  @Test
  void aFailureToLoadIsOneMessage(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    String output = start("DJL_CACHE_DIR", file.toString());
    assertTrue(output.contains("PyTorch did not start: "), output);
    assertTrue(output.contains("DJL_CACHE_DIR"), output);
  }
}
