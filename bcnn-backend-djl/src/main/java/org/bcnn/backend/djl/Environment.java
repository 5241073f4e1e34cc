package org.bcnn.backend.djl;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings of libraries that read the process's environment as they are loaded, which is the only
 * moment to make them. Stateless.
 */
final class Environment {
  private static final Logger LOGGER = LoggerFactory.getLogger(Environment.class);

  private Environment() {}

  /**
   * Has idle OpenMP threads sleep rather than spin, unless the user decided otherwise: spinning
   * ones take the processor from whoever else works, which makes a step ten times slower on a busy
   * machine.
   */
  static void letIdleThreadsSleep() {
    if (!Platform.isLinux()) {
      return;
    }
    try {
      Function setenv = Function.getFunction("c", "setenv");
      int overwrite = 0;
      setenv.invokeInt(new Object[] {"OMP_WAIT_POLICY", "PASSIVE", overwrite});
    } catch (LinkageError | RuntimeException failed) {
      LOGGER.warn(
          "could not set OMP_WAIT_POLICY=PASSIVE; set it before starting Java, or PyTorch is slow"
              + " on a busy machine ({})",
          failed.toString());
    }
  }
}
