package org.bcnn.tasks.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups the commands of super-resolution. */
@Command(
    name = "superres",
    description = "Trains, evaluates and uses networks that enlarge pictures.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class SuperresCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw Misunderstandings.noCommand(spec);
  }
}
