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

  /** Memory up to this size is not given back to the system as soon as it is free. */
  private static final int KEPT_BYTES = 256 << 20;

  /** Larger pieces of memory are asked of the system one by one; glibc allows no larger limit. */
  private static final int LARGE_BYTES = 32 << 20;

  /**
   * What a thread's last block of memory, of 64 MiB, must leave free in others to be given back.
   */
  private static final int SPARE_BYTES = 64 << 20;

  private static final int M_TRIM_THRESHOLD = -1;
  private static final int M_TOP_PAD = -2;
  private static final int M_MMAP_THRESHOLD = -3;

  /**
   * Has the C library keep the memory that a step frees for the next step, unless the user decided
   * otherwise: it would give memory back after every step and then get it anew, page by page, which
   * can make a step several times slower.
   */
  static void keepFreedMemory() {
    if (!Platform.isLinux()
        || System.getenv("MALLOC_TRIM_THRESHOLD_") != null
        || System.getenv("MALLOC_MMAP_THRESHOLD_") != null) {
      return;
    }
    try {
      Function mallopt = Function.getFunction("c", "mallopt");
      mallopt.invokeInt(new Object[] {M_MMAP_THRESHOLD, LARGE_BYTES});
      mallopt.invokeInt(new Object[] {M_TRIM_THRESHOLD, KEPT_BYTES});
      mallopt.invokeInt(new Object[] {M_TOP_PAD, SPARE_BYTES});
    } catch (LinkageError | RuntimeException failed) {
      // Another C library than glibc has other ways.
      LOGGER.debug("could not set the limits of malloc ({})", failed.toString());
    }
  }

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
