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
          "--batch-size", "8",
          "--learning-rate", "0.001",
          // Before the moments of the gradients are known, a step at the full rate drives hidden
          // units to where they no longer learn.
          "--lr-schedule", "cosine:warmup=1",
          // What is added to the interpolated picture starts small, and so does its noise.
          "--posterior", "mean-field:mean-gain=0.5,rho=-7");

  @Override
  public String defaultValue(ArgSpec arg) {
    return arg instanceof OptionSpec option ? DEFAULTS.get(option.longestName()) : null;
  }
}
