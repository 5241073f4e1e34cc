package org.bcnn.tasks.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups the commands of classification. */
@Command(
    name = "classify",
    description = "Trains, evaluates and uses classifiers of images.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ClassifyCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw Misunderstandings.noCommand(spec);
  }
}
