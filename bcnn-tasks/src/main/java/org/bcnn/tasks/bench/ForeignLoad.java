package org.bcnn.tasks.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much of the processors other processes use, read from Linux's {@code /proc/stat}; elsewhere
 * it is taken for nothing.
 */
final class ForeignLoad {
  private static final Path STAT = Path.of("/proc/stat");

  /** The unit of /proc/stat, the same on every Linux that Java runs on. */
  private static final double SECONDS_A_TICK = 0.01;

  private static final int IDLE = 4;
  private static final int IO_WAIT = 5;
  private static final int STEAL = 8;

  private final double[] before;

  private ForeignLoad(double[] before) {
    this.before = before;
  }

  static ForeignLoad start() {
    return new ForeignLoad(read());
  }

  /** Returns the share of the processors' time since the start that was not this process's. */
  double share() {
    double[] now = read();
    double all = now[0] - before[0];
    double busy = now[1] - before[1];
    double own = now[2] - before[2];
    return all <= 0 ? 0 : Math.max(0, (busy - own) / all);
  }

  /** Returns seconds of processor time: all, busy for anybody, and busy for this process. */
  private static double[] read() {
    double own =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            ? system.getProcessCpuTime() * 1e-9
            : 0;
    try {
      String[] fields = Files.readAllLines(STAT).get(0).split(" +", -1);
      double all = 0;
      double idle = 0;
      for (int i = 1; i <= STEAL && i < fields.length; i++) {
        double seconds = Long.parseLong(fields[i]) * SECONDS_A_TICK;
        all += seconds;
        idle += i == IDLE || i == IO_WAIT ? seconds : 0;
      }
      return new double[] {all, all - idle, own};
    } catch (IOException | NumberFormatException unknown) {
      return new double[] {0, 0, own};
    }
  }
}
