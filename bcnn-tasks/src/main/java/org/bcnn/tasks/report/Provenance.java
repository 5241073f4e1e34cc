package org.bcnn.tasks.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bcnn.backend.BackendInfo;

/**
 * Where a result comes from: the software and the machine. Nothing in it changes from one run to
 * the next on the same machine, so that equal runs leave equal files.
 */
public final class Provenance {
  /** The fact that is the name of the backend. */
  public static final String BACKEND = "backend";

  private Provenance() {}

  /**
   * Describes this process.
   *
   * @param backend what the backend says of itself
   * @return name and value of each fact, in a fixed order
   */
  public static Map<String, String> of(BackendInfo backend) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("bcnnVersion", version());
    facts.put(BACKEND, backend.name());
    facts.put("backendVersion", version(backend));
    facts.put("device", backend.device());
    facts.put("threads", Integer.toString(backend.threads()));
    facts.put(
        "jvm",
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
    facts.put("os", System.getProperty("os.name"));
    facts.put("architecture", System.getProperty("os.arch"));
    return facts;
  }

  /**
   * Names the engine and both of its versions.
   *
   * @param backend what the backend says of itself
   * @return the binding with its version, and the version of the native library
   */
  public static String version(BackendInfo backend) {
    return backend.engine() + " (native " + backend.nativeVersion() + ")";
  }

  /** The version in the jar's manifest; classes that are run from a folder have none. */
  private static String version() {
    return Optional.ofNullable(Provenance.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
