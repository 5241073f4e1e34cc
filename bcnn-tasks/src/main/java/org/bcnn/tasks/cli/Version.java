package org.bcnn.tasks.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "bcnn "
          + Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
              .orElse("development"),
      "Java " + System.getProperty("java.runtime.version")
    };
  }
}
