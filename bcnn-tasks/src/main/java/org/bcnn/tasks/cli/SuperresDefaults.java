package org.bcnn.tasks.cli;

import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What options that classification has too are in super-resolution when they are not given. */
final class SuperresDefaults implements IDefaultValueProvider {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "--activation", "relu",
          "--epochs", "20",
          "--batch-size", "16",
          "--learning-rate", "0.002");

  @Override
  public String defaultValue(ArgSpec arg) {
    return arg instanceof OptionSpec option ? DEFAULTS.get(option.longestName()) : null;
  }
}
