package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.bcnn.tasks.data.DataSource;
import org.bcnn.tasks.superresolution.PictureSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the data sets and sets of pictures. */
@Command(
    name = "data",
    description = "Lists the data sets and sets of pictures that --data knows.",
    mixinStandardHelpOptions = true)
final class DataCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private final Services services;

  DataCommand(Services services) {
    this.services = services;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    for (DataSource source : services.dataSources().all()) {
      out.printf("%-14s %s%n", source.name(), source.description());
    }
    out.println("pictures, for superres:");
    for (PictureSource source : services.pictureSources().all()) {
      out.printf("%-14s %s%n", source.name(), source.description());
    }
    return ExitCode.OK;
  }
}
