package org.bcnn.tasks.cli;

import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What options that classification has too are in games when they are not given. */
final class GanDefaults implements IDefaultValueProvider {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "--epochs", "5",
          "--batch-size", "64",
          // With the usual decay of 0.9 the players chase what the other was some steps ago.
          "--optimizer", "adam:beta1=0.5",
          "--learning-rate", "0.0005",
          // The generator learns through the discriminator, and has further to go.
          "--generator-learning-rate", "0.001");

  @Override
  public String defaultValue(ArgSpec arg) {
    return arg instanceof OptionSpec option ? DEFAULTS.get(option.longestName()) : null;
  }
}
