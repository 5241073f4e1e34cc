package org.bcnn.backend.djl;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;

/** The engine, of which a process has one, started when it is first needed. */
final class Torch {
  private static Torch started;

  private final Engine engine;
  private final int defaultThreads;

  private Torch(Engine engine, int defaultThreads) {
    this.engine = engine;
    this.defaultThreads = defaultThreads;
  }

  static synchronized Torch start() {
    if (started == null) {
      Environment.letIdleThreadsSleep();
      Environment.keepFreedMemory();
      setUnlessSet("OPT_OUT_TRACKING", "true");
      setUnlessSet("ai.djl.pytorch.graph_optimizer", "false");
      Engine engine = loadWithOwnClassLoader();
      started = new Torch(engine, JniUtils.getNumThreads());
    }
    return started;
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** DJL looks for its engines with the thread's class loader, which need not see them. */
  private static Engine loadWithOwnClassLoader() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(Torch.class.getClassLoader());
    try {
      return Engine.getEngine("PyTorch");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  Engine engine() {
    return engine;
  }

  /** Returns the number of threads that the engine chose for itself. */
  int defaultThreads() {
    return defaultThreads;
  }

  /**
   * Readies the calling thread to run a module.
   *
   * <p>libtorch keeps the number of compute threads for each calling thread; asking for it first
   * has a new thread take the process's number, which must not happen after ours is set. Whether
   * the graph is optimised is the calling thread's too: the optimiser gains nothing for source that
   * is already what we want, and its first runs take a second.
   *
   * @param threads the number of compute threads
   */
  static void enter(int threads) {
    if (JniUtils.getNumThreads() != threads) {
      JniUtils.setNumThreads(threads);
    }
    JniUtils.setGraphExecutorOptimize(false);
  }
}
